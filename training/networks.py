"""Networks as the site has them (src/engine/style-transfer/network.ts), described once and run here by torch.

A network is a dictionary: id, title, about, mean (taken off red, green and blue in 0..255), nodes, style, content; beside it go the weights, a
dictionary of `<name>.weight` (out x in x height x width) and `<name>.bias`. Files hold both: .npz, and the site's own .safetensors.
"""

import json
import struct

import numpy as np
import torch
import torch.nn.functional as F

MEAN = [123.68, 116.779, 103.939]


def conv(name, size, inputs, outputs, relu=True, **more):
    """A convolution; more: `from`, `plus`, and, for judges alone, `stride`."""
    return dict(op="conv", name=name, size=size, inputs=inputs, outputs=outputs, relu=relu, **more)


def pool(name, kind, window=2, **more):
    return dict(op="pool", name=name, kind=kind, window=window, **more)


def vgg(width=1.0, last="conv4_1", kind="average"):
    """Layers of VGG-19 up to one of them, all with `width` times the channels."""
    nodes, inputs = [], 3
    for block, (channels, count) in enumerate([(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)], start=1):
        for i in range(1, count + 1):
            outputs = round(channels * width)
            nodes.append(conv(f"conv{block}_{i}", 3, inputs, outputs))
            inputs = outputs
            if nodes[-1]["name"] == last:
                return nodes
        nodes.append(pool(f"pool{block}", kind))
    raise ValueError(f"VGG-19 has no layer {last}")


def resnet50(strided=False):
    """ResNet-50 up to conv3_x. The site's has means instead of strides, without which it draws checkerboards; `strided` is as it was trained."""
    if strided:
        stem = [conv("conv1", 7, 3, 64, stride=2), pool("pool1", "max", 3, stride=2)]
    else:
        stem = [conv("conv1", 7, 3, 64), pool("pool1_a", "average"), pool("pool1_b", "max", 3), pool("pool1_c", "average")]
    nodes, before, inputs = stem, stem[-1]["name"], 64
    for stage, blocks, inner in ((2, "abc", 64), (3, "abcd", 128)):
        for block in blocks:
            name = f"{stage}{block}"
            stride = {}
            if name == "3a" and strided:
                stride = dict(stride=2)
            elif name == "3a":
                nodes.append(pool("pool2", "average"))
                before = "pool2"
            shortcut = before
            if block == "a":
                shortcut = f"{name}_shortcut"
                nodes.append(conv(shortcut, 1, inputs, 4 * inner, relu=False, **{"from": before}, **stride))
            nodes.append(conv(f"{name}_a", 1, inputs, inner, **{"from": before}, **stride))
            nodes.append(conv(f"{name}_b", 3, inner, inner))
            nodes.append(conv(name, 1, inner, 4 * inner, plus=shortcut))
            before, inputs = name, 4 * inner
    return nodes


def run(nodes, weights, x):
    """Outputs of all nodes by name, for x: batch x 3 x height x width, the mean taken off."""
    outputs, before = {}, x
    for node in nodes:
        y = outputs[node["from"]] if "from" in node else before
        if node["op"] == "conv":
            w, b = weights[node["name"] + ".weight"], weights[node["name"] + ".bias"]
            y = F.conv2d(y, w, b, stride=node.get("stride", 1), padding=node["size"] // 2)
            if "plus" in node:
                y = y + outputs[node["plus"]]
            if node["relu"]:
                y = F.relu(y)
        elif node["window"] == 3:
            y = F.max_pool2d(y, 3, node.get("stride", 1), 1)
        else:
            y = F.max_pool2d(y, 2) if node["kind"] == "max" else F.avg_pool2d(y, 2)
        outputs[node["name"]] = before = y
    return outputs


def save(path, network, weights):
    """As .npz, for tools/models.ts; the network's description is the array `network`, JSON in UTF-8."""
    described = np.frombuffer(json.dumps(network).encode(), np.uint8)
    np.savez(path, network=described, **{name: w.detach().float().cpu().numpy() for name, w in weights.items()})


def load(path):
    """Network and weights from a .npz of `save` or a .safetensors of the site (32 or 8 bits)."""
    if str(path).endswith(".npz"):
        arrays = dict(np.load(path))
        network = json.loads(arrays.pop("network").tobytes())
        return network, {name: torch.tensor(array) for name, array in arrays.items()}
    return load_safetensors(path)


def load_safetensors(path):
    """The site's own files, as src/engine/style-transfer/model-file.ts writes them, with float32 weights or codes of 8 bits: a byte each."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    network = json.loads(header.pop("__metadata__")["network"])

    def tensor(name):
        start, end = header[name]["data_offsets"]
        dtype = {"F32": "<f4", "U8": "u1"}[header[name]["dtype"]]
        return np.frombuffer(data[start:end], dtype).reshape(header[name]["shape"])

    weights = {}
    for node in network["nodes"]:
        if node["op"] != "conv":
            continue
        name, shape = node["name"], (node["size"], node["size"], node["inputs"], node["outputs"])
        coded = name + ".codes" in header
        values = tensor(name + ".codebook")[tensor(name + ".codes")].reshape(shape) if coded else tensor(name + ".weight")
        weights[name + ".weight"] = torch.tensor(values.transpose(3, 2, 0, 1).copy())
        weights[name + ".bias"] = torch.tensor(tensor(name + ".bias").copy())
    return network, weights
