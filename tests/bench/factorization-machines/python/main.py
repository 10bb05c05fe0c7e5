"""Rivals in Python, for python.ts.

Says in one line of JSON which programs there are here, with their versions. Then answers requests, one JSON object a line, with the
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

import machines
import reading

KINDS = {"column": numpy.uint32, "order": numpy.uint32}
# What is quicker is repeated.
LEAST_MS = 40
opened = {}


def arrays_of(request):
    return {name: numpy.fromfile(file, KINDS.get(name, numpy.float64)) for name, file in request["files"].items()}


def batches(order, size):
    return [order[at : at + size] for at in range(0, len(order), size)]


def created(request):
    arrays = arrays_of(request)
    before = time.process_time()
    machine = machines.METHODS[request["method"]](machines.Given(request, arrays), request["rate"])
    return machine, arrays, 1000 * (time.process_time() - before)


def open_machine(request):
    machine, _, _ = created(request)
    size = request["batch"]
    opened[request["method"]] = machine, batches(numpy.arange(request["rows"]), size)
    for name, values in zip(("w0", "w1", "V"), machine.gradient(numpy.arange(size))):
        numpy.ascontiguousarray(values, numpy.float64).tofile(request["results"][name])
    return {}


def steps(request):
    machine, parts = opened[request["method"]]
    before = time.process_time()
    for i in range(request["from"], request["from"] + request["count"]):
        machine.step(parts[i % len(parts)])
    return {"ms": 1000 * (time.process_time() - before)}


def loss(request):
    return {"loss": opened[request["method"]][0].loss()}


def epoch(request):
    machine, arrays, ready = created(request)
    order = arrays["order"].astype(numpy.int64)
    before = time.process_time()
    for rows in batches(order, request["batch"]):
        machine.step(rows)
    reached = machine.loss()
    return {"ready": ready, "epoch": 1000 * (time.process_time() - before), "loss": reached}


def titanic(request):
    """All made ready anew for each of the repeats."""
    arrays = arrays_of(request)
    before, repeats = time.process_time(), 0
    while True:
        machine = machines.METHODS[request["method"]](machines.Given(request, arrays), request["rate"])
        reached, epochs = machine.loss(), 0
        while not reached <= request["target"] and epochs < request["epochs"]:
            machine.step(None)
            reached = machine.loss()
            epochs += 1
        ms, repeats = 1000 * (time.process_time() - before), repeats + 1
        if ms >= LEAST_MS:
            return {"ms": ms / repeats, "epochs": epochs, "loss": reached}


def read(request):
    before = time.process_time()
    count, total, places = reading.METHODS[request["method"]](request["file"])
    return {"ms": 1000 * (time.process_time() - before), "count": int(count), "sum": float(total), "places": int(places)}


REQUESTS = {"open": open_machine, "steps": steps, "loss": loss, "epoch": epoch, "titanic": titanic, "read": read}

# What libraries print is no answer.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
print(json.dumps({**machines.versions(), **reading.versions()}), file=answers)
for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = REQUESTS[request["do"]](request)
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), file=answers)
