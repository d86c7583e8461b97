#!/usr/bin/env python3
"""Fits the weights in src/answer/weights.rs, by which the candidates of a question are put in order, and prints how the
fit does on questions it did not see.

    cargo test --test truth dump_features -- --ignored     # writes target/features.csv
    pip install numpy
    python3 scripts/fit_weights.py target/features.csv > src/answer/weights.rs && cargo fmt

A conditional logit (McFadden 1974) over single questions: the right candidates of a question against its others. A
candidate is right where its sentence holds what a right answer must hold. Each question is asked of the folder that it
was written for, by itself and beside others; those to facts that were added to such as come with phrasings count double,
for they are few, and what answers them must not stand behind for having none. Cross-validated by question, five folds;
the report goes to stderr. Deterministic: the folds have a fixed seed. `fit_decision.py` must be run anew behind it.
"""
import collections
import csv
import random
import sys

import numpy as np

STEPS, RATE = 400, 0.05
# How strongly weights are held near zero; more so where nothing comes with phrasings, for hosts' folders differ more from
# those that are learnt from than questions to one folder do from each other.
SHRINK = {"with": 0.005, "without": 0.02}
ADDED = "added"         # how tests/truth/main.rs marks what was asked of facts added to such with phrasings ...
COUNTS = 2.0            # ... and for how much each such question counts
BEFORE_FEATURES = 9     # columns

Candidate = collections.namedtuple("Candidate", "right features group score")


def read(path, wanted):
    """-> (feature names, [((file, ident, kind, held), candidates)]) of questions with or without a candidate that comes
    with phrasings: of single questions and those that must be abstained from, the candidates that nothing rules out, best
    first. `held` says what the question was asked of."""
    questions = collections.OrderedDict()
    with open(path, newline="") as handle:
        rows = csv.reader(handle)
        names = next(rows)[BEFORE_FEATURES:]
        for phrasings, file, held, ident, kind, group, label, out, score, *features in rows:
            if out == "0" and phrasings == wanted and kind in ("single", "abstain"):
                candidate = Candidate(label == "1", np.array(features, dtype=np.float32), group, float(score))
                questions.setdefault((file, ident, kind, held), []).append(candidate)
    return names, list(questions.items())


def folds(questions):
    """Deals the questions into five folds: -> [(indices to learn from, indices to try on)]. What one question came to
    by itself and beside other facts stays together."""
    asked = sorted({key[:2] for key, _ in questions})
    random.Random(1).shuffle(asked)
    fold_of = {key: at % 5 for at, key in enumerate(asked)}
    of = np.array([fold_of[key[:2]] for key, _ in questions])
    return [(np.flatnonzero(of != fold), np.flatnonzero(of == fold)) for fold in range(5)]


def fit(name, questions, count):
    """Adam on the mean log likelihood, with weight decay."""
    data = []
    for (_, _, kind, held), candidates in questions:
        right = np.array([c.right for c in candidates])
        if kind == "single" and right.any() and not right.all():
            data.append((right, np.array([c.features for c in candidates]), COUNTS if held == ADDED else 1.0))
    right, rows = np.concatenate([d[0] for d in data]), np.concatenate([d[1] for d in data]).astype(float)
    sizes = np.array([len(d[0]) for d in data])
    starts, question = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(data)), sizes)
    counts = np.array([d[2] for d in data])
    counts /= counts.sum()

    def shares(likely):
        return likely / np.add.reduceat(likely, starts)[question]

    weights, first, second = np.zeros(count), np.zeros(count), np.zeros(count)
    for step in range(1, STEPS + 1):
        score = rows @ weights
        likely = np.exp(score - np.maximum.reduceat(score, starts)[question])
        gradient = ((shares(likely * right) - shares(likely)) * counts[question]) @ rows - SHRINK[name] * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights += RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def cross_validate(name, questions, count):
    asked, right = collections.Counter(), collections.Counter()
    for learn, held_out in folds(questions):
        weights = fit(name, [questions[i] for i in learn], count)
        for (_, _, kind, held), candidates in (questions[i] for i in held_out):
            if kind == "single":
                asked[held] += 1
                right[held] += max(candidates, key=lambda c: c.features @ weights).right
    for held in asked:
        print(f"{name} phrasings, {held}: cross-validated the first is right for {right[held]} of {asked[held]}",
              file=sys.stderr)


def main():
    print("//! What each feature counts for the order among candidates; made by `scripts/fit_weights.py`, not by hand.\n")
    print('#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]\n')
    print("use super::features::COUNT;")
    for name, doc in (("with", "facts that come with phrasings"), ("without", "folders without any")):
        names, questions = read(sys.argv[1], name)
        cross_validate(name, questions, len(names))
        print(f"\n/// For {doc}.\npub const {name.upper()}_PHRASINGS: [f32; COUNT] = [")
        for label, value in zip(names, fit(name, questions, len(names))):
            print(f"    {value:.3f}, // {label}")
        print("];")


if __name__ == "__main__":
    main()
