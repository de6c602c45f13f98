"""Scores a folder of Parquet files in Python, in two ways, and prints how many rows a second each does.

    python score_file.py FOLDER MODEL.onnx

The file is a logistic regression that a role of the workbench exported, whose figures the first
way takes out of it. Reading the rows is part of the time, which is the median of three runs; nothing is
written.
"""

import json
import statistics
import sys
import time

import numpy as np
import onnx
import onnxruntime
import pandas as pd
import pyarrow.dataset as ds
from onnx import numpy_helper
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

BATCH = 65_536
RUNS = 3


def pipeline(model):
    """The same regression in scikit-learn, with the figures of the file."""
    figures = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    scaler = StandardScaler()
    scaler.mean_, scaler.scale_ = figures["mean_0"], figures["scale_0"]
    regression = LogisticRegression()
    regression.coef_ = figures["flat_weights_0"].reshape(1, -1)
    regression.intercept_ = figures["bias_0"]
    regression.classes_ = np.array([0, 1])
    return make_pipeline(scaler, regression)


def with_pandas(folder, model, features):
    """All rows in memory, then predict_proba."""
    rows = pd.read_parquet(folder, columns=features).to_numpy()
    return pipeline(model).predict_proba(rows)[:, 1]


def with_onnxruntime(folder, model, features):
    """Batch after batch, ONNX Runtime on all cores."""
    session = onnxruntime.InferenceSession(model.SerializeToString())
    answers = []
    for batch in ds.dataset(folder).to_batches(columns=features, batch_size=BATCH):
        rows = np.empty((batch.num_rows, len(features)), dtype=np.float32)
        for j, name in enumerate(features):
            rows[:, j] = batch.column(name).to_numpy(zero_copy_only=False)
        answers += session.run(["probability"], {"features": rows})
    return np.concatenate(answers)


def main(folder, file):
    model = onnx.load(file)
    features = json.loads({p.key: p.value for p in model.metadata_props}["feature_names"])
    ways = {"pandas, scikit-learn": with_pandas, "pyarrow, onnxruntime": with_onnxruntime}
    answers = {}
    for name, way in ways.items():
        seconds = []
        for _ in range(RUNS):
            start = time.perf_counter()
            answers[name] = way(folder, model, features)
            seconds.append(time.perf_counter() - start)
        rows, median = len(answers[name]), statistics.median(seconds)
        print(f"{name:<22}{rows:,} rows in {median:.2f} s, {rows / median:,.0f} rows/s")
    a, b = answers.values()
    print(f"largest difference    {np.abs(a - b).max():.0e}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
