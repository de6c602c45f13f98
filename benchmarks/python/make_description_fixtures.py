"""Write the reference numbers of the data descriptions: what numpy says of the bundled CSV files.

    python make_description_fixtures.py

For each column of numbers the count, mean, standard deviation (n - 1), minimum, median and maximum, over
all rows and by class; for each pair the correlation over the rows that have both; missing values.
"""

import csv

import numpy as np

from fixture_files import ROOT, write

DATA = ROOT / "shared-data/src/main/resources/workbench/data"
TARGET = ROOT / "scientist-notebook/src/test/resources/workbench/scientist/description"
# The positive class of each set; every other label is the negative one.
POSITIVE = {"penguins": "Adelie", "breast-cancer": "malignant"}


def summary(values):
    """Of the values that are there."""
    there = values[~np.isnan(values)]
    return [
        len(there),
        *(float(f(there)) for f in (np.mean, lambda v: np.std(v, ddof=1), np.min, np.median, np.max)),
    ]


def correlation(a, b):
    """Pearson's, over the rows that have both."""
    both = ~np.isnan(a) & ~np.isnan(b)
    return float(np.corrcoef(a[both], b[both])[0, 1])


def describe(name):
    """All numbers of one set."""
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    cells = np.array(rows)
    positive = cells[:, -1] == POSITIVE[name]
    columns = {}
    for j, column in enumerate(header[:-1]):
        try:
            columns[column] = np.array([float(cell) if cell else np.nan for cell in cells[:, j]])
        except ValueError:
            pass
    return {
        "missing": {column: int(np.sum(cells[:, j] == "")) for j, column in enumerate(header)},
        "distinct": {column: len(set(cells[:, j]) - {""}) for j, column in enumerate(header[:-1])},
        "numbers": {
            column: {
                "all": summary(values),
                "negative": summary(values[~positive]),
                "positive": summary(values[positive]),
            }
            for column, values in columns.items()
        },
        "correlations": [[correlation(a, b) for b in columns.values()] for a in columns.values()],
    }


if __name__ == "__main__":
    for name in POSITIVE:
        write(TARGET / f"{name}.json", describe(name))
