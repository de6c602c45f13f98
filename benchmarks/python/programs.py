"""Whole processes and servers, measured for peers.py. For Linux and macOS; no package is needed."""

import atexit
import http.client
import importlib.metadata
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

# Bytes on the disk


def disk_usage(paths):
    """Bytes on the disk as `du` counts them: whole blocks, no link followed, no file counted twice."""
    blocks = {}
    for path in {part for path in paths for part in (path, path.parent)}:
        status = os.lstat(path)
        blocks[status.st_dev, status.st_ino] = getattr(status, "st_blocks", -(-status.st_size // 512))
    return 512 * sum(blocks.values())


def below(paths):
    """The paths, and all that is below those that are folders."""
    for path in map(Path, paths):
        yield path
        yield from path.rglob("*")


def interpreter():
    """Files of Python itself, without its tests and the installed packages."""
    library = Path(os.__file__).parent
    yield Path(os.path.realpath(sys.executable))
    if sysconfig.get_config_var("Py_ENABLE_SHARED"):
        shared = Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME"))
        if shared.exists():
            yield shared.resolve()
    for path in library.rglob("*"):
        if not {"site-packages", "dist-packages", "test"} & set(path.parts):
            yield path


def installed_size(packages):
    """Bytes on the disk of Python itself and of packages with all that they need."""
    from packaging.requirements import Requirement

    todo, files = list(packages), set(interpreter())
    seen = set()
    while todo:
        name = todo.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            if name in packages:
                raise
            continue
        paths = (Path(distribution.locate_file(file)) for file in distribution.files or [])
        files.update(path for path in paths if os.path.lexists(path))
        for line in distribution.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                todo.append(requirement.name)
    return disk_usage(files)


# Whole processes: cold, from their start to their end


def last_line(text):
    """The last line of what a program wrote."""
    return text.strip().split("\n")[-1] or "no message"


def process(line, folder, shows, environment=None, files=(), packages=()):
    """Runs a program to its end; the result is how many times it prints `shows`.

    Wall time, CPU time and peak memory are those of the program and of what it started, as the system
    counts them. The disk is that of `files`, or that of Python with `packages`, if there are any.
    """
    os.makedirs(os.path.join(folder, "target"), exist_ok=True)
    disk = installed_size(packages) if packages else disk_usage(below(files))

    def run():
        with tempfile.TemporaryFile("w+") as output:
            start = time.perf_counter()
            child = subprocess.Popen(
                line,
                cwd=folder,
                env=os.environ | (environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read()
        if child.returncode:
            raise OSError(f"{line[0]} failed: {last_line(text)}")
        # Kilobytes on Linux, bytes on macOS.
        memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        figures = {"WALL": wall, "CPU": usage.ru_utime + usage.ru_stime, "MEMORY": memory}
        return text, figures | ({"DISK": disk} if disk else {})

    answer = [len(re.findall(shows, run()[0]))] if shows else []
    return lambda *_: run()[1], answer


# Servers: the result is the probability that they give a row


READY = "/v2/health/ready"
INFER = "/v2/models/network/infer"
ROW = {"name": "features", "shape": [1, 5], "datatype": "FP32", "data": [0.1, -0.2, 0.3, -0.4, 0.5]}
BODY = json.dumps({"inputs": [ROW]}, separators=(",", ":"))
HEADERS = {"Content-Type": "application/json"}
SCRIPT = f"""
wrk.method = 'POST'
wrk.headers['Content-Type'] = 'application/json'
wrk.body = '{BODY}'
"""
WRK = r"(?s)50%\s+([\d.]+)(us|ms|s|m).*99%\s+([\d.]+)(us|ms|s|m).*Requests/sec:\s+([\d.]+)"
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}


def request(port, method, path, body=None):
    """The JSON of a response; OSError if there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, HEADERS)
        response = connection.getresponse()
        if response.status != 200:
            raise OSError(f"{path}: status {response.status}")
        return json.loads(response.read() or "null")
    finally:
        connection.close()


def started(line):
    """Starts a server on a free port, until it is ready: its process, its port, the seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile("w+") as errors:
        line = [part.replace("{port}", str(port)) for part in line]
        begin = time.perf_counter()
        nothing = subprocess.DEVNULL
        server = subprocess.Popen(line, stdin=nothing, stdout=nothing, stderr=errors)
        atexit.register(ended, server)
        while True:
            try:
                request(port, "GET", READY)
                return server, port, time.perf_counter() - begin
            except (OSError, http.client.HTTPException):
                if server.poll() is not None or time.perf_counter() - begin > 60:
                    errors.seek(0)
                    raise OSError(f"the server does not start: {last_line(errors.read())}") from None
            time.sleep(0.002)


def ended(server):
    """Ends a server, by force after ten seconds."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


def served(line, connections):
    """A server under the load of wrk; without connections, from its start until it is ready."""
    if connections and not shutil.which("wrk"):
        raise FileNotFoundError("no wrk on the PATH to load it with")
    server, port, _ = started(line)
    answer = request(port, "POST", INFER, BODY)["outputs"][0]["data"]
    if not connections:
        ended(server)

    def start(*_):
        cold, _, seconds = started(line)
        ended(cold)
        return {"START": seconds}

    def load(seconds):
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(SCRIPT)
            script.flush()
            options = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout=10s", "--latency"]
            url = f"http://127.0.0.1:{port}{INFER}"
            wrk = ["wrk", *options, "-s", script.name, url]
            output = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
        return wrk_figures(output) | {"RESIDENT": resident_bytes(server.pid)}

    def under_load(warm_up, timed):
        if warm_up:
            # The JVM compiles the code of a request for 20 s.
            load(5 * warm_up)
        return load(timed)

    return under_load if connections else start, answer


def wrk_figures(output):
    """The figures in the output of wrk; an error if a request failed."""
    found = re.search(WRK, output)
    if "Non-2xx" in output or "Socket errors" in output or not found:
        raise OSError("requests failed: " + " ".join(output.split()))
    median, median_unit, tail, tail_unit, requests = found.groups()
    return {
        "REQUESTS": float(requests),
        "MEDIAN_LATENCY": float(median) * UNITS[median_unit],
        "TAIL_LATENCY": float(tail) * UNITS[tail_unit],
    }


def resident_bytes(pid):
    """Resident memory of a process, from Linux or from `ps`."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        return 1024 * int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1])
    return 1024 * int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)]))
