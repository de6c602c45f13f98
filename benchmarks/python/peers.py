"""One contender of the benchmarks: a Python library, a whole process, or a server under load.

    python peers.py NAME '{"rows": 1000, ...}'

Prints a line of JSON with its versions and its result, or with what is missing. Then, for every line
`WARM_UP TIMED` on the standard input, warms up for the first number of seconds, measures for the second,
and prints a line with the figures. The data are those of the Java side: the same generator, the same seed,
the same bits. Whole processes and servers need no package; they run on Linux and macOS.
"""

import importlib.metadata
import json
import os
import sys
import time

import programs

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

GAMMA = 0x9E3779B97F4A7C15
SEED = 42
CHECKED = 1024


# Rows, as workbench.benchmarks.work.Drawn draws them


def uniform(seed, count):
    """What java.util.SplittableRandom(seed).doubles(count) gives."""
    import numpy as np

    z = (np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GAMMA)) + np.uint64(seed)
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)) * 2.0**-53


def drawn(rows, features):
    """Features [n, p] from -1 to 1, and labels [n] that depend on them, with noise."""
    x = (uniform(SEED, rows * features) * 2 - 1).reshape(rows, features)
    z = uniform(SEED + 1, rows) * 2 - 1
    for j in range(features):
        z = z + (j % 5 - 1.5) * 0.5 * x[:, j]
    return x, (z > 0).astype("int32")


def initial_weights():
    """The network's weights before training: 5 features, 10 hidden units."""
    values = uniform(SEED + 2, 60) - 0.5
    shapes = [values[:50].reshape(5, 10), [0.0] * 10, values[50:].reshape(10, 1), [0.0]]
    import numpy as np

    return [np.asarray(w, dtype=np.float32) for w in shapes]


# Training: a peer is (call, result); a call is an epoch, the result the weights after one epoch


def keras_network():
    """The sample's network, uncompiled, with the initial weights of both sides."""
    import keras

    model = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(10, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.set_weights(initial_weights())
    return model


def train_keras(rows, batch, steps, checked):
    """Keras' fit with `steps` per execution; shuffled when timed, unshuffled when checked."""
    import numpy as np

    x, y = drawn(rows, 5)
    x, y = x.astype(np.float32), y.astype(np.float32)[:, None]
    model = keras_network()
    model.compile(
        optimizer="adam", loss="binary_crossentropy", steps_per_execution=steps
    )
    model.fit(x[:checked], y[:checked], batch_size=batch, epochs=1, shuffle=False, verbose=0)
    answer = np.concatenate([w.ravel() for w in model.get_weights()])
    return lambda: model.fit(x, y, batch_size=batch, epochs=1, verbose=0), answer


def train_torch(rows, batch, threads, checked):
    """A plain loop over slices of shuffled tensors, which is faster than a DataLoader."""
    import numpy as np
    import torch

    torch.set_num_threads(threads)
    x, y = drawn(rows, 5)
    x = torch.from_numpy(x.astype(np.float32))
    y = torch.from_numpy(y.astype(np.float32)[:, None])
    model = torch.nn.Sequential(
        torch.nn.Linear(5, 10), torch.nn.ReLU(), torch.nn.Linear(10, 1), torch.nn.Sigmoid()
    )
    w1, b1, w2, b2 = (torch.from_numpy(w) for w in initial_weights())
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), (w1.T, b1, w2.T, b2)):
            parameter.copy_(value)
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
    loss = torch.nn.BCELoss()

    def epoch(x, y):
        for start in range(0, len(x), batch):
            adam.zero_grad()
            loss(model(x[start : start + batch]), y[start : start + batch]).backward()
            adam.step()

    def shuffled():
        order = torch.randperm(len(x))
        epoch(x[order], y[order])

    epoch(x[:checked], y[:checked])
    with torch.no_grad():
        w1, b1, w2, b2 = list(model.parameters())
        answer = torch.cat([w1.T.ravel(), b1, w2.T.ravel(), b2]).numpy()
    return shuffled, answer


# Fit: a call is a fit, the result the L2-regularised log loss at its coefficients


