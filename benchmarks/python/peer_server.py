"""The prediction server's twin in FastAPI: one network, the Open Inference Protocol's JSON.

    python peer_server.py onnx MODEL.onnx PORT
    python peer_server.py tensorflow - PORT

One worker of uvicorn, with uvloop and httptools if they are installed, and no access log.
"""

import sys

import numpy as np
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel


class Tensor(BaseModel):
    """A named array."""

    name: str
    shape: list[int]
    datatype: str
    data: list[float]


class InferRequest(BaseModel):
    """A request of the protocol."""

    inputs: list[Tensor]


def onnx_model(path):
    """Probabilities [n] by ONNX Runtime, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda x: session.run(["probability"], {"features": x})[0]


def tensorflow_model(_):
    """Probabilities [n] by a traced function, the fastest way that TensorFlow has."""
    import tensorflow as tf

    from peers import keras_network

    model = keras_network()
    signature = tf.TensorSpec([None, 5], tf.float32)
    traced = tf.function(lambda x: model(x, training=False), input_signature=[signature])
    return lambda x: traced(tf.constant(x)).numpy()[:, 0]


def application(predict):
    """The server, without anything that the comparison does not need."""
    app = FastAPI(openapi_url=None)

    @app.get("/v2/health/ready")
    async def ready():
        return {"ready": True}

    @app.post("/v2/models/network/infer")
    async def infer(request: InferRequest):
        tensor = request.inputs[0]
        p = predict(np.array(tensor.data, dtype=np.float32).reshape(tensor.shape))
        return {
            "model_name": "network",
            "model_version": "1",
            "outputs": [
                {
                    "name": "probability",
                    "datatype": "FP32",
                    "shape": [len(p)],
                    "data": p.tolist(),
                },
                {
                    "name": "label",
                    "datatype": "INT64",
                    "shape": [len(p)],
                    "data": (p > 0.5).astype(int).tolist(),
                },
            ],
        }

    return app


if __name__ == "__main__":
    kind, file, port = sys.argv[1:]
    model = {"onnx": onnx_model, "tensorflow": tensorflow_model}[kind](file)
    uvicorn.run(application(model), port=int(port), access_log=False, log_level="error")
