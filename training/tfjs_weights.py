"""Weights of a model as TensorFlow.js keeps them: a manifest in model.json, and their bytes one after another in files beside it."""

import json

import numpy as np
import torch


def tfjs_weights(read):
    """Tensors by name. `read(file)` gives a file's bytes, or None where it is not at hand: weights in it are left out."""
    tensors = {}
    for group in json.loads(read("model.json"))["weightsManifest"]:
        parts = [read(path) for path in group["paths"]]
        if None in parts:
            continue
        data, start = b"".join(parts), 0
        for weight in group["weights"]:
            count = int(np.prod(weight["shape"]))
            if start + 4 * count > len(data):
                break  # an archive of the first layers alone may end within a group
            array = np.frombuffer(data, "<f4", count, start).reshape(weight["shape"])
            tensors[weight["name"]] = torch.tensor(array.copy())
            start += 4 * count
    return tensors
