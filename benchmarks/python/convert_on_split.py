"""Fit scikit-learn on rows of exec:exec@split and convert it: convert_on_split.py TRAIN.csv MODEL.onnx."""

import sys

import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

rows = pd.read_csv(sys.argv[1])
x, y = rows.iloc[:, :-1], rows.iloc[:, -1]
text = x.select_dtypes(exclude="number").columns
x = x.fillna({name: "" for name in text})  # A missing cell is NaN in a column of numbers, "" in one of text.
numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
levels = make_pipeline(SimpleImputer(missing_values="", strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))
columns = make_column_transformer((numbers, make_column_selector(dtype_include="number")), (levels, text))
model = make_pipeline(columns, LogisticRegression(max_iter=1000)).fit(x, y)
inputs = [(name, (StringTensorType if name in text else FloatTensorType)([None, 1])) for name in x]
with open(sys.argv[2], "wb") as file:
    file.write(to_onnx(model, initial_types=inputs, options={"zipmap": False}).SerializeToString())
