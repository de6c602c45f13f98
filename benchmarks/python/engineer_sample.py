"""The engineer's sample: train a small network on random data and keep it as a file."""

import sys

import keras
import numpy as np

SEED, ROWS, FEATURES = 42, 100, 5

keras.utils.set_random_seed(SEED)
features = np.random.rand(ROWS, FEATURES)
labels = np.random.randint(0, 2, ROWS)

model = keras.Sequential(
    [
        keras.Input((FEATURES,)),
        keras.layers.Dense(10, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(features, labels, epochs=3, batch_size=10)
model.save(sys.argv[1] if len(sys.argv) > 1 else "model.h5")
