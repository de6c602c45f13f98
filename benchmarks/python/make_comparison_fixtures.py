"""Write the reference numbers for the comparison of models.

    python make_comparison_fixtures.py

The file holds corrected resampled t tests (Nadeau and Bengio, Machine Learning 52, 2003) of given
differences, computed with NumPy and SciPy, and the mean accuracy that scikit-learn's counterparts of
the Java side's models reach on breast-cancer. The script checks its own numbers before it writes them.
"""

import platform

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.datasets import load_breast_cancer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from fixture_files import ROOT, write

FILE = (
    ROOT
    / "scientist-notebook/src/test/resources/workbench/scientist/comparison/comparison-parity.json"
)

SEED, FOLDS, REPEATS = 42, 5, 4
LEVELS = (0.95, 1 - 0.05 / 7)


def corrected_test(name, differences, ratio):
    """The test of one vector of differences; ratio is test rows for each training row."""
    differences = np.asarray(differences)
    count = len(differences)
    error = np.sqrt((1 / count + ratio) * np.var(differences, ddof=1))
    t = differences.mean() / error
    if ratio == 0:
        plain = stats.ttest_1samp(differences, 0)
        assert np.isclose(t, plain.statistic, rtol=1e-12), "without correction it is Student's test"
    return {
        "name": name,
        "differences": differences.tolist(),
        "test_to_train_ratio": ratio,
        "mean": differences.mean(),
        "standard_error": error,
        "degrees_of_freedom": count - 1,
        "t": t,
        "p_value": 2 * stats.t.sf(abs(t), count - 1),
        "intervals": [interval(differences.mean(), error, count - 1, level) for level in LEVELS],
    }


def interval(mean, error, freedom, level):
    """Where the true mean lies."""
    lower, upper = stats.t.interval(level, freedom, mean, error)
    return {"level": level, "lower": lower, "upper": upper}


def tests():
    """Small and large effects, few and many folds, with the correction and without."""
    generator = np.random.default_rng(SEED)
    return [
        corrected_test("five folds", [0.02, 0.04, -0.01, 0.03, 0.0], 0.25),
        corrected_test("five folds, uncorrected", [0.02, 0.04, -0.01, 0.03, 0.0], 0.0),
        corrected_test("two differences", [0.1, 0.3], 1.0),
        corrected_test("twice five folds", generator.normal(-0.05, 0.02, 10).round(4), 0.25),
        corrected_test("ten times ten folds", generator.normal(0.003, 0.03, 100).round(4), 1 / 9),
        corrected_test("a large effect", generator.normal(0.35, 0.01, 20).round(4), 0.25),
    ]


def counterparts():
    """scikit-learn's models by the names they have in Java."""
    return {
        "majority class": DummyClassifier(),
        "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        "decision tree": DecisionTreeClassifier(
            max_depth=20, min_samples_leaf=5, random_state=SEED
        ),
        "random forest": RandomForestClassifier(100, max_depth=20, random_state=SEED),
        "gradient boosting": GradientBoostingClassifier(random_state=SEED),
        "support vector machine": make_pipeline(StandardScaler(), SVC()),
        "k nearest neighbours": make_pipeline(StandardScaler(), KNeighborsClassifier()),
    }


def reached(name, model, x, y):
    """Mean accuracy and AUC over the folds."""
    folds = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=SEED)
    scores = cross_validate(model, x, y, cv=folds, scoring=("accuracy", "roc_auc"))
    accuracy, auc = scores["test_accuracy"].mean(), scores["test_roc_auc"].mean()
    print(f"{name}: accuracy {accuracy:.4f}, AUC {auc:.4f}")
    return {"name": name, "accuracy": accuracy, "auc": auc}


def fixture():
    """The whole file."""
    source = load_breast_cancer()
    x, y = source.data, (source.target == 0).astype(int)
    results = [reached(name, model, x, y) for name, model in counterparts().items()]
    assert results[0]["accuracy"] < 0.63 < 0.9 < min(r["accuracy"] for r in results[1:])
    return {
        "about": {
            "made_by": "benchmarks/python/make_comparison_fixtures.py",
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
            "scipy": scipy.__version__,
            "numpy": np.__version__,
            "seed": SEED,
        },
        "tests": tests(),
        "breast_cancer": {"folds": FOLDS, "repeats": REPEATS, "results": results},
    }


if __name__ == "__main__":
    write(FILE, fixture())
