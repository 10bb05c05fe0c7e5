"""Rivals in Python, for python.ts.

Says in one line of JSON which methods there are here, with their versions. Then answers requests, one JSON object a line, with the
milliseconds of CPU that they took, or what went wrong. Arrays come and go as files, named in the request.
"""

import json
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.dont_write_bytecode = True

import numpy

import als
import descent
import reading

KINDS = {"row": numpy.uint32, "column": numpy.uint32}
walks = {}
sweeps = None


def arrays_of(request):
    return {name: numpy.fromfile(file, KINDS.get(name, numpy.float64)) for name, file in request["files"].items()}


def write(request, **arrays):
    for name, values in arrays.items():
        numpy.ascontiguousarray(values, numpy.float64).tofile(request["results"][name])


def open_descent(request):
    problem = descent.Problem(request, arrays_of(request))
    plain = {"method": "gradient-descent", "alpha": request["alpha"]}
    walk = walks[request["method"]] = descent.Walk(request["method"], problem, plain)
    P, Q = (gradient.numpy() if walk.by_torch else gradient for gradient in walk.gradient)
    write(request, P=P, Q=Q)
    return {"loss": walk.loss}


def steps(request):
    walk = walks[request["method"]]
    before = time.process_time()
    for _ in range(request["count"]):
        walk.step()
    return {"ms": 1000 * (time.process_time() - before), "loss": walk.loss}


def solve(request):
    arrays = arrays_of(request)
    m, n, k = request["rows"], request["columns"], request["k"]
    before = time.process_time()
    counts = []
    for P, Q in zip(arrays["P"].reshape(-1, m * k), arrays["Q"].reshape(-1, k * n)):
        problem = descent.Problem(request, {**arrays, "P": P, "Q": Q})
        walk = descent.Walk(request["method"], problem, request["optimizer"])
        while not walk.loss <= request["target"] and walk.count < request["limit"]:
            walk.step()
        counts.append(walk.count if walk.loss <= request["target"] else -1)
    return {"ms": 1000 * (time.process_time() - before), "steps": counts}


def open_als(request):
    global sweeps
    arrays = arrays_of(request)
    before = time.process_time()
    sweeps = als.Sweeps(request, arrays)
    return {"ms": 1000 * (time.process_time() - before)}


def sweep(request):
    before = time.process_time()
    sweeps.sweep()
    seconds = time.process_time() - before
    write(request, P=sweeps.P, Q=sweeps.Qt.T)
    return {"ms": 1000 * seconds}


def read(request):
    before = time.process_time()
    users, items, rows, columns, ratings = reading.METHODS[request["method"]](
        request["file"], request["delimiter"], request["header"]
    )
    seconds = time.process_time() - before
    ids = sum(int((part if ids is None else ids[part]).sum()) for ids, part in ((users, rows), (items, columns)))
    return {"ms": 1000 * seconds, "count": len(ratings), "sum": float(ratings.sum()), "ids": ids}


REQUESTS = {"open": open_descent, "steps": steps, "solve": solve, "als": open_als, "sweep": sweep, "read": read}

# What libraries print is no answer.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
print(json.dumps({**descent.versions(), "python": sys.version.split()[0], "numpy": numpy.__version__}), file=answers)
for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = REQUESTS[request["do"]](request)
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), file=answers)
