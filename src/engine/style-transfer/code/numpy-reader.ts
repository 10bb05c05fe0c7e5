/** A program in Python with numpy that reads a file of `writeModel`: a kernel (HWIO) and a bias for each convolution. */
export const NUMPY_READER = `import json
import sys

import numpy as np


def read_model(path):
    """Structure of the network, and a dict of (kernel, bias) by layer. Kernels: rows x columns x inputs x outputs."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()

    def tensor(name):
        entry = header[name]
        begin, end = entry["data_offsets"]
        dtype = {"F32": "<f4", "U8": "u1"}[entry["dtype"]]
        return np.frombuffer(data[begin:end], dtype).reshape(entry["shape"])

    metadata = header["__metadata__"]
    network = json.loads(metadata["network"])
    quantized = json.loads(metadata.get("quantization", '{"layers": {}}'))["layers"]
    layers = {}
    for node in network["nodes"]:
        if node["op"] != "conv":
            continue
        name, shape = node["name"], (node["size"], node["size"], node["inputs"], node["outputs"])
        if name in quantized:
            bits, count = quantized[name]["bits"], np.prod(shape)
            flags = np.unpackbits(tensor(name + ".codes"), count=count * bits, bitorder="little")
            codes = flags.reshape(count, bits) @ (1 << np.arange(bits))
            kernel = tensor(name + ".codebook")[codes].reshape(shape)
        else:
            kernel = tensor(name + ".weight")
        layers[name] = kernel, tensor(name + ".bias")
    return network, layers


network, layers = read_model(sys.argv[1])
print(network["title"])
for name, (kernel, bias) in layers.items():
    print(name, kernel.shape, len(np.unique(kernel)), "distinct weights")
`;
