#!/usr/bin/env python3
"""Fits the weights in src/answer/weights.rs and prints how the fit does on questions it did not see.

    cargo test --test truth dump_features -- --ignored     # writes target/features.csv
    pip install numpy scikit-learn
    python3 scripts/fit_weights.py target/features.csv > src/answer/weights.rs

Two steps, over single questions and those that must be abstained from. A candidate is right where its sentence
holds what a right answer must hold.
  order   a conditional logit (McFadden 1974): the right candidates of a question against its other candidates
  decide  a logistic regression over each question's first candidate: is it right? Its features are the
          candidate's own and its lead over the next that says something else
Cross-validated by question, five folds; the report goes to stderr. Deterministic: the folds have a fixed seed.
"""
import collections
import csv
import random
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

STEPS, RATE, SHRINK = 400, 0.05, 0.02
REGULARISATION = 0.5
FALSE_ANSWER = 2.0      # a wrong answer is worse than a helpless "unknown": such rows weigh more


def read(path, wanted):
    """-> (feature names, questions) of the folders with or without phrasings."""
    with open(path, newline="") as handle:
        rows = list(csv.reader(handle))
    names, questions = rows[0][7:], collections.OrderedDict()
    for phrasings, file, ident, kind, group, label, out, *features in rows[1:]:
        if out == "0" and phrasings == wanted:
            row = (label == "1", np.array([float(x) for x in features]), group)
            questions.setdefault((file, ident, kind), []).append(row)
    return names, [(k, v) for k, v in questions.items() if k[2] in ("single", "abstain")]


def fit_order(questions, count):
    """Adam on the mean log likelihood, with weight decay."""
    data = []
    for (_, _, kind), candidates in questions:
        right = np.array([c[0] for c in candidates])
        if kind == "single" and right.any() and not right.all():
            data.append((right, np.array([c[1] for c in candidates])))
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


def first_of(candidates, order):
    """-> (right, features with the lead) of the first candidate."""
    ranked = sorted(((row @ order, right, row, group) for right, row, group in candidates), key=lambda c: -c[0])
    others = [score for score, _, _, group in ranked if group != ranked[0][3]]
    lead = ranked[0][0] - others[0] if others else 3.0
    return ranked[0][1], np.append(ranked[0][2], np.tanh(lead))


def fit_decide(questions, order):
    firsts = [(first_of(v, order), k[2]) for k, v in questions]
    weights = [1.0 if right else FALSE_ANSWER if kind == "abstain" else 1.0 for (right, _), kind in firsts]
    model = LogisticRegression(C=REGULARISATION, fit_intercept=False, max_iter=5000)
    return model.fit(np.array([f[0][1] for f in firsts]), np.array([f[0][0] for f in firsts]), sample_weight=weights)


def outcome(order, model, questions, threshold):
    counts = collections.Counter()
    for (_, _, kind), candidates in questions:
        right, row = first_of(candidates, order)
        answered = model.predict_proba([row])[0, 1] >= threshold
        if kind == "abstain":
            counts["false" if answered else "abstained rightly"] += 1
        else:
            counts[("right" if right else "wrong") if answered else "abstained"] += 1
            counts["first"] += right
    return counts


def table(name, values, names):
    print(f"    {name}: [")
    for label, value in zip(names, values):
        print(f"        {value:.3f}, // {label}")
    print("    ],")


def cross_validate(name, questions, count):
    shuffled = list(range(len(questions)))
    random.Random(1).shuffle(shuffled)
    totals = collections.defaultdict(collections.Counter)
    for fold in range(5):
        held_out = set(shuffled[fold::5])
        seen = [questions[i] for i in shuffled if i not in held_out]
        order = fit_order(seen, count)
        model = fit_decide(seen, order)
        for threshold in (0.4, 0.5, 0.6, 0.7):
            totals[threshold] += outcome(order, model, [questions[i] for i in sorted(held_out)], threshold)
    for threshold, counts in totals.items():
        print(f"{name} phrasings, cross-validated at {threshold}: {dict(sorted(counts.items()))}", file=sys.stderr)


def main():
    print("//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.\n")
    print('#![allow(clippy::approx_constant, reason = "a weight may happen to be near one over pi")]\n')
    print("use super::features::Weights;")
    for name, doc in (("with", "facts that come with phrasings"), ("without", "folders without any")):
        names, questions = read(sys.argv[1], name)
        cross_validate(name, questions, len(names))
        order = fit_order(questions, len(names))
        decide = fit_decide(questions, order).coef_[0]
        print(f"\n/// For {doc}.\npub const {name.upper()}_PHRASINGS: Weights = Weights {{")
        table("order", order, names)
        table("decide", decide[:-1], names)
        print(f"    lead: {decide[-1]:.3f},\n}};")


if __name__ == '__main__':
    main()
