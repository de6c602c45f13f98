"""Write the reference numbers that the tests of the scientist's inference compare with.

    python make_inference_fixtures.py

Logistic regressions without penalty by statsmodels, each at its true optimum; which rows of a set a
plane can tell apart, by a linear programme that SciPy solves; and a bootstrap's percentile interval
by SciPy. The script checks its own numbers before it writes them.
"""

import csv
import platform

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats

from fixture_files import ROOT, write
from make_separation_fixtures import margins

DATA = ROOT / "shared-data/src/main/resources/workbench/data"
FILE = (
    ROOT
    / "scientist-notebook/src/test/resources/workbench/scientist/inference/statsmodels-parity.json"
)

MEASUREMENTS = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
SEED = 5
AGREEMENT = 1e-9
RESAMPLES = 199
SEPARATION_SETS = 90
LEVEL_SIZES = (50, 100, 200, 500) * 4 + (2000,)
STEEPNESS = (1.0, 3.0, 10.0, 30.0)


def sigmoid(z):
    """The logistic function."""
    return 1 / (1 + np.exp(-z))


# Sets


def bundled(name):
    """Header and complete rows of a bundled file, as text."""
    with open(DATA / f"{name}.csv", newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return header, [row for row in rows if all(row)]


def penguin_measurements():
    """Four measurements [333, 4] and labels [333], 1 for Adelie."""
    header, rows = bundled("penguins")
    columns = [header.index(name) for name in MEASUREMENTS]
    x = np.array([[float(row[j]) for j in columns] for row in rows])
    return x, np.array([int(row[-1] == "Adelie") for row in rows])


def drawn(generator, x, coefficients, intercept):
    """The rows, and labels drawn by the model."""
    p = sigmoid(intercept + x @ np.array(coefficients))
    return x, (generator.random(len(x)) < p).astype(int)


def balanced(generator):
    """Three features, both classes about equally frequent."""
    return drawn(generator, generator.standard_normal((120, 3)), [2.0, -1.0, 0.5], 0.0)


def unbalanced(generator):
    """Three features, few rows of class 1."""
    return drawn(generator, generator.standard_normal((300, 3)), [1.0, -0.5, 0.3], -3.5)


def badly_scaled(generator):
    """The standard deviations go from a millionth to a million, and one mean is far from 0."""
    x, y = drawn(generator, generator.standard_normal((150, 4)), [1.0, -1.0, 0.5, 0.0], 0.3)
    return x * np.array([1e-6, 1.0, 1e6, 2.0]) + np.array([0.0, 0.0, 3e6, 500.0]), y


def correlated(generator):
    """Two features that nearly say the same."""
    x = generator.standard_normal((200, 3))
    x[:, 1] = x[:, 0] + 0.01 * x[:, 1]
    return drawn(generator, x, [1.0, 0.5, -1.0], 0.0)


def nearly_separable(generator):
    """One feature that tells the classes apart but for two rows."""
    x = np.sort(generator.standard_normal(60))[:, None]
    y = (np.arange(60) >= 30).astype(int)
    y[[29, 30]] = [1, 0]
    return x, y


# Regressions


def regression_case(name, x, y):
    """One fit, checked against Newton's method on standardised columns.

    statsmodels does not converge on columns of very different size, so it gets each in units of a
    power of ten; a coefficient and its standard error go with the unit.
    """
    unit = np.append(1, 10.0 ** np.round(np.log10(x.std(axis=0))))
    model = sm.Logit(y, sm.add_constant(x / unit[1:]))
    fit = model.fit(method="newton", tol=1e-12, maxiter=200, disp=False)
    params, bse = fit.params / unit, fit.bse / unit
    estimate, error = on_standardised_columns(x, y)
    gap = max(relative_gap(estimate, params), relative_gap(error, bse))
    print(f"{name}: class 1 in {y.sum()} of {len(y)} rows, two ways agree to {gap:.1e}")
    assert fit.mle_retvals["converged"], "statsmodels must converge"
    assert gap < AGREEMENT, "two ways must agree"
    return {
        "name": name,
        "x": x,
        "y": y,
        "coefficients": params,
        "standard_errors": bse,
        "z": fit.tvalues,
        "p_values": fit.pvalues,
        "intervals": fit.conf_int(0.05) / unit[:, None],
        "log_likelihood": fit.llf,
        "null_log_likelihood": fit.llnull,
        "likelihood_ratio": fit.llr,
        "likelihood_ratio_p": fit.llr_pvalue,
        "mc_fadden": fit.prsquared,
    }


def on_standardised_columns(x, y):
    """Estimates and standard errors in the columns' units, by Newton's method of our own."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    q, r = np.linalg.qr(np.column_stack([np.ones(len(y)), (x - mean) / scale]))
    beta = np.zeros(q.shape[1])
    for _ in range(50):
        p = sigmoid(q @ beta)
        covariance = np.linalg.inv(q.T @ (q * (p * (1 - p))[:, None]))
        beta = beta + covariance @ (q.T @ (y - p))
    back = np.eye(len(beta)) / np.append(1, scale)[:, None]
    back[0, 1:] = -mean / scale
    back = back @ np.linalg.inv(r)
    return back @ beta, np.sqrt(np.diag(back @ covariance @ back.T))


def relative_gap(a, b):
    """The largest difference between two arrays, relative to the second."""
    return float(np.max(np.abs(a - b) / np.abs(b)))


# Separation


def told_apart(x, y):
    """How many rows can be on the right side of a plane that has no row on the wrong side.

    None: the classes overlap. All: complete separation. In between: quasi-complete separation.
    After K. Konis, «Linear programming algorithms for detecting separated data in binary logistic
    regression models», 2007: a margin of at most 1 for each row, their sum as large as can be.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0)
    rows = np.column_stack([np.ones(len(y)), (x - mean) / np.where(scale > 0, scale, 1)])
    total = margins(rows, y).sum()
    count = round(total)
    assert abs(count - total) < 1e-6, f"not a whole number of rows: {total}"
    return count


