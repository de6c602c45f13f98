"""Asks a server at a bounded rate while its models are loaded again: its memory, its handles and its threads stay.

python3 soak.py ADDRESS MODEL FEATURES TOKEN PROCESS_ID SECONDS
"""

import http.client
import json
import os
import pathlib
import sys
import threading
import time

CLIENTS, REQUESTS_A_SECOND = 4, 200


def needs(process):
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines())
    return {
        "MiB": int(status["VmRSS"].split()[0]) // 1024,
        "handles": len(os.listdir(f"/proc/{process}/fd")),
        "threads": int(status["Threads"]),
    }


def main(address, model, features, token, process, seconds):
    began = time.monotonic()
    seconds = float(seconds)
    good = {"name": "features", "shape": [1, int(features)], "datatype": "FP32", "data": [0.5] * int(features)}
    bodies = [(json.dumps({"inputs": [good]}), 200)] * 9 + [('{"inputs": []}', 400)]
    wrong, asked = [], [0] * CLIENTS

    def ask(client):
        connection = http.client.HTTPConnection(address, timeout=30)
        while (now := time.monotonic() - began) < seconds:
            body, expected = bodies[asked[client] % len(bodies)]
            if asked[client] % 100 == 99:
                connection.close()
            connection.request("POST", f"/v2/models/{model}/infer", body)
            answer = connection.getresponse()
            answer.read()
            if answer.status != expected:
                wrong.append(answer.status)
            asked[client] += 1
            time.sleep(max(0, asked[client] * CLIENTS / REQUESTS_A_SECOND - now))

    def reload():
        while time.monotonic() - began < seconds:
            # Another model than the clients ask, which would get 503 meanwhile.
            for action in ("unload", "load"):
                connection = http.client.HTTPConnection(address, timeout=30)
                path = f"/v2/repository/models/reloaded/{action}"
                connection.request("POST", path, headers={"Authorization": f"Bearer {token}"})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    wrong.append(f"{action} {answer.status}")
                connection.close()
            time.sleep(0.5)

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(CLIENTS)]
    threads.append(threading.Thread(target=reload))
    for thread in threads:
        thread.start()
    # The first half is for warming up.
    time.sleep(seconds / 2)
    before = needs(process)
    for thread in threads:
        thread.join()
    after = needs(process)
    print(f"{sum(asked)} requests in {seconds:.0f} s; half way {before}, at the end {after}; wrong answers: {wrong[:5]}")
    flat = (
        after["MiB"] <= before["MiB"] + 48
        and after["handles"] <= before["handles"] + 8
        and after["threads"] <= before["threads"] + 4
    )
    return 0 if flat and not wrong and sum(asked) > seconds else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
