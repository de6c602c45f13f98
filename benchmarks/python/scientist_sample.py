"""The scientist's sample: fit logistic regression on random data and ask how good it is."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

SEED, ROWS, FEATURES = 42, 100, 5

# Data
np.random.seed(SEED)
features = np.random.rand(ROWS, FEATURES)
labels = np.random.randint(0, 2, ROWS)

# Split
x_train, x_test, y_train, y_test = train_test_split(
    features, labels, test_size=0.2, random_state=SEED
)

# Model
model = LogisticRegression().fit(x_train, y_train)

# Accuracy
print(f"Accuracy: {model.score(x_test, y_test):.2f}")
