"""Asks a model of raw columns with NVIDIA's Triton client, and Python's ONNX Runtime for the same rows.

    python triton_columns.py HOST:PORT MODEL MODEL.onnx

MODEL.onnx is the file of the version that is served. Ends with exit code 0 if onnx.checker accepts it and if every
answer is the same, whether it travels as JSON or as binary tensor data, to 1e-6. Missing values and a level that the
model does not know are among the rows.
"""

import json
import sys
import urllib.request

import numpy as np
import onnx
import onnxruntime
import tritonclient.http as http
from tritonclient.utils import InferenceServerException

address, model, file = sys.argv[1:4]
onnx.checker.check_model(onnx.load(file), full_check=True)
client = http.InferenceServerClient(address)
inputs = client.get_model_metadata(model)["inputs"]
with urllib.request.urlopen(f"http://{address}/catalogue") as answer:
    card = next(each for each in json.load(answer)["models"] if each["name"] == model)
features = {feature["name"]: feature for feature in card["features"]}
assert [each["name"] for each in inputs] == list(features)

generator = np.random.default_rng(7)
n = 200
columns = {}
for each in inputs:
    feature = features[each["name"]]
    if each["datatype"] == "BYTES":
        values = np.array([*feature["levels"], "", "not a level \U0001f427"], dtype=object)
        columns[each["name"]] = generator.choice(values, (n, 1))
    else:
        values = generator.uniform(feature["min"], feature["max"], (n, 1)).astype(np.float32)
        columns[each["name"]] = np.where(generator.random((n, 1)) < 0.1, np.float32("nan"), values)
assert {each["datatype"] for each in inputs} == {"BYTES", "FP32"}

session = onnxruntime.InferenceSession(file)
# A model of scikit-learn's converter has the probabilities of both classes.
converted = "probabilities" in [output.name for output in session.get_outputs()]


def probability(rows):
    found = session.run(["probabilities" if converted else "probability"], rows)[0]
    return found[:, 1] if converted else found


expected, label = probability(columns), session.run(["label"], columns)[0]
largest = 0


def tensor(name, values, binary):
    text = values.dtype == object
    made = http.InferInput(name, values.shape, "BYTES" if text else "FP32")
    made.set_data_from_numpy(values, binary_data=binary)
    return made


# JSON has no NaN: the client writes one that no server can read.
complete = {name: values if values.dtype == object else np.nan_to_num(values, nan=1.0) for name, values in columns.items()}
for binary, rows in ((True, columns), (False, complete)):
    wanted = expected if binary else probability(rows)
    tensors = [tensor(name, values, binary) for name, values in rows.items()]
    for reverse in (False, True):
        found = client.infer(model, tensors[::-1] if reverse else tensors)
        largest = max(largest, np.abs(found.as_numpy("probability") - wanted).max())
assert largest < 1e-6, largest
assert np.array_equal(client.infer(model, [tensor(k, v, True) for k, v in columns.items()]).as_numpy("label"), label)

try:
    client.infer(model, [tensor(name, values, True) for name, values in list(columns.items())[1:]])
    sys.exit("a request without a column was answered")
except InferenceServerException as refusal:
    assert f"the column '{inputs[0]['name']}' is missing" in refusal.message(), refusal.message()
print(f"{n} rows of {len(columns)} raw columns: Triton's client and Python differ by at most {largest:.0e}")
