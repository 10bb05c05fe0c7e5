"""Stylizes pairs of pictures with several networks, and lets others judge: a contact sheet and a table of errors.

    python3 training/judge.py --pictures originals/ --vgg vgg19-blocks1-3/ --resnet resnet50.npz \\
        --out contact-sheet.jpg random half-vgg.npz resnet50.npz vgg

A network is a .npz of this folder, a .safetensors of public/models, `random` (half-VGG's shape) or `vgg` (VGG-19's first three blocks, one of the
judges itself). Judges: those blocks, which no network here has learned from, and ResNet-50 as it was trained, which has taught half-VGG in its form
without strides. Style error: geometric mean over the judge's layers of ||G - Gs||^2 / ||Gc - Gs||^2, for the Gram matrices of result, style and
content: 0 is the style itself, 1 the photograph. Content error: squared distance of the judge's features from the photograph's, in their variance.
"""

import argparse
import math
from pathlib import Path

import torch
from PIL import Image, ImageDraw

from crops import open_picture
from networks import MEAN, load, resnet50, run, vgg
from stylize import gram, sized, stylize
from tfjs_weights import tfjs_weights

PAIRS = [
    ("photo-great-wall", "art-vangogh-starry-night"),
    ("photo-kingfisher", "art-vangogh-harvest"),
    ("photo-china", "art-vangogh-cafe-terrace"),
    ("photo-macaw", "art-vangogh-night-cafe"),
    ("photo-machu-picchu", "art-vangogh-pere-tanguy"),
    ("photo-red_panda", "art-vangogh-church-auvers"),
]
CONTENT_WEIGHTS = {"half-vgg": 0.05, "resnet50": 0.04, "vgg19": 0.03}  # for like faithfulness to the photograph
TILE = (240, 200)


def vgg19(folder):
    """Blocks 1 to 3 of the real VGG-19, of a tfjs model in a folder."""
    tensors = tfjs_weights(lambda file: (Path(folder) / file).read_bytes() if (Path(folder) / file).exists() else None)
    nodes, weights = vgg(last="conv3_4", kind="max"), {}
    for node in nodes:
        if node["op"] == "conv":
            name = node["name"]
            keras = f"block{name[4]}_conv{name[6]}"
            weights[name + ".weight"] = tensors[keras + "/kernel"].permute(3, 2, 0, 1).contiguous()
            weights[name + ".bias"] = tensors[keras + "/bias"]
    weights["conv1_1.weight"] = weights["conv1_1.weight"].flip(1).contiguous()  # trained on blue, green, red
    style = ["conv1_1", "conv2_1", "conv3_1", "conv3_4"]
    return dict(id="vgg19", nodes=nodes, style=style, content="conv3_3"), weights


def random_vgg(seed=1):
    """Half-VGG's shape with weights as a network starts learning from."""
    nodes, weights = vgg(0.5), {}
    random = torch.Generator().manual_seed(seed)
    for node in nodes:
        if node["op"] == "conv":
            shape = (node["outputs"], node["inputs"], 3, 3)
            weights[node["name"] + ".weight"] = torch.randn(shape, generator=random) * math.sqrt(2 / (9 * node["inputs"]))
            weights[node["name"] + ".bias"] = torch.zeros(node["outputs"])
    return dict(id="half-vgg", nodes=nodes, style=["conv1_1", "conv2_1", "conv3_1", "conv4_1"], content="conv3_4"), weights


def errors(judge, result, content, style):
    """Style and content error under one judge."""
    network, weights = judge
    with torch.no_grad():
        seen, photo, painting = (run(network["nodes"], weights, x) for x in (result, content, style))

    def distance(a, b, name):
        return float(((gram(a[name]) - gram(b[name])) ** 2).sum())

    logs = [math.log(distance(seen, painting, name) / distance(photo, painting, name)) for name in network["style"]]
    truth = photo[network["content"]]
    spread = ((truth - truth.mean((2, 3), keepdim=True)) ** 2).sum()
    return math.exp(sum(logs) / len(logs)), float(((seen[network["content"]] - truth) ** 2).sum() / spread)


def main(given):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cudnn.allow_tf32 = False
    mean = torch.tensor(MEAN, device=device).view(1, 3, 1, 1)

    def on_device(model):
        network, weights = model
        return network, {name: w.to(device) for name, w in weights.items()}

    real = on_device(vgg19(given.vgg)) if given.vgg else None
    judges = {"VGG-19": real} if real else {}
    if given.resnet:
        strided = dict(nodes=resnet50(strided=True), style=["conv1", "2a", "2c", "3a", "3d"], content="2c")
        judges["ResNet-50"] = on_device((strided, load(given.resnet)[1]))
    models = {}
    for name in given.networks:
        models[Path(name).stem] = real if name == "vgg" else on_device(random_vgg() if name == "random" else load(name))

    def picture(name):
        (path,) = Path(given.pictures).glob(name + ".*")
        return open_picture(path).float()[None].to(device) - mean

    sheet = Image.new("RGB", (TILE[0] * (2 + len(models)), 16 + TILE[1] * len(PAIRS)), "white")
    for i, title in enumerate(["content", "style", *models]):
        ImageDraw.Draw(sheet).text((TILE[0] * i + 4, 2), title, fill="black")
    print("| pair | judge |", " | ".join(models), "|")
    for row, (photo, painting) in enumerate(PAIRS):
        content, style = sized(picture(photo), given.size), sized(picture(painting), given.size)
        results = []
        for network, weights in models.values():
            results.append(stylize(network, weights, picture(photo), picture(painting), given.size, CONTENT_WEIGHTS[network["id"]]))
        for title, judge in judges.items():
            cells = [f"{s:.3f} / {c:.2f}" for s, c in (errors(judge, x, content, style) for x in results)]
            print("|", photo, painting, "|", title, "|", " | ".join(cells), "|", flush=True)
        for column, x in enumerate([content, style, *results]):
            tile = (x + mean).clamp(0, 255).round()[0].permute(1, 2, 0).byte().cpu().numpy()
            sheet.paste(Image.fromarray(tile).resize(TILE, Image.LANCZOS), (TILE[0] * column, 16 + TILE[1] * row))
    sheet.save(given.out, quality=88)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", required=True, help="folder of the pairs' pictures")
    parser.add_argument("--vgg", help="folder of a tfjs model with VGG-19's first three blocks; without it that judge is missing")
    parser.add_argument("--resnet", help="the .npz of training/resnet.py; without it that judge is missing")
    parser.add_argument("--size", type=int, default=256, help="longest side of the results")
    parser.add_argument("--out", required=True, help="the contact sheet, .jpg")
    parser.add_argument("networks", nargs="+")
    main(parser.parse_args())
