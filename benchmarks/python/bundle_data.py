"""Write the two bundled data sets, breast-cancer.csv and penguins.csv, and print their SHA-256.

    python bundle_data.py path/to/penguins.json

The breast cancer data come from scikit-learn, which carries them. The penguins come from the npm
package vega-datasets 3.2.1, file data/penguins.json; `npm pack vega-datasets@3.2.1` fetches it.
Values are not changed, except that the sex "." of one penguin becomes a missing value. After a
change, copy the printed SHA-256 into the data card beside the file.
"""

import hashlib
import json
import sys
from pathlib import Path

from sklearn.datasets import load_breast_cancer

DATA = Path(__file__).resolve().parents[2] / "shared-data/src/main/resources/workbench/data"
PENGUINS_JSON_SHA256 = "0facf769609f1205b82cbceb8238c36af3e6147a0ca0e163902cc6281ce3e917"
PENGUIN_COLUMNS = {
    "island": "Island",
    "sex": "Sex",
    "bill_length_mm": "Beak Length (mm)",
    "bill_depth_mm": "Beak Depth (mm)",
    "flipper_length_mm": "Flipper Length (mm)",
    "body_mass_g": "Body Mass (g)",
    "species": "Species",
}
SEXES = {"MALE": "male", "FEMALE": "female", ".": None, None: None}


def cell(value):
    """The text of one cell: empty if missing, else the shortest text that reads back the same."""
    if value is None:
        return ""
    return value if isinstance(value, str) else repr(value).removesuffix(".0")


def write_csv(name, header, rows):
    """Write one CSV file with LF line ends and print its SHA-256."""
    lines = [",".join(header)] + [",".join(map(cell, row)) for row in rows]
    content = ("\n".join(lines) + "\n").encode("utf-8")
    (DATA / name).write_bytes(content)
    print(f"{name}: {len(rows)} rows")
    print(f"SHA-256: {hashlib.sha256(content).hexdigest()}")


def bundle_breast_cancer():
    """30 features in scikit-learn's order, then the diagnosis in words."""
    source = load_breast_cancer()
    header = [name.replace(" ", "_") for name in source.feature_names] + ["diagnosis"]
    diagnoses = source.target_names[source.target].tolist()
    write_csv(
        "breast-cancer.csv",
        header,
        [[*row, diagnosis] for row, diagnosis in zip(source.data.tolist(), diagnoses)],
    )


def bundle_penguins(json_file):
    """All penguins in the order of the source, the species last."""
    content = Path(json_file).read_bytes()
    if hashlib.sha256(content).hexdigest() != PENGUINS_JSON_SHA256:
        sys.exit(f"{json_file} is not data/penguins.json of vega-datasets 3.2.1: other SHA-256")
    penguins = [dict(row, Sex=SEXES[row["Sex"]]) for row in json.loads(content)]
    write_csv(
        "penguins.csv",
        list(PENGUIN_COLUMNS),
        [[penguin[key] for key in PENGUIN_COLUMNS.values()] for penguin in penguins],
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python bundle_data.py path/to/penguins.json")
    DATA.mkdir(parents=True, exist_ok=True)
    bundle_breast_cancer()
    bundle_penguins(sys.argv[1])
