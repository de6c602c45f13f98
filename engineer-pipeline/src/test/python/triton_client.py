"""Drives a running prediction server with NVIDIA's Triton client: a client that none of us wrote.

    python triton_client.py HOST:PORT MODEL [TOKEN]

Ends with exit code 0 if every answer is the same whether it travels as JSON or as binary tensor data.
With the server's token the model is unloaded and loaded as well.
"""
import sys

import numpy as np
import tritonclient.http as http
from tritonclient.utils import InferenceServerException

address, model = sys.argv[1:3]
client = http.InferenceServerClient(address)
assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model)
assert set(client.get_server_metadata()["extensions"]) == {"binary_tensor_data", "model_repository"}
assert model in [entry["name"] for entry in client.get_model_repository_index()]

features = client.get_model_metadata(model)["inputs"][0]["shape"][1]
rows = np.random.default_rng(7).random((20, features), dtype=np.float32)
expected = None
for binary_in in (False, True):
    tensor = http.InferInput("features", rows.shape, "FP32")
    tensor.set_data_from_numpy(rows, binary_data=binary_in)
    for binary_out in (False, True):
        for compression in (None, "gzip", "deflate"):
            outputs = [
                http.InferRequestedOutput("probability", binary_data=binary_out),
                http.InferRequestedOutput("label", binary_data=not binary_out),
            ]
            answer = client.infer(
                model, [tensor], outputs=outputs, request_id="7", request_compression_algorithm=compression
            )
            probability, label = answer.as_numpy("probability"), answer.as_numpy("label")
            expected = probability if expected is None else expected
            assert answer.get_response()["id"] == "7"
            assert probability.dtype == np.float32 and label.dtype == np.int64
            assert np.array_equal(probability, expected) and np.array_equal(label, expected > 0.5)

try:
    client.infer(model + "-not-there", [tensor])
    sys.exit("an unknown model was answered")
except InferenceServerException as refusal:
    assert "there is no model" in refusal.message()

if len(sys.argv) > 3:
    headers = {"Authorization": "Bearer " + sys.argv[3]}
    client.unload_model(model, headers=headers)
    assert not client.is_model_ready(model)
    client.load_model(model, headers=headers)
    assert client.is_model_ready(model)
print(f"{len(expected)} rows, 12 ways, the same answers")
