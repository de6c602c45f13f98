"""Write the reference numbers for fits without penalty under quasi-complete separation.

    python make_separation_fixtures.py

SciPy's linear programme finds the rows on the border of the separating plane. statsmodels fits
these rows on a basis of what they span; a coefficient has a finite estimate if it lies in that
span (C. J. Geyer, Electronic Journal of Statistics 3, 2009). The script checks each finite
coefficient against statsmodels' fit of all rows, which converges to it while the others diverge.
"""

import platform
import warnings

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.optimize import linprog

from fixture_files import ROOT, write

FILE = (
    ROOT
    / "scientist-notebook/src/test/resources/workbench/scientist/inference/quasi-separation.json"
)
SEED = 11


def margins(design, y):
    """Of each row, at most 1, their sum as large as can be with none below 0 (K. Konis, 2007)."""
    n, k = design.shape
    signed = (2 * y - 1)[:, None] * design
    solution = linprog(
        np.append(np.zeros(k), -np.ones(n)),
        A_ub=np.column_stack([-signed, np.eye(n)]),
        b_ub=np.zeros(n),
        bounds=[(None, None)] * k + [(0, 1)] * n,
        method="highs",
    )
    assert solution.status == 0, solution.message
    return solution.x[k:]


def case(name, x, y):
    """The finite coefficients of one set, by position: 0 is the intercept."""
    design = sm.add_constant(np.asarray(x, float))
    border = margins(design, y) < 0.5
    assert border.any() and not border.all(), "the separation is quasi-complete"
    _, values, basis = np.linalg.svd(design[border], full_matrices=False)
    basis = basis[values > 1e-9 * values[0]]
    fit = sm.Logit(y[border], design[border] @ basis.T).fit(tol=1e-12, maxiter=200, disp=False)
    assert fit.mle_retvals["converged"]
    finite = [j for j, e in enumerate(np.eye(design.shape[1])) if inside(e, basis)]
    estimates = basis.T @ fit.params
    errors = np.sqrt(np.diag(basis.T @ fit.cov_params() @ basis))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = sm.Logit(y, design).fit(method="newton", maxiter=22, disp=False)
    gap = max([abs(whole.params[j] - estimates[j]) for j in finite], default=0)
    print(f"{name}: {border.sum()} of {len(y)} rows on the border, finite {finite}, gap {gap:.1e}")
    assert gap < 1e-5, "the fit of all rows converges to the limit"
    z = estimates[finite] / errors[finite]
    return {
        "name": name,
        "x": x,
        "y": y,
        "border": int(border.sum()),
        "finite": finite,
        "coefficients": estimates[finite],
        "standard_errors": errors[finite],
        "p_values": 2 * scipy.stats.norm.sf(np.abs(z)),
    }


def inside(vector, basis):
    """Whether a vector lies in the span of an orthonormal basis."""
    return np.linalg.norm(vector - basis.T @ (basis @ vector)) < 1e-7


def labels(generator, score):
    """Drawn by the model."""
    return (generator.random(len(score)) < 1 / (1 + np.exp(-score))).astype(int)


def rare_level(generator):
    """A level of one class alone, beside a number."""
    number = generator.standard_normal(60)
    level = np.arange(60) < 6
    return np.column_stack([level, number]), np.where(level, 1, labels(generator, number))


def two_levels(generator):
    """A category of five levels, two of which have one class each, beside two numbers."""
    level = np.arange(120) % 5
    numbers = generator.standard_normal((120, 2))
    y = labels(generator, numbers @ [1, -0.5] + (level == 2))
    y = np.where(level == 3, 1, np.where(level == 4, 0, y))
    return np.column_stack([*(level == i for i in range(1, 5)), numbers]), y


def first_level(generator):
    """The level that the others are compared with has one class alone."""
    level = np.arange(90) % 3
    number = generator.standard_normal(90)
    y = np.where(level == 0, 0, labels(generator, number))
    return np.column_stack([level == 1, level == 2, number]), y


def threshold(generator):
    """A number that separates all rows but those at 3, beside another number."""
    steps = np.arange(70) % 7
    number = generator.standard_normal(70)
    y = np.where(steps < 3, 0, np.where(steps > 3, 1, np.arange(70) // 7 % 2))
    return np.column_stack([steps, number]), y


def sloping_plane(generator):
    """The sum of two whole numbers separates all rows but those at 0, beside another number."""
    a, b = generator.integers(-2, 3, (2, 100))
    number = generator.standard_normal(100)
    y = np.where(a + b < 0, 0, np.where(a + b > 0, 1, labels(generator, number)))
    return np.column_stack([a, b, number]), y


def fixture():
    """The whole file."""
    sets = [rare_level, two_levels, first_level, threshold, sloping_plane]
    return {
        "about": {
            "made_by": "benchmarks/python/make_separation_fixtures.py",
            "python": platform.python_version(),
            "statsmodels": statsmodels.__version__,
            "scipy": scipy.__version__,
            "numpy": np.__version__,
            "seed": SEED,
        },
        "sets": [
            case(make.__name__.replace("_", " "), *make(np.random.default_rng(SEED + i)))
            for i, make in enumerate(sets)
        ],
    }


if __name__ == "__main__":
    write(FILE, fixture())
