"""Common parts of the scripts that make reference numbers: the penguins as they are read, and how a file is written."""

import csv
import json
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
PENGUINS = ROOT / "shared-data/src/main/resources/workbench/data/penguins.csv"


def raw_penguins():
    """The bundled rows as they are: a frame of the six columns with None for a missing value, and the species."""
    import pandas as pd

    with PENGUINS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    frame = pd.DataFrame(
        {
            name: [
                None if row[name] in ("", "NA") else (float(row[name]) if name in numbers else row[name])
                for row in rows
            ]
            for name in ["island", *numbers, "sex"]
        }
    )
    return frame, [row["species"] for row in rows]


def to_json(value, indent=""):
    """JSON with one line per row of numbers; single precision is written as the equal double."""
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {to_json(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list) and value and isinstance(value[0], (dict, list, np.ndarray)):
        parts = [inner + to_json(part, inner) for part in value]
        return "[\n" + ",\n".join(parts) + f"\n{indent}]"
    return json.dumps(value, allow_nan=False)


def write(file, fixture):
    """Write one file with LF line ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes((to_json(fixture) + "\n").encode("utf-8"))
    print(f"wrote {file.relative_to(ROOT).as_posix()}, {file.stat().st_size:,} bytes")
