"""Run a command to its end, and print what it took as a line of JSON.

    python measure_process.py COMMAND ARGUMENT...

Wall time, CPU time of the command and of what it started, and the largest resident memory that one of
these processes had, as the system counts them. The command's own output goes nowhere; if it fails, so
does this. For Linux and macOS.
"""

import json
import os
import resource
import subprocess
import sys
import time

start = time.perf_counter()
code = subprocess.run(
    sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
).returncode
wall = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
if code:
    sys.exit(f"{sys.argv[1]} ended with exit code {code}")
print(
    json.dumps(
        {
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            # Kilobytes on Linux, bytes on macOS.
            "memory": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
            "machine": os.uname().machine,
        }
    )
)
