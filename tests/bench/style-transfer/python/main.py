"""Style transfer's loss in torch, for python.ts: by its layers, and gradients that it derives.

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
import torch
import torch.nn.functional as F

torch.set_num_threads(1)


class Loss:
    """A network of convolutions, shortcuts and pools; style and content terms as the request says."""

    def __init__(self, request, dtype):
        files, size = request["files"], request["size"]
        read = lambda name: torch.from_numpy(numpy.fromfile(files[name], numpy.float32)).to(dtype)
        self.mean = torch.tensor(request["mean"], dtype=dtype).view(1, 3, 1, 1)
        self.nodes, self.kernels = request["nodes"], {}
        numbers, at = read("weights"), 0
        for node in self.nodes:
            if node["op"] == "pool":
                continue
            side, inputs, outputs = node["size"], node["inputs"], node["outputs"]
            count = side * side * inputs * outputs
            kernel = numbers[at : at + count].reshape(side, side, inputs, outputs).permute(3, 2, 0, 1).contiguous()
            self.kernels[node["name"]] = kernel, numbers[at + count : at + count + outputs]
            at += count + outputs
        self.style = [(layer, weight, read(f"style{i}")) for i, (layer, weight) in enumerate(request["style"])]
        self.content = [(layer, weight, read(f"content{i}")) for i, (layer, weight) in enumerate(request["content"])]
        self.x = read("rgb").reshape(1, size, size, 3).permute(0, 3, 1, 2).contiguous().requires_grad_()

    def outputs(self):
        outputs = {None: self.x - self.mean}
        for node in self.nodes:
            x = outputs[node.get("from")]
            if node["op"] == "conv":
                kernel, bias = self.kernels[node["name"]]
                y = F.conv2d(x, kernel, bias, padding=node["size"] // 2)
                y = y + outputs[node["plus"]] if "plus" in node else y
                y = F.relu(y) if node["relu"] else y
            elif node["window"] == 2:
                y = F.max_pool2d(x, 2) if node["kind"] == "max" else F.avg_pool2d(x, 2)
            else:
                y = F.max_pool2d(x, 3, 1, 1) if node["kind"] == "max" else F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
            outputs[node["name"]] = y
        return outputs

    def evaluate(self):
        self.x.grad = None
        outputs, loss = self.outputs(), 0
        for layer, weight, gram in self.style:
            rows = outputs[layer].flatten(2)[0]
            found = rows @ rows.t() / rows.shape[1]
            loss = loss + weight * (found - gram.view_as(found)).square().sum()
        for layer, weight, features in self.content:
            found = outputs[layer]
            _, channels, height, width = found.shape
            loss = loss + weight * (found - features.view(1, height, width, channels).permute(0, 3, 1, 2)).square().sum()
        loss.backward()
        return loss.item()

    def save(self, file):
        numpy.ascontiguousarray(self.x.grad[0].permute(1, 2, 0).numpy(), numpy.float64).tofile(file)


opened = None


def open_loss(request):
    global opened
    opened = Loss(request, torch.float64 if request["double"] else torch.float32)
    loss = opened.evaluate()
    opened.save(request["results"]["gradient"])
    return {"loss": loss}


def evaluate(request):
    before = time.process_time()
    for _ in range(request["count"]):
        opened.evaluate()
    return {"ms": 1000 * (time.process_time() - before)}


REQUESTS = {"open": open_loss, "evaluate": evaluate}

# What libraries print is no answer.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
print(json.dumps({"torch": torch.__version__.split("a0")[0].split("+")[0]}), file=answers)
for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = REQUESTS[request["do"]](request)
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), file=answers)
