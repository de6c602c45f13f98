"""The engineer's sample: train a small network on random data and keep it as a file."""

import sys

import keras
import numpy as np

SEED, ROWS, FEATURES, EPOCHS, BATCH_SIZE = 42, 100, 5, 3, 10

# Data
keras.utils.set_random_seed(SEED)
features = np.random.rand(ROWS, FEATURES)
labels = np.random.randint(0, 2, ROWS)

# Model
model = keras.Sequential(
    [
        keras.Input((FEATURES,)),
        keras.layers.Dense(10, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

# Training
model.fit(features, labels, epochs=EPOCHS, batch_size=BATCH_SIZE)

# Saved model
model.save(sys.argv[1] if len(sys.argv) > 1 else "model.h5")
