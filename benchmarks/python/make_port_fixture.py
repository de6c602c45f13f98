"""Write the cross-validated accuracies that the exercise «port» asks for, by scikit-learn.

    python make_port_fixture.py

Beside them: the accuracies of code with a typical mistake, so that the check can name it. The script checks
that no row is near the threshold and that each mistake changes the accuracies.
"""

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, PredefinedSplit, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from fixture_files import ROOT, write

FILE = ROOT / "benchmarks/src/main/resources/workbench/exercises/port.json"
QUESTIONS = {
    "blocks": "These are contiguous blocks of rows, as KFold makes them: what does cross_val_score take for a classifier?",
    "inverse": "The folds are right, but the penalty is not: is C the penalty or its inverse?",
    "blocks and inverse": "These are contiguous blocks of rows, and C is taken for the penalty: what does cross_val_score do?",
    "turns": "Each class is dealt to the folds row by row: in which order does StratifiedKFold take the rows?",
    "all rows": "The folds are right, but the rows are standardised before the split: which rows may the scaler see?",
    "raw": "The folds are right, but nothing is standardised: what does make_pipeline do first?",
}


def model(c):
    return make_pipeline(StandardScaler(), LogisticRegression(C=c, tol=1e-10, max_iter=10_000))


def turns(y, folds):
    """The rows of each class go to the folds in turn."""
    fold = np.empty(len(y), int)
    for label in (0, 1):
        rows = np.flatnonzero(y == label)
        fold[rows] = np.arange(len(rows)) % folds
    return PredefinedSplit(fold)


def case(name, x, y, c, folds, bundled):
    p = cross_val_predict(model(c), x, y, cv=folds, method="predict_proba")[:, 1]
    assert np.abs(p - 0.5).min() > 1e-5, "a row near the threshold could be counted either way"
    scores = cross_val_score(model(c), x, y, cv=folds)
    standardised = StandardScaler().fit_transform(x)
    mistakes = {
        "blocks": cross_val_score(model(c), x, y, cv=KFold(folds)),
        "inverse": cross_val_score(model(1 / c), x, y, cv=folds),
        "blocks and inverse": cross_val_score(model(1 / c), x, y, cv=KFold(folds)),
        "turns": cross_val_score(model(c), x, y, cv=turns(y, folds)),
        "all rows": cross_val_score(model(c)[-1], standardised, y, cv=folds),
        "raw": cross_val_score(model(c)[-1], x, y, cv=folds),
    }
    seen = []
    for kind, found in mistakes.items():
        if any(np.allclose(found, each["scores"]) for each in seen) or np.allclose(found, scores):
            print(f"{name}, C={c}: {kind} has the same accuracies as another mistake or none")
        else:
            seen.append({"question": QUESTIONS[kind], "scores": found})
    print(f"{name}, C={c}: mean {scores.mean():.4f}, sd {scores.std():.4f}")
    data = {"x": [], "y": []} if bundled else {"x": x, "y": y}
    return {"name": name, **data, "c": c, "scores": scores, "mistakes": seen}


def heavy_tails(generator):
    """Features with outliers, which the scale depends on, and classes in no order."""
    x = np.round(generator.standard_t(1.5, (90, 3)) * [1, 10, 100], 3)
    score = np.clip(x / [1, 10, 100], -3, 3) @ [1.2, -0.9, 0.6] + 0.7
    return x, (score + generator.logistic(size=90) > 0).astype(int)


def main():
    source = load_breast_cancer()
    malignant = (source.target == 0).astype(int)
    x, y = heavy_tails(np.random.default_rng(5))
    write(
        FILE,
        {
            "cases": [
                case("breast-cancer", source.data, malignant, 1.0, 5, True),
                case("breast-cancer", source.data, malignant, 0.01, 5, True),
                case("rows with outliers", x, y, 0.1, 7, False),
            ]
        },
    )


if __name__ == "__main__":
    main()
