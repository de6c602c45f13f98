"""How often the server's drift alarm is raised although nothing has drifted.

The alarm is raised if the population stability index (PSI) of any feature is above
max(0.25, (1/training + 1/recent) * q), where q is the chi-squared quantile (bins - 1 degrees of
freedom) at 1 - 0.005 / features: DriftWindow.threshold() in engineer-pipeline. Features are
independent, which gives the most alarms. The edges of the bins are order statistics of the training
values, so the true shares of the bins are Dirichlet distributed.

Result (NumPy 2.4.6, SciPy 1.17.1, 400,000 runs each): at most 0.9% of the windows, for 20 to 2,000
training rows, 500 or 4,000 recent rows and 1 to 30 features. With the threshold 0.25 alone, one
feature has a false alarm in 43% of the windows for 40 training rows and in 4.7% for 80.

    python simulate_drift_alarm.py
"""

import numpy as np
from scipy import stats

RUNS = 400_000
BINS = 10


def main():
    rng = np.random.default_rng(1)
    print("training  recent  0.25 alone  false alarms of 1, 5, 30 features")
    for training in (20, 40, 80, 160, 455, 2_000):
        for recent in (500, 4_000):
            psi = without_drift(rng, training, recent)
            alarms = []
            for features in (1, 5, 30):
                quantile = stats.chi2.isf(0.005 / features, BINS - 1)
                threshold = max(0.25, (1 / training + 1 / recent) * quantile)
                alarms.append(1 - (1 - np.mean(psi > threshold)) ** features)
            print(f"{training:8} {recent:7} {np.mean(psi > 0.25):10.1%}  ", *(f"{a:7.2%}" for a in alarms))


def without_drift(rng, training, recent):
    """The PSI of windows whose rows come from where the training rows come from."""
    last = np.array([-(-k * training // BINS) for k in range(BINS + 1)])
    counts = np.diff(last)
    shares = counts / training
    gaps = counts.astype(float)
    gaps[-1] += 1
    found = rng.multinomial(recent, rng.dirichlet(gaps, size=RUNS)) / recent
    found = np.maximum(found, 1e-4)
    return ((found - shares) * np.log(found / shares)).sum(axis=1)


if __name__ == "__main__":
    main()
