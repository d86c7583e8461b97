#!/usr/bin/env python3
"""Fits the weights in src/answer/weights.rs, by which the candidates of a question are put in order, and prints how the
fit does on questions it did not see.

    cargo test --test truth dump_features -- --ignored     # writes target/features.csv
    pip install numpy
    python3 scripts/fit_weights.py target/features.csv > src/answer/weights.rs

A conditional logit (McFadden 1974) over single questions: the right candidates of a question against its others. A
candidate is right where its sentence holds what a right answer must hold. Cross-validated by question, five folds; the
report goes to stderr. Deterministic: the folds have a fixed seed. `fit_decision.py` must be run anew behind it.
"""
import collections
import csv
import random
import sys

import numpy as np

STEPS, RATE, SHRINK = 400, 0.05, 0.02
BEFORE_FEATURES = 8     # columns

Candidate = collections.namedtuple("Candidate", "right features group score")


def read(path, wanted):
    """-> (feature names, [((file, ident, kind), candidates)]) of the folders with or without phrasings: of single
    questions and those that must be abstained from, the candidates that nothing rules out, best first."""
    with open(path, newline="") as handle:
        rows = list(csv.reader(handle))
    names, questions = rows[0][BEFORE_FEATURES:], collections.OrderedDict()
    for phrasings, file, ident, kind, group, label, out, score, *features in rows[1:]:
        if out == "0" and phrasings == wanted and kind in ("single", "abstain"):
            candidate = Candidate(label == "1", np.array([float(x) for x in features]), group, float(score))
            questions.setdefault((file, ident, kind), []).append(candidate)
    return names, list(questions.items())


def fit(questions, count):
    """Adam on the mean log likelihood, with weight decay."""
    data = []
    for (_, _, kind), candidates in questions:
        right = np.array([c.right for c in candidates])
        if kind == "single" and right.any() and not right.all():
            data.append((right, np.array([c.features for c in candidates])))
    weights, first, second = np.zeros(count), np.zeros(count), np.zeros(count)
    for step in range(1, STEPS + 1):
        gradient = np.zeros(count)
        for right, rows in data:
            score = rows @ weights
            share = np.exp(score - score.max())
            chosen = share * right
            gradient += rows.T @ (chosen / chosen.sum() - share / share.sum())
        gradient = gradient / len(data) - SHRINK * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights += RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def cross_validate(name, questions, count):
    shuffled = list(range(len(questions)))
    random.Random(1).shuffle(shuffled)
    asked = right = 0
    for fold in range(5):
        held_out = set(shuffled[fold::5])
        weights = fit([questions[i] for i in shuffled if i not in held_out], count)
        for (_, _, kind), candidates in (questions[i] for i in held_out):
            if kind == "single":
                asked += 1
                right += max(candidates, key=lambda c: c.features @ weights).right
    print(f"{name} phrasings, cross-validated: the first is right for {right} of {asked}", file=sys.stderr)


def main():
    print("//! What each feature counts for the order among candidates; made by `scripts/fit_weights.py`, not by hand.\n")
    print('#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]\n')
    print("use super::features::COUNT;")
    for name, doc in (("with", "facts that come with phrasings"), ("without", "folders without any")):
        names, questions = read(sys.argv[1], name)
        cross_validate(name, questions, len(names))
        print(f"\n/// For {doc}.\npub const {name.upper()}_PHRASINGS: [f32; COUNT] = [")
        for label, value in zip(names, fit(questions, len(names))):
            print(f"    {value:.3f}, // {label}")
        print("];")


if __name__ == "__main__":
    main()
