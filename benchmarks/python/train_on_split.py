"""Train a network in Keras on rows of exec:exec@split: train_on_split.py TRAIN.csv MODEL.keras."""

import sys

import keras
import numpy as np

rows = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
x, y = rows[:, :-1], rows[:, -1]
scale = keras.layers.Normalization()
scale.adapt(x)
layers = [scale, keras.layers.Dense(10, "relu"), keras.layers.Dense(1, "sigmoid")]
model = keras.Sequential([keras.Input(x.shape[1:]), *layers])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=40, verbose=0)
model.save(sys.argv[2])
