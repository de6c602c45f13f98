"""Checks a model.onnx of raw columns with onnx.checker, and compares Python's ONNX Runtime with Java's on the same rows.

    python raw_columns_test.py FOLDER

FOLDER has what RawColumnsTest left: model.onnx and rows.json with the rows and Java's probabilities. Ends with exit
code 0 if no probability differs by more than 1e-6.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

folder = Path(sys.argv[1])
model = onnx.load(folder / "model.onnx")
onnx.checker.check_model(model, full_check=True)
rows = json.loads((folder / "rows.json").read_text())
session = onnxruntime.InferenceSession(folder / "model.onnx")
inputs = {}
for node in session.get_inputs():
    column = rows["columns"][node.name]
    if node.type == "tensor(string)":
        inputs[node.name] = np.array(column, dtype=object).reshape(-1, 1)
    else:
        inputs[node.name] = np.array(column, dtype=np.float32).reshape(-1, 1)
probability, label = session.run(["probability", "label"], inputs)
difference = np.abs(probability - rows["probability"]).max()
assert difference < 1e-6, difference
assert np.array_equal(label, probability > 0.5)
print(f"{len(probability)} rows of {len(inputs)} raw columns: Python differs from Java by at most {difference:.0e}")
