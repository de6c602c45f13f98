"""The valid requests that need the most memory: as many rows and bytes as the server accepts, in each form.

python3 memory_load.py HOST:PORT MODEL FEATURES CLIENTS SECONDS
"""

import collections
import http.client
import json
import sys
import threading
import time

MAX_ROWS, MAX_BODY = 10_000, 4 << 20


def tensor(features, datatype, size):
    return min(MAX_ROWS, (MAX_BODY - 300) // (features * size)), {"name": "features", "datatype": datatype}


def binary(features, datatype, size):
    rows, described = tensor(features, datatype, size)
    count = rows * features * size
    described |= {"shape": [rows, features], "parameters": {"binary_data_size": count}}
    head = json.dumps({"inputs": [described]}).encode()
    return head + bytes(count), {"Inference-Header-Content-Length": str(len(head))}


def text(features):
    rows, described = tensor(features, "FP32", len("0,"))
    # The shape comes last.
    described |= {"data": [0] * (rows * features), "shape": [rows, features]}
    return json.dumps({"inputs": [described]}, separators=(",", ":")).encode(), {}


def main(address, model, features, clients, seconds):
    features = int(features)
    requests = [binary(features, "INT8", 1), binary(features, "FP32", 4), binary(features, "FP64", 8), text(features)]
    answers = collections.Counter()
    end = time.monotonic() + float(seconds)

    def ask(number):
        while time.monotonic() < end:
            body, headers = requests[number % len(requests)]
            number += 1
            connection = http.client.HTTPConnection(address, timeout=30)
            try:
                connection.request("POST", f"/v2/models/{model}/infer", body, headers)
                answer = connection.getresponse()
                answer.read()
                answers[answer.status] += 1
            except (OSError, http.client.HTTPException):
                # It took longer than the server's time for a request.
                answers["cut"] += 1
            finally:
                connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(int(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{clients} clients of {model}: answers {dict(answers)}")
    return 0 if answers[200] and answers.keys() <= {200, 503, "cut"} else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
