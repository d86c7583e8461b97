#!/usr/bin/env python3
"""Fits the weights in src/answer/weights.rs and prints how the fit does on questions it did not see.

    cargo test --test truth dump_features -- --ignored     # writes target/features.csv
    pip install numpy scikit-learn
    python3 scripts/fit_weights.py target/features.csv > src/answer/weights.rs

A logistic model over single questions and those that must be abstained from: a candidate is positive where its
sentence holds what a right answer must hold. Cross-validated by question, five folds; the report goes to stderr.
Deterministic: the folds are drawn from a fixed seed.
"""
import collections
import csv
import random
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

NEGATIVES = 12      # the strongest wrong candidates of a question; the rest are easy and many
REGULARISATION = 0.5


def read(path):
    with open(path, newline="") as handle:
        rows = list(csv.reader(handle))
    names, questions = rows[0][6:], collections.OrderedDict()
    for file, ident, kind, _fact, label, out, *features in rows[1:]:
        row = (label == "1", out == "1", [float(x) for x in features])
        questions.setdefault((file, ident, kind), []).append(row)
    return names, [(k, v) for k, v in questions.items() if k[2] in ("single", "abstain")]


def fit(questions):
    rows, labels, weights = [], [], []
    for (_, _, kind), candidates in questions:
        usable = [c for c in candidates if not c[1]]
        positive = [c[2] for c in usable if c[0]]
        for row in positive:
            rows.append(row), labels.append(1), weights.append(1 / len(positive))
        for row in [c[2] for c in usable if not c[0]][:NEGATIVES]:
            rows.append(row), labels.append(0), weights.append(1.0 if kind == "abstain" else 0.5)
    model = LogisticRegression(C=REGULARISATION, fit_intercept=False, max_iter=5000)
    return model.fit(np.array(rows), np.array(labels), sample_weight=weights)


def outcome(model, questions, threshold):
    counts = collections.Counter()
    for (_, _, kind), candidates in questions:
        usable = [c for c in candidates if not c[1]]
        best = max(((model.predict_proba([c[2]])[0, 1], c[0]) for c in usable), default=(0, False))
        answered = best[0] >= threshold
        if kind == "abstain":
            counts["false" if answered else "abstained rightly"] += 1
        else:
            counts[("right" if best[1] else "wrong") if answered else "abstained"] += 1
    return counts


def main():
    names, questions = read(sys.argv[1])
    order = list(range(len(questions)))
    random.Random(1).shuffle(order)
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        total = collections.Counter()
        for fold in range(5):
            held_out = set(order[fold::5])
            model = fit([questions[i] for i in order if i not in held_out])
            total += outcome(model, [questions[i] for i in sorted(held_out)], threshold)
        print(f"cross-validated at {threshold}: {dict(total)}", file=sys.stderr)
    weights = fit(questions).coef_[0]
    print("//! The fitted weights of [`super::features`]; made by `scripts/fit_weights.py`, not by hand.\n")
    print("use super::features::COUNT;\n")
    print("/// One weight a feature, in their order.")
    print("pub const WEIGHTS: [f32; COUNT] = [")
    for name, weight in zip(names, weights):
        print(f"    {weight:.3f}, // {name}")
    print("];")


main()
