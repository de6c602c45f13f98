"""Simulate how often the scientist's study errs: its tests on noise, its intervals on known effects.

    python simulate_study.py [skill | nested | coverage | likelihood-ratio]

Prints one table each; without an argument all of them. The same seed gives the same figures. The
formulas are those of the study, written again in NumPy, so nothing here is called from Java.
"""

import os
import sys

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import numpy as np
from scipy.stats import chi2, norm

SEED = 42
GRID = [1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0, 3.0, 1e1, 3e1, 1e2, 3e2, 1e3, 3e3, 1e4]


def fit(x, y, penalty):
    """Newton's steps for many samples at once: x [s, n, p] and y [s, n] give [s, 1 + p], the
    intercept first and not penalised, and the covariance of the fit."""
    s, n, p = x.shape
    design = np.concatenate([np.ones((s, n, 1)), x], axis=2)
    penalties = np.r_[0.0, np.full(p, penalty)]
    beta = np.zeros((s, 1 + p))
    for _ in range(40):
        logits = np.clip(np.einsum("snp,sp->sn", design, beta), -30, 30)
        share = 1 / (1 + np.exp(-logits))
        weight = share * (1 - share)
        hessian = np.einsum("snp,sn,snq->spq", design, weight, design) + np.diag(penalties + 1e-9)
        gradient = np.einsum("snp,sn->sp", design, y - share) - penalties * beta
        step = np.linalg.solve(hessian, gradient[..., None])[..., 0]
        step *= np.minimum(1, 5 / (1e-12 + np.abs(step).max(axis=1, keepdims=True)))
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta, np.linalg.inv(hessian)


def standardize(train, other):
    mean, scale = train.mean(axis=1, keepdims=True), train.std(axis=1, keepdims=True)
    return (train - mean) / scale, (other - mean) / scale


def predict(x, y, test, penalty):
    train, test = standardize(x, test)
    beta, _ = fit(train, y, penalty)
    return 1 / (1 + np.exp(-(beta[:, :1] + np.einsum("snp,sp->sn", test, beta[:, 1:]))))


def noise(rng, samples, rows, features):
    """Features and labels that have nothing to do with each other; balanced and shuffled."""
    labels = np.tile(np.arange(rows) % 2, (samples, 1)).astype(float)
    return rng.standard_normal((samples, rows, features)), rng.permuted(labels, axis=1)


def folds(y, k):
    """A fold for each row, stratified: [s, n]; n must be a multiple of k, or nearly."""
    order = np.argsort(y, axis=1, kind="stable")
    fold = np.empty(y.shape, dtype=int)
    np.put_along_axis(fold, order, np.tile(np.arange(y.shape[1]) % k, (len(y), 1)), axis=1)
    return fold


def held_out(x, y, k, penalty):
    """Probabilities by k-fold cross-validation with one penalty: [s, n]."""
    fold, p = folds(y, k), np.empty(y.shape)
    samples = np.arange(len(y))[:, None]
    for number in range(k):
        test = np.array([np.flatnonzero(row == number) for row in fold])
        train = np.array([np.flatnonzero(row != number) for row in fold])
        p[samples, test] = predict(x[samples, train], y[samples, train], x[samples, test], penalty)
    return p


def chosen(x, y, k):
    """The penalty of the grid with the smallest log-loss in k-fold cross-validation: [s]."""
    losses = []
    for penalty in GRID:
        p = np.clip(held_out(x, y, k, penalty), 1e-15, 1 - 1e-15)
        losses.append(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(axis=1))
    return np.argmin(losses, axis=0)


def skill():
    """How often noise is taken for a signal on 20 test rows, few of them of one class."""
    print("skill: noise taken for a signal, share of 20,000 samples of 20 test rows")
    rng = np.random.default_rng(SEED)
    for positive in (1, 2, 3, 5, 10):
        y = np.arange(20) < positive
        wins = [(p[y][:, None] > p[~y]).sum() for p in rng.random((20_000, 20))]
        table = {w: exact_p(positive, 20 - positive, w) for w in set(wins)}
        exact = np.mean([table[w] < 0.05 for w in wins])
        above = np.mean([w > positive * (20 - positive) / 2 for w in wins])
        print(
            f"  {positive:2d} + {20 - positive} rows: AUC above 0.5 in {above:.3f}, "
            f"exact test below 0.05 in {exact:.3f}"
        )


def exact_p(positive, negative, wins):
    """P(U >= wins) by counting all orders."""
    counts = np.zeros((positive + 1, positive * negative + 1))
    counts[0, 0] = 1
    for below in range(positive + negative):
        for k in range(min(positive, below + 1), 0, -1):
            shift = below - (k - 1)
            counts[k, shift:] += counts[k - 1, : counts.shape[1] - shift]
    return counts[positive, wins:].sum() / counts[positive].sum()


