"""Asks a model of raw columns with KServe's Python SDK: the inference client of the protocol's version 2 over REST.

    python kserve_client.py HOST:PORT MODEL MODEL.onnx

MODEL.onnx is the file of the version that is served. Ends with exit code 0 if the server and the model are ready, and if
every answer is that of Python's ONNX Runtime to 1e-6, in JSON and in binary tensor data.
"""

import asyncio
import sys

import numpy as np
import onnxruntime
from kserve import InferInput, InferRequest, InferenceRESTClient
from kserve.inference_client import RESTConfig
from kserve.protocol.infer_type import RequestedOutput

address, model, file = sys.argv[1:4]
session = onnxruntime.InferenceSession(file)
generator = np.random.default_rng(3)
n = 50
levels = {"island": ["Biscoe", "Dream", "Torgersen", "", "not a level"], "sex": ["female", "male", ""]}
columns = {
    each.name: generator.choice(np.array(levels[each.name], dtype=object), (n, 1))
    if each.type == "tensor(string)"
    else generator.uniform(15, 60, (n, 1)).astype(np.float32)
    for each in session.get_inputs()
}
outputs = [output.name for output in session.get_outputs()]
expected = session.run(["probability" if "probability" in outputs else "probabilities"], columns)[0]
expected = expected if expected.ndim == 1 else expected[:, 1]


def tensor(name, values, binary):
    made = InferInput(name, list(values.shape), "BYTES" if values.dtype == object else "FP32")
    made.set_data_from_numpy(values, binary_data=binary)
    return made


async def ask():
    client = InferenceRESTClient(RESTConfig(protocol="v2"))
    base = f"http://{address}"
    assert await client.is_server_live(base) and await client.is_server_ready(base)
    assert await client.is_model_ready(base, model)
    largest = 0
    for binary in (False, True):
        request = InferRequest(
            model_name=model,
            infer_inputs=[tensor(name, values, binary) for name, values in columns.items()],
            request_outputs=[RequestedOutput("probability", {"binary_data": binary})],
        )
        answer = await client.infer(base, request, model_name=model)
        largest = max(largest, np.abs(answer.outputs[0].as_numpy() - expected).max())
    await client.close()
    assert largest < 1e-6, largest
    print(f"{n} rows of {len(columns)} raw columns: KServe's SDK and Python differ by at most {largest:.0e}")


asyncio.run(ask())
