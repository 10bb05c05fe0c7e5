"""What torch computes with the models that the site offers, for tests/unit/style-transfer/models.test.ts: `python3 training/outputs.py`."""

import json
from pathlib import Path

import torch

from networks import load, run

ROOT = Path(__file__).resolve().parent.parent
SIDE = 16
KEPT = 64  # values of each layer


def test_picture(mean):
    """Height x width x 3 of integers (37 i^2 + 11 i) mod 256, i counting all its values, as 1 x 3 x height x width."""
    i = torch.arange(SIDE * SIDE * 3, dtype=torch.int64)
    picture = ((37 * i * i + 11 * i) % 256).float().view(SIDE, SIDE, 3)
    return (picture - torch.tensor(mean)).permute(2, 0, 1)[None]


def described(output):
    """Every so many-th value, height x width x channels, and the length of all."""
    values = output[0].permute(1, 2, 0).flatten()
    return dict(length=float(f"{values.norm():.7g}"), values=[float(f"{v:.7g}") for v in values[:: len(values) // KEPT][:KEPT]])


if __name__ == "__main__":
    kept = {}
    for file in sorted((ROOT / "public/models").glob("*.safetensors")):
        if file.name.startswith("vgg19-"):
            continue  # put there by `npm run vgg`, and in no repository
        network, weights = load(file)
        weights = {name: w.double() for name, w in weights.items()}
        outputs = run(network["nodes"], weights, test_picture(network["mean"]).double())
        kept[file.name] = {name: described(outputs[name]) for name in sorted({*network["style"], network["content"]})}
    to = ROOT / "tests/fixtures/style-transfer/model-outputs.json"
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(json.dumps(kept, indent=1) + "\n")
    print(to.relative_to(ROOT), to.stat().st_size, "bytes")
