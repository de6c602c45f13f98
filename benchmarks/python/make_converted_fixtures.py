"""Write models of scikit-learn's converter, the rows that they were fitted on, and what scikit-learn answers.

    python make_converted_fixtures.py

Needs skl2onnx 1.20 besides requirements.txt.
"""

import platform

import numpy as np
import pandas as pd
import skl2onnx
import sklearn
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fixture_files import ROOT, write

FOLDER = ROOT / "engineer-pipeline/src/test/resources/workbench/engineer/converted"
NUMBERS = ["size mm", "2nd"]
TEXT = ["größe", "kind=of"]


def data():
    generator = np.random.default_rng(11)
    n = 120
    frame = pd.DataFrame(
        {
            "size mm": generator.normal(40, 8, n).round(1),
            "größe": generator.choice(["klein", "größer", "riesig"], n),
            "2nd": generator.normal(0, 1, n).round(3),
            "kind=of": generator.choice(["a b", "c"], n),
        }
    )
    score = (frame["size mm"] - 40) / 4 + 2 * (frame["größe"] == "riesig") - 1 + generator.normal(0, 1, n)
    for column, rows in (("size mm", [4, 50]), ("größe", [7, 60])):
        frame.loc[rows, column] = np.nan if column in NUMBERS else ""
    return frame, (score > 0).to_numpy().astype(int)


def pipeline():
    return make_pipeline(
        make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
            (
                make_pipeline(
                    SimpleImputer(missing_values="", strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")
                ),
                TEXT,
            ),
        ),
        LogisticRegression(),
    )


def inputs(frame):
    return [(name, (StringTensorType if name in TEXT else FloatTensorType)([None, 1])) for name in frame]


def save(name, model, types, zipmap=False):
    made = to_onnx(model, initial_types=types, options={"zipmap": zipmap})
    (FOLDER / name).write_bytes(made.SerializeToString())


FOLDER.mkdir(parents=True, exist_ok=True)
x, y = data()
names = np.where(y == 1, "yes", "no")
x.assign(answer=names).to_csv(FOLDER / "rows.csv", index=False)

model = pipeline().fit(x, y)
save("columns.onnx", model, inputs(x))
save("zipmap.onnx", model, inputs(x), zipmap=True)
save("named-classes.onnx", pipeline().fit(x, names), inputs(x))
save("other-order.onnx", pipeline().fit(x, 1 - y), inputs(x))

numbers = x.dropna(subset=NUMBERS)[NUMBERS]
tensor = make_pipeline(StandardScaler(), LogisticRegression()).fit(numbers.to_numpy(), y[numbers.index])
numbers.assign(answer=names[numbers.index]).to_csv(FOLDER / "numbers.csv", index=False)
save("tensor.onnx", tensor, [("X", FloatTensorType([None, 2]))])

emoji = x.replace({"kind=of": {"c": "\U0001f427"}})
save("level-beyond.onnx", pipeline().fit(emoji, y), inputs(x))

probe = pd.concat([x.head(20), x.iloc[[4, 50, 7, 60]]], ignore_index=True)
probe.loc[0, "größe"] = "never seen"
probe.loc[1, NUMBERS] = np.nan
probe.loc[1, TEXT] = ""
write(
    FOLDER / "expected.json",
    {
        "made_with": f"scikit-learn {sklearn.__version__}, skl2onnx {skl2onnx.__version__}, Python {platform.python_version()}",
        "numbers": {name: [None if np.isnan(value) else value for value in probe[name]] for name in NUMBERS},
        "texts": {name: list(probe[name]) for name in TEXT},
        "probability": model.predict_proba(probe)[:, 1].tolist(),
        "tensor_probability": tensor.predict_proba(numbers.to_numpy()[:20])[:, 1].tolist(),
    },
)
