"""Checks the files of Keras with Keras itself.

    python keras_test.py written FOLDER             java.keras and java.h5 of FOLDER, see KerasWriterTest
    python keras_test.py saved MODEL                MODEL loads, and predicts
    python keras_test.py served MODEL TEST.csv URL  the server answers as Keras, on every row
"""

import json
import sys
import urllib.request

import keras
import numpy as np

TOLERANCE = 1e-6


def predictions(model, x):
    """The probability of each row."""
    return model.predict(x, verbose=0)[:, 0]


def check(what, found, expected):
    """Print the largest difference, and fail if it is too large."""
    difference = float(np.max(np.abs(np.asarray(found) - np.asarray(expected))))
    print(f"{what}: at most {difference:.0e}")
    assert difference < TOLERANCE, what


def written(folder):
    """What Java wrote loads; the .keras trains on as in Java (Keras 3.15 cannot go on from .h5)."""
    with open(f"{folder}/java.json", encoding="utf-8") as file:
        case = json.load(file)
    x, y = np.array(case["x"], np.float32), np.array(case["y"], np.float32)
    for ending in ("h5", "keras"):
        model = keras.models.load_model(f"{folder}/java.{ending}")
        assert int(model.optimizer.iterations) == 2
        check(f"java.{ending}", predictions(model, x), case["predictions"])
    activations = keras.models.load_model(f"{folder}/activations.keras")
    check("activations.keras", predictions(activations, x), case["activations"])
    model.fit(x, y, batch_size=len(x), epochs=2, shuffle=False, verbose=0)
    check("java.keras, two more steps", predictions(model, x), case["after_two_more_steps"])


def saved(file):
    """A network of 5 features loads and answers with probabilities."""
    answers = predictions(keras.models.load_model(file), np.random.rand(100, 5))
    assert np.all((0 < answers) & (answers < 1))
    print(f"{file}: loads")


def served(file, rows, url):
    """The server gives the probabilities of Keras."""
    x = np.loadtxt(rows, delimiter=",", skiprows=1)[:, :-1].astype(np.float32)
    body = {
        "inputs": [
            {
                "name": "features",
                "shape": list(x.shape),
                "datatype": "FP32",
                "data": x.ravel().tolist(),
            }
        ]
    }
    request = urllib.request.Request(
        f"{url}/infer", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        outputs = json.load(response)["outputs"]
    answers = next(output["data"] for output in outputs if output["name"] == "probability")
    check(f"{len(x)} served rows", answers, predictions(keras.models.load_model(file), x))


if __name__ == "__main__":
    {"written": written, "saved": saved, "served": served}[sys.argv[1]](*sys.argv[2:])