def separation_set(generator):
    """A few rows of small whole numbers, so that rows can lie in the plane, and a category."""
    n, p = int(generator.integers(12, 30)), int(generator.integers(1, 4))
    x = generator.integers(-3, 4, (n, p)).astype(float)
    if generator.random() < 0.5:
        x = np.column_stack([x, generator.integers(0, 3, n) == 0])
    score = x @ generator.integers(-2, 3, x.shape[1])
    y = (score > np.median(score)).astype(int)
    border = score == np.median(score)
    y[border] = generator.integers(0, 2, border.sum())
    if generator.random() < 0.3:
        row = generator.integers(0, n)
        y[row] = 1 - y[row]
    return x, y


def level_set(generator, n, p, steepness):
    """Overlapping numbers of two decimals, and a level that, but for a row at times, one class has."""
    z = np.round(generator.standard_normal((n, p)), 2)
    level = generator.random(n) < 0.2
    _, y = drawn(generator, z, steepness * generator.standard_normal(p), generator.standard_normal())
    y[level] = generator.integers(0, 2)
    if generator.random() < 0.2:
        y[np.flatnonzero(level)[0]] ^= 1
    return np.column_stack([z, level]), y


def level_cases(generator):
    """A level of one class alone beside one to three numbers that do not tell the classes apart."""
    cases = []
    for i, n in enumerate(LEVEL_SIZES):
        x, y = level_set(generator, n, 1 + i % 3, STEEPNESS[i // 4 % 4])
        cases.append({"x": x, "y": y, "told_apart": told_apart(x, y)})
    quasi = sum(0 < case["told_apart"] < len(case["y"]) for case in cases)
    print(f"levels: {quasi} of {len(cases)} sets quasi-complete")
    assert quasi >= 10, "they are made to be"
    return cases


def separation_cases(generator):
    """Sets of which the linear programme tells what they are; columns and classes vary in each."""
    cases = []
    while len(cases) < SEPARATION_SETS:
        x, y = separation_set(generator)
        if 0 < y.sum() < len(y) and np.all(x.std(axis=0) > 0):
            cases.append({"x": x, "y": y, "told_apart": told_apart(x, y)})
    none = sum(case["told_apart"] == 0 for case in cases)
    complete = sum(case["told_apart"] == len(case["y"]) for case in cases)
    quasi = len(cases) - none - complete
    print(f"separation: {none} sets overlap, {quasi} quasi-complete, {complete} complete")
    assert min(none, quasi, complete) >= 15, "each kind is needed"
    return cases


def bundled_separation():
    """How many rows of the bundled sets a plane can tell apart."""
    _, rows = bundled("breast-cancer")
    x = np.array([[float(value) for value in row[:-1]] for row in rows])
    y = np.array([int(row[-1] == "malignant") for row in rows])
    measured, adelie = penguin_measurements()
    _, rows = bundled("penguins")
    texts = [column for column in list(zip(*rows))[:-1] if not is_number(column[0])]
    levels = [np.array(text) == level for text in texts for level in sorted(set(text))[1:]]
    island = np.array(texts[0])
    islands = [island == level for level in sorted(set(island))[1:]]
    result = {
        "breast_cancer": {"rows": len(y), "told_apart": told_apart(x, y)},
        "penguins": {
            "rows": len(adelie),
            "told_apart": told_apart(np.column_stack([measured, *levels]), adelie),
        },
        "penguin_measurements": {
            "rows": len(adelie),
            "told_apart": told_apart(measured, adelie),
        },
        "penguin_islands_and_bill_length": {
            "rows": len(adelie),
            "told_apart": told_apart(np.column_stack([*islands, measured[:, 0]]), adelie),
        },
    }
    print("separation:", result)
    return result


def is_number(text):
    """Whether a value is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


# Bootstrap


def percentile_case(generator):
    """The figures that SciPy's bootstrap computed, and its interval, checked against NumPy's."""
    result = stats.bootstrap(
        (generator.exponential(size=40),),
        np.mean,
        n_resamples=RESAMPLES,
        confidence_level=0.95,
        method="percentile",
        rng=generator,
    )
    figures = result.bootstrap_distribution
    ends = np.percentile(figures, [2.5, 97.5])
    interval = np.array(result.confidence_interval)
    print(f"bootstrap: interval {interval[0]:.3f} to {interval[1]:.3f}")
    assert np.max(np.abs(ends - interval)) < 1e-12, "SciPy and NumPy must agree"
    return {"figures": figures, "interval": interval}


# Writing


def fixture():
    """The whole file."""
    sets = {
        "penguins, four measurements": penguin_measurements(),
        "balanced": balanced(np.random.default_rng(SEED)),
        "unbalanced": unbalanced(np.random.default_rng(SEED + 1)),
        "badly scaled": badly_scaled(np.random.default_rng(SEED + 2)),
        "correlated": correlated(np.random.default_rng(SEED + 3)),
        "nearly separable": nearly_separable(np.random.default_rng(SEED + 4)),
    }
    return {
        "about": {
            "made_by": "benchmarks/python/make_inference_fixtures.py",
            "python": platform.python_version(),
            "statsmodels": statsmodels.__version__,
            "scipy": scipy.__version__,
            "numpy": np.__version__,
            "seed": SEED,
        },
        "regressions": [regression_case(name, x, y) for name, (x, y) in sets.items()],
        "separation": separation_cases(np.random.default_rng(SEED + 5)),
        "levels": level_cases(np.random.default_rng(SEED + 7)),
        "bundled": bundled_separation(),
        "percentile": percentile_case(np.random.default_rng(SEED + 6)),
    }


if __name__ == "__main__":
    write(FILE, fixture())
