"""Write the reference fits on raw columns: scikit-learn's pipeline on penguins and on a mixed set.

    python make_raw_fit_fixtures.py

Numbers: the median for a missing value. Categories: the most frequent level for a missing value, one column for
each level but the first. Then StandardScaler and LogisticRegression with C=1, near the optimum. Every fifth row is a
test row.
"""

import platform

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fixture_files import ROOT, raw_penguins, write

FILE = ROOT / "engineer-pipeline/cluster/src/test/resources/workbench/cluster/raw-fits.json"

SEED = 16


def penguins():
    """All 344 rows; Adelie or not."""
    frame, species = raw_penguins()
    return frame, np.array([name != "Adelie" for name in species], int)


def mixed():
    """Missing values in every column but one, levels of different frequency, text outside the basic plane."""
    generator = np.random.default_rng(SEED)
    n = 400
    frame = pd.DataFrame(
        {
            "income": np.round(generator.lognormal(10, 1, n), 2),
            "town": generator.choice(["Aix", "Bern", "Cork", "Z\u00fcrich", "\U0001f427"], n, p=[0.3, 0.3, 0.2, 0.1, 0.1]),
            "age": generator.integers(18, 90, n).astype(float),
            "owner": generator.choice(["no", "yes"], n),
            "rate": np.round(generator.normal(0, 1, n), 3),
        }
    )
    logit = 0.03 * (frame["age"] - 50) + frame["rate"] + (frame["town"] == "Cork") - (frame["owner"] == "yes")
    y = (generator.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
    for name in ["income", "town", "age", "rate"]:
        frame.loc[generator.random(n) < 0.1, name] = None
    return frame, y


def pipeline(frame):
    numbers = [name for name in frame if frame[name].dtype == float]
    levels = [name for name in frame if name not in numbers]
    # In the order of the columns, one step for each.
    steps = [
        (name, SimpleImputer(strategy="median"), [name])
        if name in numbers
        else (
            name,
            make_pipeline(
                SimpleImputer(strategy="most_frequent"),
                OneHotEncoder(drop="first", handle_unknown="ignore", sparse_output=False),
            ),
            [name],
        )
        for name in frame
    ]
    assert sorted(numbers + levels) == sorted(frame)
    return make_pipeline(
        ColumnTransformer(steps), StandardScaler(), LogisticRegression(C=1, solver="newton-cholesky", tol=1e-12)
    )


def fit(frame, y):
    frame = frame.astype({name: object for name in frame if frame[name].dtype != float})
    frame = frame.where(frame.notna(), np.nan)
    test = np.arange(len(frame)) % 5 == 0
    model = pipeline(frame).fit(frame[~test], y[~test])
    regression = model[-1]
    return {
        "columns": list(frame),
        "rows": [[None if pd.isna(value) else value for value in row] for row in frame.itertuples(index=False)],
        "y": np.asarray(y),
        "coefficients": regression.coef_[0],
        "intercept": regression.intercept_[0],
        "test_probabilities": model.predict_proba(frame[test])[:, 1],
    }


if __name__ == "__main__":
    write(
        FILE,
        {
            "made_with": {"python": platform.python_version(), "scikit-learn": sklearn.__version__},
            "sets": {"penguins": fit(*penguins()), "mixed": fit(*mixed())},
        },
    )