def nested():
    """By how much a cross-validation is too good whose folds share one penalty."""
    print("nested: accuracy in 5 folds, noise with 5 features and labels of a coin, 400 samples")
    for rows in (30, 80):
        rng = np.random.default_rng(SEED)
        x = rng.standard_normal((400, rows, 5))
        y = (rng.random((400, rows)) < 0.5).astype(float)
        samples = np.arange(len(y))[:, None]
        p = np.array([held_out(x, y, 5, penalty) for penalty in GRID])
        shared = ((p[chosen(x, y, 4), samples[:, 0]] > 0.5) == y).mean()
        fold, right = folds(y, 5), 0
        for number in range(5):
            test = np.array([np.flatnonzero(row == number) for row in fold])
            train = np.array([np.flatnonzero(row != number) for row in fold])
            own = chosen(x[samples, train], y[samples, train], 4)[:, None]
            right += ((p[own, samples, test] > 0.5) == y[samples, test]).sum()
        print(
            f"  {rows} rows: one penalty {shared:.3f}, nested {right / y.size:.3f}, "
            f"too good by {100 * (shared - right / y.size):.1f} points"
        )


def coverage():
    """How often the intervals hold the true coefficient, and how often they exclude a true 0."""
    print("coverage: 300 samples, true coefficients 1.5, 1, 0.5, 0, 0 of independent features")
    truth = np.array([1.5, 1.0, 0.5, 0.0, 0.0])
    for rows in (100, 200, 400):
        rng = np.random.default_rng(SEED)
        x = rng.standard_normal((300, rows, 5))
        y = (rng.random((300, rows)) < 1 / (1 + np.exp(-x @ truth))).astype(float)
        beta, covariance = fit(x, y, 0)
        half = norm.ppf(0.975) * np.sqrt(np.einsum("spp->sp", covariance))
        wald = np.abs(beta - np.r_[0, truth])[:, 1:] <= half[:, 1:]
        zero = np.abs(beta)[:, 1:] > half[:, 1:]
        held, apart = [], []
        for sample in range(len(x)):
            z = (x[sample] - x[sample].mean(axis=0)) / x[sample].std(axis=0)
            index = chosen_unbalanced(z, y[sample])
            draws = rng.integers(0, rows, (200, rows))
            refits, _ = fit(z[draws], y[sample][draws], GRID[index])
            low, high = np.quantile(refits[:, 1:], [0.025, 0.975], axis=0)
            unit = truth * x[sample].std(axis=0)
            held.append((low <= unit) & (unit <= high))
            apart.append((low > 0) | (high < 0))
        print(f"  {rows} rows")
        for name, inside, outside in (
            ("Wald, no penalty", wald, zero),
            ("bootstrap, penalty", np.array(held), np.array(apart)),
        ):
            shares = ", ".join(f"{share:.3f}" for share in inside.mean(axis=0)[:3])
            print(f"    {name}: holds 1.5, 1, 0.5 in {shares}; excludes a true 0 in "
                  f"{outside[:, 3:].mean():.3f}")


def chosen_unbalanced(x, y):
    """As chosen, for one sample of any balance."""
    fold = np.empty(len(y), dtype=int)
    fold[np.argsort(y, kind="stable")] = np.arange(len(y)) % 4
    losses = []
    for penalty in GRID:
        loss = 0
        for number in range(4):
            train, test = fold != number, fold == number
            p = predict(x[None, train], y[None, train], x[None, test], penalty)[0]
            p = np.clip(p, 1e-15, 1 - 1e-15)
            loss -= (y[test] * np.log(p) + (1 - y[test]) * np.log(1 - p)).sum()
        losses.append(loss)
    return int(np.argmin(losses))


def likelihood_ratio():
    """How often the likelihood-ratio test of all features rejects noise at the 5% level."""
    print("likelihood-ratio: p < 0.05 on noise, share of 2,000 samples")
    for rows, features in ((80, 3), (80, 4), (80, 5), (80, 10), (80, 20), (80, 30), (400, 20)):
        rng = np.random.default_rng(SEED)
        x, y = noise(rng, 2_000, rows, features)
        beta, covariance = fit(x, y, 0)
        logits = beta[:, :1] + np.einsum("snp,sp->sn", x, beta[:, 1:])
        fitted = -np.logaddexp(0, np.where(y == 1, -logits, logits)).sum(axis=1)
        statistic = 2 * (fitted - rows * np.log(0.5))
        error = np.sqrt(np.einsum("spp->sp", covariance))[:, 1:]
        wald = np.abs(beta[:, 1:]) / error > norm.ppf(0.975)
        print(
            f"  {rows} rows, {features} features ({rows / 2 / features:.1f} of each class per feature): "
            f"{(chi2.sf(statistic, features) < 0.05).mean():.3f}; "
            f"Wald intervals that exclude 0: {wald.mean():.3f}"
        )


TABLES = {
    "skill": skill,
    "nested": nested,
    "coverage": coverage,
    "likelihood-ratio": likelihood_ratio,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        TABLES[name]()
