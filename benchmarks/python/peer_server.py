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

import peers


class Tensor(BaseModel):
    """A named array."""

    name: str
    shape: list[int]
    datatype: str
    data: list[float]


class InferRequest(BaseModel):
    """A request of the protocol."""

    inputs: list[Tensor]


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
    model = peers.onnx_model(file) if kind == "onnx" else peers.traced_model()
    uvicorn.run(application(lambda x: model(x).ravel()), port=int(port), access_log=False, log_level="error")
