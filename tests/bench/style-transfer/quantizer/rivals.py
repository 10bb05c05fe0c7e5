"""Rivals of the quantizer, for rivals.ts.

Says in one line of JSON which programs there are here, with their versions. Then answers requests, one JSON object a line: a layer's weights
come as a file of float32; the answer has the milliseconds of CPU and the inertia, in float64, of the values found.
"""

import json
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.dont_write_bytecode = True

import numpy

METHODS = {}
versions = {}

try:
    import sklearn
    import sklearn.cluster

    def lloyd(weights, bits):
        found = sklearn.cluster.KMeans(2**bits, n_init=1, random_state=0, algorithm="lloyd").fit(weights.reshape(-1, 1))
        return found.cluster_centers_[found.labels_, 0]

    METHODS["sklearn"] = lloyd
    versions["sklearn"] = sklearn.__version__
except ImportError:
    pass

try:
    import torch
    from torch.ao.quantization.observer import HistogramObserver, MinMaxObserver

    torch.set_num_threads(1)

    def observed(observer):
        def quantized(weights, bits):
            tensor = torch.from_numpy(weights)
            # The classes are meant for 8 bits, and warn of fewer levels.
            watching = observer(quant_min=0, quant_max=2**bits - 1)
            watching(tensor)
            scale, zero = watching.calculate_qparams()
            return torch.fake_quantize_per_tensor_affine(tensor, scale, zero.int(), 0, 2**bits - 1).numpy()

        return quantized

    METHODS["torch MinMax"] = observed(MinMaxObserver)
    METHODS["torch Histogram"] = observed(HistogramObserver)
    versions["torch"] = torch.__version__
except ImportError:
    pass


def answer(request):
    weights = numpy.fromfile(request["files"]["weights"], numpy.float32)
    before = time.process_time()
    values = METHODS[request["method"]](weights, request["bits"])
    ms = 1000 * (time.process_time() - before)
    differences = values.astype(numpy.float64) - weights
    return {"ms": ms, "inertia": float(differences @ differences)}


# What libraries print is no answer.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
print(json.dumps(versions), file=answers)
for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = answer(request)
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), file=answers)
