#!/usr/bin/env python3
"""Fits the trees in assets/decision, by which it is told whether the first candidate answers, and prints how they do on
questions they did not see.

    cargo test --test truth dump_features -- --ignored     # writes target/features.csv
    pip install numpy scikit-learn
    python3 scripts/fit_decision.py target/features.csv assets/decision

Gradient-boosted trees (Friedman 2001) over the first candidate of each single question and of each that must be
abstained from: is it right? The features are the candidate's own, and its lead over the next that says something else.
Where no facts come with phrasings, the trees are grown over what a logistic regression (Cox 1958) leaves: registers of
posts, of which a host may have a million, are unlike most of what is learnt from, and the sum holds there. With phrasings
the trees alone do better. Several sets of trees are grown from different samples and averaged. Each question is asked of
its folder alone and beside others, as `fit_weights.py` tells. Cross-validated by question, five folds. Deterministic: all
seeds are fixed. The format is told in src/answer/trees.rs.
"""
import pathlib
import sys

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from fit_weights import folds, read

NO_RIVAL = 3.0          # src/answer/ranking.rs
FALSE_ANSWER = 2.0      # a false answer is worse than a helpless "unknown": such rows weigh more
SAMPLES = 3
LINEAR = {"C": 0.5, "fit_intercept": False, "max_iter": 5000}
TREES = {"with": 110, "without": 40}
SHAPE = {"learning_rate": 0.1, "max_depth": 4, "min_samples_leaf": 10}
DRAWN = {"subsample": 0.6, "max_features": 10}


def first(candidates):
    """-> (right, features with the lead) of the first candidate."""
    best = candidates[0]
    others = [c.score for c in candidates if c.group != best.group]
    lead = best.score - others[0] if others else NO_RIVAL
    return best.right, np.append(best.features, np.tanh(lead))


def rows(questions):
    """-> (features, whether the first is right, what each counts)."""
    firsts = [(*first(candidates), kind) for (_, _, kind, _), candidates in questions]
    counts = [FALSE_ANSWER if kind == "abstain" and not right else 1.0 for right, _, kind in firsts]
    return np.array([f[1] for f in firsts], dtype=np.float32), np.array([f[0] for f in firsts]), np.array(counts)


def fit(name, questions):
    features, right, counts = rows(questions)
    linear = LogisticRegression(**LINEAR) if name == "without" else None
    grow = lambda seed: GradientBoostingClassifier(
        init=linear, n_estimators=TREES[name], **SHAPE, **DRAWN, random_state=seed)
    return [grow(seed).fit(features, right, sample_weight=counts) for seed in range(SAMPLES)]


def log_odds(models, features):
    return np.mean([model.decision_function(features) for model in models], axis=0)


def cross_validate(name, questions):
    """Prints, for what was asked of each kind of folder, how many questions are answered rightly and wrongly."""
    odds, marks = np.zeros(len(questions)), np.zeros(len(questions), dtype=bool)
    for learn, held_out in folds(questions):
        models = fit(name, [questions[i] for i in learn])
        features, right, _ = rows([questions[i] for i in held_out])
        odds[held_out], marks[held_out] = log_odds(models, features), right
    asked_of = np.array([held for (_, _, _, held), _ in questions])
    for held in dict.fromkeys(asked_of):
        among = asked_of == held
        for threshold in (0.4, 0.5, 0.6, 0.7, 0.9):
            answered = among & (1 / (1 + np.exp(-odds)) >= threshold)
            print(f"{name} phrasings, {held}, cross-validated at {threshold}: {(answered & marks).sum()} right, "
                  f"{(answered & ~marks).sum()} wrong of {among.sum()}")


def lines(tree, names, share):
    """The nodes of a tree in preorder, as lines; the values are shares of what its leaves say."""
    def walk(at):
        low, high = tree.children_left[at], tree.children_right[at]
        if low < 0:
            return tree.value[at, 0, 0] * share, tree.weighted_n_node_samples[at], [None]
        (a, n, below), (b, m, above) = walk(low), walk(high)
        value = (a * n + b * m) / (n + m)
        split = f"{names[tree.feature[at]]} {tree.threshold[at]:.7g} {len(below)}"
        below[0], above[0] = leaf_or(below[0], a), leaf_or(above[0], b)
        return value, n + m, [split] + below + above
    def leaf_or(split, value):
        return f"{value:.4f}" if split is None else f"{value:.4f} {split}"
    value, _, nodes = walk(0)
    return [leaf_or(nodes[0], value)] + nodes[1:]


def text(models, names):
    """The weights of the linear part, a line each, and the trees behind blank lines."""
    # The same for all sets: it is fitted on all questions.
    linear = models[0].init_
    if isinstance(linear, LogisticRegression):
        out = [f"{name} {weight:.4f}" for name, weight in zip(names, linear.coef_[0])]
    else:
        out = [f"bias {models[0]._raw_predict_init(np.zeros((1, len(names))))[0, 0]:.4f}"]
    for model in models:
        for grown in model.estimators_[:, 0]:
            out += ["", *lines(grown.tree_, names, model.learning_rate / len(models))]
    return "\n".join(out) + "\n"


def main():
    source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    for name in ("with", "without"):
        names, questions = read(source, name)
        cross_validate(name, questions)
        (folder / f"{name}-phrasings.txt").write_text(text(fit(name, questions), [*names, "lead"]))


if __name__ == "__main__":
    main()
