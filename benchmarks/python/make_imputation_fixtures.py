"""Write the reference cross-validation of a pipeline that imputes, by scikit-learn.

    python make_imputation_fixtures.py

On the 344 penguins, once as they are and once with more missing values: the imputer, the encoder and
the scaler are fitted on the training rows of each fold (scikit-learn's Pipeline does so).
"""

import csv
import platform

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fixture_files import PENGUINS, ROOT, write

FILE = ROOT / "scientist-notebook/src/test/resources/workbench/scientist/validation/imputation.json"
CATEGORIES = ["island", "sex"]
NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
# Of each column of this set the value is missing in every so many rows, beginning with the second number.
GAPS = {"island": (5, 2), "bill_length_mm": (4, 1), "body_mass_g": (3, 0)}


def rows(gaps):
    """The six columns [344, 6] as objects, and labels, 1 for Adelie."""
    with open(PENGUINS, encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    cells = [
        [record[name] or None for name in CATEGORIES]
        + [float(record[name]) if record[name] else np.nan for name in NUMBERS]
        for record in records
    ]
    for name, (every, first) in gaps.items():
        column = (CATEGORIES + NUMBERS).index(name)
        for row in range(first, len(cells), every):
            cells[row][column] = None if name in CATEGORIES else np.nan
    y = np.array([int(record["species"] == "Adelie") for record in records])
    return np.array(cells, dtype=object), y


def case(name, gaps):
    """One cross-validation."""
    x, y = rows(gaps)
    model = make_pipeline(
        ColumnTransformer(
            [
                (
                    "categories",
                    make_pipeline(
                        SimpleImputer(missing_values=None, strategy="most_frequent"),
                        OneHotEncoder(drop="first", handle_unknown="ignore", sparse_output=False),
                    ),
                    [0, 1],
                ),
                ("numbers", SimpleImputer(strategy="median"), [2, 3, 4, 5]),
            ]
        ),
        StandardScaler(),
        LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-12, max_iter=1000),
    )
    split = list(StratifiedKFold(5, shuffle=True, random_state=7).split(x, y))
    p = cross_val_predict(model, x, y, cv=split, method="predict_proba")[:, 1]
    print(f"{name}: {np.mean((p > 0.5) == (y == 1)):.4f}")
    return {"name": name, "gaps": gaps, "tests": [test for _, test in split], "out_of_fold": p}


if __name__ == "__main__":
    about = {
        "made_by": "benchmarks/python/make_imputation_fixtures.py",
        "python": platform.python_version(),
        "scikit-learn": sklearn.__version__,
    }
    write(FILE, {"about": about, "cases": [case("as they are", {}), case("with gaps", GAPS)]})
