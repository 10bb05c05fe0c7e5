"""What the networks are taught on: pieces of pictures at all scales, recoloured, and some of them noisy as half-made pictures are."""

import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from networks import MEAN

SIDE = 128


def open_picture(path):
    """3 x height x width, bytes."""
    return torch.tensor(np.asarray(Image.open(path).convert("RGB"))).permute(2, 0, 1)


class Crops:
    """Endless batches from the pictures of a folder, the mean taken off; `random` is numpy's, the noise is of torch's own seed."""

    def __init__(self, folder, random, device):
        self.pictures = [open_picture(path).to(device) for path in sorted(Path(folder).glob("*.jpg"))]
        self.random, self.device = random, device
        self.mean = torch.tensor(MEAN, device=device).view(1, 3, 1, 1)

    def crop(self):
        picture = self.pictures[self.random.randint(len(self.pictures))].float()[None]
        height, width = picture.shape[2:]
        side = int(math.exp(self.random.uniform(math.log(96), math.log(min(height, width)))))
        y, x = self.random.randint(height - side + 1), self.random.randint(width - side + 1)
        piece = picture[:, :, y : y + side, x : x + side]
        piece = F.interpolate(piece, size=(SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False)
        return piece.flip(3) if self.random.rand() < 0.5 else piece

    def batch(self, count):
        x = torch.cat([self.crop() for _ in range(count)])

        def per_crop(channels=1):
            return torch.randn(count, channels, 1, 1, device=self.device)

        def chance():
            return torch.rand(count, 1, 1, 1, device=self.device)

        x = x * (1 + 0.15 * per_crop()) + 10 * per_crop(3)
        fine = torch.randn_like(x)
        coarse = 1.5 * F.interpolate(torch.randn(count, 3, SIDE // 4, SIDE // 4, device=self.device), scale_factor=4, mode="bilinear")
        amount = 40 * chance() ** 4 * (chance() < 0.4)
        x = x + amount * torch.where(chance() < 0.5, fine, coarse)
        return x.clamp(0, 255) - self.mean