def fit_sklearn(rows, features, solver, threads):
    """Logistic regression with scikit-learn's default penalty, C=1; `threads` of its BLAS, or ""."""
    if threads:
        os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = threads
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    x, y = drawn(rows, features)

    def fit():
        return LogisticRegression(solver=solver).fit(x, y)

    model = fit()
    weights = model.coef_[0]
    z = (x @ weights + model.intercept_[0]) * np.where(y == 1, 1, -1)
    return fit, [np.logaddexp(0, -z).sum() + 0.5 * weights @ weights]


# Prediction: a call is a batch, the result its probabilities


def onnx_model(file):
    """Probabilities [n] by ONNX Runtime with its own defaults but one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return lambda x: session.run(["probability"], {"features": x})[0]


def traced_model():
    """Probabilities [n, 1] by a traced function, the fastest way that TensorFlow has."""
    import tensorflow as tf

    model = keras_network()
    signature = tf.TensorSpec([None, 5], tf.float32)
    traced = tf.function(lambda x: model(x, training=False), input_signature=[signature])
    return lambda x: traced(tf.constant(x)).numpy()


def predict_onnx(batch, model, **_):
    """ONNX Runtime."""
    predict, x = onnx_model(model), drawn(batch, 5)[0].astype("float32")
    return lambda: predict(x), predict(x)[:CHECKED]


def predict_sklearn(batch, coefficients, **_):
    """scikit-learn's predict_proba, with the coefficients of the Java side."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    x, y = drawn(1000, 5)
    model = LogisticRegression().fit(x, y)
    model.coef_ = np.array([coefficients[:-1]])
    model.intercept_ = np.array(coefficients[-1:])
    rows = drawn(batch, 5)[0]

    def predict():
        return model.predict_proba(rows)[:, 1]

    return predict, predict()[:CHECKED]


def predict_keras(batch, way, **_):
    """The network by `predict`, by a call of the model, or by a traced function."""
    model = keras_network()
    predict = {
        "predict": lambda x: model.predict(x, verbose=0),
        "call": lambda x: model(x, training=False).numpy(),
        "signature": traced_model(),
    }[way]
    x = drawn(batch, 5)[0].astype("float32")
    return lambda: predict(x), predict(x).ravel()[:CHECKED]


LIBRARIES = {
    "train-keras": train_keras,
    "train-torch": train_torch,
    "fit-sklearn": fit_sklearn,
    "predict-onnx": predict_onnx,
    "predict-sklearn": predict_sklearn,
    "predict-keras": predict_keras,
}
PROGRAMS = {"process": programs.process, "served": programs.served}
PACKAGES = ("numpy", "scikit-learn", "onnxruntime", "keras", "tensorflow-cpu", "tensorflow", "torch")


def versions():
    """Versions of Python and of the libraries that are installed."""
    found = {"python": sys.version.split()[0]}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            pass
    return found


def seconds_per_call(call, budget):
    """The mean over as many calls as fit into the budget, at least one."""
    calls, start = 0, time.perf_counter()
    while True:
        call()
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= budget:
            return elapsed / calls


def measured(call):
    """Measures the seconds that a call takes."""

    def measure(warm_up, timed):
        if warm_up:
            seconds_per_call(call, warm_up)
        return {"TIME": seconds_per_call(call, timed)}

    return measure


def main():
    """Answers the Java side, line by line."""
    out, sys.stdout = sys.stdout, sys.stderr
    name, arguments = sys.argv[1], json.loads(sys.argv[2])
    try:
        call, answer = (LIBRARIES | PROGRAMS)[name](**arguments)
    except (ImportError, OSError, importlib.metadata.PackageNotFoundError) as e:
        print(json.dumps({"missing": str(e).splitlines()[0]}), file=out, flush=True)
        return
    measure = call if name in PROGRAMS else measured(call)
    ready = {"versions": versions(), "answer": [float(value) for value in answer]}
    print(json.dumps(ready), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(*map(float, line.split()))), file=out, flush=True)


if __name__ == "__main__":
    main()
