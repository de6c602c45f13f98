"""How the files of reference numbers are written: the same way by every script."""

import json
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


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
