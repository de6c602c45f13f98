"""Write the reference numbers of the scientist's validation: metrics, folds, permutations, nesting.

    python make_validation_fixtures.py

The metrics are scikit-learn's, the intervals SciPy's, and DeLong's variance is counted pair by pair
in NumPy, which is slow and plain. The fits are scikit-learn's logistic regressions on standardised
features, each at its true optimum. The script checks its own numbers before it writes them.
"""

import csv
import os
import platform

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest, norm
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    auc,
    brier_score_loss,
    confusion_matrix,
    f1_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
    roc_curve,
)
from sklearn.model_selection import StratifiedKFold, permutation_test_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from fixture_files import PENGUINS, ROOT, write

FILE = (
    ROOT / "scientist-notebook/src/test/resources"
    "/workbench/scientist/validation/sklearn-validation.json"
)
MEASUREMENTS = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")

SEED, BINS, FOLDS, PERMUTATIONS = 7, 10, 5, 99
GRID = (0.1, 1.0, 10.0, 100.0, 1000.0)
GRADIENT, CLEAR = 1e-7, 1e-5


# Metrics


def probability_cases():
    """Labels and probabilities by name."""
    generator = np.random.default_rng(SEED)
    honest = generator.random(80)
    rare = generator.beta(0.5, 4, 150)
    edges = np.linspace(0, 1, BINS + 1)
    edges = np.concatenate([edges, np.arange(BINS + 1) / BINS, np.nextafter(edges, 0.5)])
    return {
        "honest": ((generator.random(80) < honest).astype(int), honest),
        "ties": (generator.integers(0, 2, 60), generator.integers(0, 11, 60) / 10),
        "one in ten": ((generator.random(150) < rare).astype(int), rare),
        "extreme": (
            np.array([1, 0, 1, 0, 1, 0, 1, 0, 1, 1]),
            np.array([0, 1, 1, 0, 1e-20, 1 - 1e-16, 0.5, 0.5, np.nextafter(0.5, 1), 1e-300]),
        ),
        "separated": (np.array([0, 0, 1, 1, 0]), np.array([0.1, 0.2, 0.8, 0.9, 0.3])),
        "turned round": (np.array([1, 1, 0, 0]), np.array([0.1, 0.2, 0.8, 0.9])),
        "all alike": (np.array([1, 0, 0, 1, 0]), np.full(5, 0.3)),
        "edges of bins": (np.arange(33) % 2, edges),
        "nothing found": (np.array([0, 1, 0, 1, 0, 0]), np.array([0.2, 0.4, 0.1, 0.3, 0.45, 0.35])),
    }


def delong(y, p):
    """Area and its standard error, each row of class 1 compared with each of class 0."""
    higher, lower = p[y == 1][:, None], p[y == 0][None, :]
    pairs = (higher > lower) + 0.5 * (higher == lower)
    m, n = pairs.shape
    variance = pairs.mean(axis=1).var(ddof=1) / m + pairs.mean(axis=0).var(ddof=1) / n
    return float(pairs.mean()), float(np.sqrt(variance))


def logit_interval(area, error):
    """The 95% interval on the scale of the logit; none without an error."""
    if error == 0:
        return None
    half = norm.ppf(0.975) * error / (area * (1 - area))
    logit = np.log(area / (1 - area))
    return [float(1 / (1 + np.exp(-value))) for value in (logit - half, logit + half)]


