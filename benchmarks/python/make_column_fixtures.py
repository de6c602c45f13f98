"""Write the reference features of raw columns: scikit-learn's ColumnTransformer on three data sets.

    python make_column_fixtures.py

Numbers: the median for a missing value. Categories: the most frequent level for a missing value, one column for
each level but the first, zeros for a level that the training rows do not have. Then StandardScaler. Each set is
fitted on its training rows and applied to its test rows.
"""

import platform

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fixture_files import ROOT, raw_penguins, write

FILE = ROOT / "shared-data/src/test/resources/workbench/data/column-transformer.json"

SEED = 16


def penguins():
    """The bundled rows as they are: every fifth is a test row."""
    return split(raw_penguins()[0])


def mixed():
    """Numbers of different sizes and categories of different frequencies, without missing values."""
    generator = np.random.default_rng(SEED)
    n = 120
    return split(
        pd.DataFrame(
            {
                "income": np.round(generator.lognormal(10, 1, n), 2),
                "age": generator.integers(18, 90, n).astype(float),
                "town": generator.choice(["Aix", "Bern", "Cork", "Delft"], n, p=[0.5, 0.3, 0.15, 0.05]),
                "owner": generator.choice(["no", "yes"], n),
                "rate": generator.normal(0, 1e-6, n),
            }
        )
    )


def gaps():
    """Missing values in every column, an even number of values for one median, levels in the test rows alone."""
    train = pd.DataFrame(
        {
            "x": [1.0, None, 4.0, 2.0, 10.0, None],
            "kind": ["b", "c", None, "c", "b", "d"],
            "y": [None, 5.0, 5.0, 7.0, -1.0, 0.5],
        }
    )
    test = pd.DataFrame(
        {
            "x": [None, 3.0, -1e6, None],
            "kind": ["a", None, "\U0001f427", "d"],
            "y": [0.0, None, 1e6, None],
        }
    )
    return train, test


def split(frame):
    test = np.arange(len(frame)) % 5 == 0
    return frame[~test].reset_index(drop=True), frame[test].reset_index(drop=True)


def features(frame, transformer):
    """Name and column, in the order of the raw columns."""
    x = transformer.transform(frame)
    names = [name.split("__", 1)[1] for name in transformer.get_feature_names_out()]
    return names, x


def reference(train, test, indicators):
    numbers = [name for name in train if train[name].dtype.kind == "f"]
    steps = []
    for name in train:
        if name in numbers:
            steps.append((name, SimpleImputer(strategy="median"), [name]))
        else:
            encoder = OneHotEncoder(drop="first", handle_unknown="ignore", sparse_output=False)
            imputer = SimpleImputer(strategy="most_frequent", missing_values=None)
            steps.append((name, make_pipeline(imputer, encoder), [name]))
        if indicators and train[name].isna().any():
            missing = np.nan if name in numbers else None
            steps.append(("missing-" + name, MissingIndicator(missing_values=missing), [name]))
    columns = ColumnTransformer(steps, sparse_threshold=0)
    objects = lambda frame: frame.astype({name: object for name in frame if name not in numbers}).where(
        lambda f: f.notna() | f.columns.isin(numbers), None
    )
    x = np.asarray(columns.fit_transform(objects(train)), dtype=float)
    scaler = StandardScaler().fit(x)
    z = scaler.transform(np.asarray(columns.transform(objects(test)), dtype=float))
    names = []
    for step, fitted, _ in columns.transformers_:
        if step.startswith("missing-"):
            names.append(step.removeprefix("missing-") + " missing")
        elif step in numbers:
            names.append(step)
        else:
            names += [f"{step}={level}" for level in fitted[-1].categories_[0][1:]]
    return {"names": names, "test": z}


def raw(frame):
    """Each column: numbers or texts, null where missing."""
    return {
        name: [None if pd.isna(value) else value for value in frame[name].tolist()] for name in frame
    }


def main():
    sets = {}
    for make in (penguins, mixed, gaps):
        train, test = make()
        sets[make.__name__] = {
            "train": raw(train),
            "test": raw(test),
            "plain": reference(train, test, indicators=False),
            "indicators": reference(train, test, indicators=True),
        }
    write(
        FILE,
        {
            "made_with": {"python": platform.python_version(), "scikit-learn": sklearn.__version__},
            "sets": sets,
        },
    )


if __name__ == "__main__":
    main()
