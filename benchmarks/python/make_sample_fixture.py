"""Write down what the two Python samples print, for the comparison page to show beside the Java samples.

    python make_sample_fixture.py
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE.parent / "src/main/resources/workbench/benchmarks/comparison/python-samples.json"
SAMPLES = {
    "engineer": ("engineer_sample.py", ("keras", "tensorflow-cpu", "numpy")),
    "scientist": ("scientist_sample.py", ("scikit-learn", "numpy")),
}
QUIET = {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONIOENCODING": "utf-8"}


def on_a_terminal(text):
    """What a terminal shows at the end: no colours, and of a line that is drawn over and over its last state."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\b", "")
    lines = (line.split("\r")[-1].rstrip() for line in plain.split("\n"))
    return [line for line in lines if line]


def run(script):
    """The lines that a sample prints; its model goes to a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, HERE / script],
            cwd=folder,
            env=os.environ | QUIET,
            capture_output=True,
            check=True,
        )
        files = {file.name: file.stat().st_size for file in Path(folder).iterdir()}
    return {"script": script, "output": on_a_terminal(done.stdout.decode().replace("\r\n", "\n")), "files": files}


def installed(package):
    """TensorFlow has another name where there is no build for the processor alone."""
    return version("tensorflow" if package == "tensorflow-cpu" and sys.platform == "darwin" else package)


def main():
    fixture = {
        role: run(script)
        | {"versions": {"Python": platform.python_version()} | {name: installed(name) for name in names}}
        for role, (script, names) in SAMPLES.items()
    }
    for role, words in (("engineer", "Epoch 3/3"), ("scientist", "Accuracy: ")):
        assert any(line.startswith(words) for line in fixture[role]["output"]), fixture[role]
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(fixture, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {FILE.name}")


if __name__ == "__main__":
    main()