def metric_case(name, y, p):
    """One case, checked."""
    predicted = (p > 0.5).astype(int)
    area, error = delong(y, p)
    fpr, tpr, _ = roc_curve(y, p, drop_intermediate=False)
    share, mean = calibration_curve(y, p, n_bins=BINS, strategy="uniform")
    case = {
        "name": name,
        "y": y,
        "p": p,
        "confusion": confusion_matrix(y, predicted).ravel(),
        "precision": precision_score(y, predicted, zero_division=0),
        "recall": recall_score(y, predicted, zero_division=0),
        "specificity": recall_score(y, predicted, pos_label=0, zero_division=0),
        "f1": f1_score(y, predicted, zero_division=0),
        "log_loss": log_loss(y, p),
        "brier": brier_score_loss(y, p),
        "auc": roc_auc_score(y, p),
        "auc_standard_error": error,
        "auc_interval": logit_interval(area, error),
        "false_positive_rate": fpr,
        "true_positive_rate": tpr,
        "mean_probability": mean,
        "observed_share": share,
    }
    print(f"metrics, {name}: {y.sum()} of {len(y)} rows, AUC {area:.3f}, standard error {error:.3f}")
    assert abs(area - case["auc"]) < 1e-12, "pairs and scikit-learn must agree"
    assert abs(auc(fpr, tpr) - area) < 1e-12, "the curve must have the area"
    assert (error == 0) == (len(set(p)) == 1 or area in (0, 1)), "certain only at the ends"
    return case


def wilson_case(rows, correct):
    """One interval by SciPy."""
    interval = binomtest(correct, rows).proportion_ci(method="wilson")
    assert interval.low <= correct / rows <= interval.high, "the share is inside"
    return {
        "rows": rows,
        "correct": correct,
        "lower": max(0.0, float(interval.low)),
        "upper": min(1.0, float(interval.high)),
    }


# Fits


def random_set(generator):
    """Features uniform in [0, 1) and labels by a fair coin: nothing to learn."""
    return generator.random((60, 3)), generator.integers(0, 2, 60)


def learnable_set(generator):
    """Two features that say something, four that do not, with logistic noise."""
    x = generator.standard_normal((120, 6))
    score = x @ np.array([1.5, -0.7, 0, 0, 0, 0])
    return x, (score + generator.logistic(size=120) > 0.4).astype(int)


def breast_cancer():
    """Features [569, 30] and labels [569], 1 for malignant (scikit-learn has it as 0)."""
    source = load_breast_cancer()
    return source.data, (source.target == 0).astype(int)


def penguins():
    """The four measurements [342, 4] where there are all, and labels, 1 for Adelie."""
    with open(PENGUINS, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[name] for name in MEASUREMENTS)]
    x = np.array([[float(row[name]) for name in MEASUREMENTS] for row in rows])
    return x, np.array([int(row["species"] == "Adelie") for row in rows])


def fit(x, y, c):
    """Scaler and logistic regression, at its true optimum."""
    model = make_pipeline(
        StandardScaler(),
        LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000),
    ).fit(x, y)
    regression, z = model[-1], model[0].transform(x)
    residual = model.predict_proba(x)[:, 1] - y
    slope = np.append(z.T @ residual + regression.coef_[0] / c, residual.sum())
    norm_of_slope = float(np.linalg.norm(slope))
    assert norm_of_slope < GRADIENT, f"not at the optimum: gradient norm {norm_of_slope}"
    return model


def folds(y, k, seed):
    """Row numbers of the test parts."""
    split = StratifiedKFold(k, shuffle=True, random_state=seed).split(np.zeros(len(y)), y)
    return [test for _, test in split]


def rest(y, test):
    """The rows that are not in a test set."""
    return np.setdiff1d(np.arange(len(y)), test)


def score(x, y, test, c):
    """Probabilities, accuracy, log loss, Brier score and AUC on one test set."""
    train = rest(y, test)
    p = fit(x[train], y[train], c).predict_proba(x[test])[:, 1]
    return {
        "probabilities": p,
        "clear": float(np.abs(p - 0.5).min()) > CLEAR,
        "accuracy": float(np.mean((p > 0.5) == (y[test] == 1))),
        "log_loss": float(log_loss(y[test], p)),
        "brier": float(brier_score_loss(y[test], p)),
        "auc": float(roc_auc_score(y[test], p)),
    }


def cross_validation_case(set_name, x, y, c):
    """One cross-validation."""
    tests = folds(y, FOLDS, SEED)
    scores = [score(x, y, test, c) for test in tests]
    out_of_fold = np.empty(len(y))
    for test, part in zip(tests, scores):
        out_of_fold[test] = part["probabilities"]
    hits = [part["accuracy"] for part in scores]
    assert all(part["clear"] for part in scores), "no class that rounding decides"
    print(f"folds, {set_name}, C = {c}: accuracy {np.mean(hits):.4f}")
    return {
        "name": f"{set_name}, C = {c}",
        "set": set_name,
        "C": c,
        "tests": tests,
        "accuracies": hits,
        "log_losses": [part["log_loss"] for part in scores],
        "briers": [part["brier"] for part in scores],
        "areas": [part["auc"] for part in scores],
        "out_of_fold": out_of_fold,
        "mean_accuracy": float(np.mean(hits)),
        "standard_deviation": float(np.std(hits, ddof=1)),
    }


def permutation_case(set_name, x, y):
    """scikit-learn's own test."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    split = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    observed, permuted, p_value = permutation_test_score(
        model, x, y, cv=split, n_permutations=PERMUTATIONS, random_state=SEED
    )
    asked = (1 + np.sum(permuted >= observed)) / (1 + PERMUTATIONS)
    print(f"permutations, {set_name}: accuracy {observed:.4f}, p = {p_value:.2f}")
    assert abs(asked - p_value) < 1e-12, "scikit-learn's formula"
    return {"name": set_name, "observed": observed, "permuted": permuted, "p_value": p_value}


def search(x, y, tests):
    """The mean log loss of each penalty, and the best, which must be clearly the best."""
    losses = [
        float(np.mean([score(x, y, test, 1 / penalty)["log_loss"] for test in tests]))
        for penalty in GRID
    ]
    best, second = sorted(losses)[:2]
    assert second - best > CLEAR, "no choice that rounding decides"
    return losses, GRID[int(np.argmin(losses))]


def nested_case(set_name, x, y):
    """Each outer fold chooses its penalty by inner folds."""
    outer, inner, all_rows = folds(y, FOLDS, SEED), [], folds(y, FOLDS, SEED + 1)
    chosen, scores = [], []
    for test in outer:
        train = rest(y, test)
        inner.append(folds(y[train], FOLDS, SEED))
        chosen.append(search(x[train], y[train], inner[-1])[1])
        scores.append(score(x, y, test, 1 / chosen[-1]))
    losses, best = search(x, y, all_rows)
    assert all(part["clear"] for part in scores), "no class that rounding decides"
    print(f"nested, {set_name}: {best} of all rows, {chosen} in the folds")
    return {
        "name": set_name,
        "set": set_name,
        "grid": GRID,
        "outer": outer,
        "inner": inner,
        "all": all_rows,
        "log_losses": losses,
        "chosen": best,
        "chosen_per_fold": chosen,
        "accuracy": float(np.mean([part["accuracy"] for part in scores])),
        "log_loss": float(np.mean([part["log_loss"] for part in scores])),
    }


def fixture():
    """The whole file."""
    generator = np.random.default_rng(SEED)
    sets = {
        "random": random_set(generator),
        "learnable": learnable_set(generator),
        "penguins": penguins(),
        "breast-cancer": breast_cancer(),
    }
    nested = [nested_case(name, *sets[name]) for name in ("random", "learnable")]
    assert len(set(nested[1]["chosen_per_fold"])) > 1, "the folds should differ"
    return {
        "about": {
            "made_by": "benchmarks/python/make_validation_fixtures.py",
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
            "scipy": scipy.__version__,
            "numpy": np.__version__,
            "seed": SEED,
        },
        "metrics": [metric_case(name, *case) for name, case in probability_cases().items()],
        "wilson": [
            wilson_case(*case)
            for case in ((10, 7), (1, 0), (20, 20), (114, 111), (1000, 3), (5, 2), (333, 329))
        ],
        "sets": {name: {"x": sets[name][0], "y": sets[name][1]} for name in ("random", "learnable")},
        "cross_validations": [
            cross_validation_case(name, *sets[name], c)
            for name, c in (
                ("random", 1.0),
                ("learnable", 0.1),
                ("learnable", 10.0),
                ("penguins", 1.0),
                ("breast-cancer", 0.1),
                ("breast-cancer", 1.0),
            )
        ],
        "permutations": [permutation_case(name, *sets[name]) for name in ("random", "learnable")],
        "nested": nested,
    }


if __name__ == "__main__":
    write(FILE, fixture())
