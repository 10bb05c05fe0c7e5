"""The stylizer in a few lines of torch, for judging networks: Gatys' losses, L-BFGS, coarse to fine. The site's own is src/engine/style-transfer."""

import torch
import torch.nn.functional as F

from networks import run

LEVELS = ((0.25, 60), (0.5, 40), (1, 20))  # share of the size, steps
SCALE = 1e5  # L-BFGS stops early on small losses


def sized(picture, longest):
    """A picture (1 x 3 x height x width) with its longest side as said."""
    height, width = picture.shape[2:]
    share = longest / max(height, width)
    size = (max(1, round(height * share)), max(1, round(width * share)))
    return F.interpolate(picture, size=size, mode="bilinear", antialias=True, align_corners=False)


def gram(features):
    rows = features[0].flatten(1)
    return rows @ rows.T / rows.shape[1]


def relative(a, b):
    """Squared distance of a from b, in squared lengths of b."""
    return ((a - b) ** 2).sum() / (b**2).sum()


def stylize(network, weights, content, style, size, content_weight):
    """Both pictures are 1 x 3 x height x width with the mean taken off, as is the result; `network` needs `nodes`, `style` and `content`."""
    layers, x = network["style"], None

    def see(picture):
        return run(network["nodes"], weights, picture)

    for share, steps in LEVELS:
        photo, painting = sized(content, share * size), sized(style, share * size)
        with torch.no_grad():
            seen = see(painting)
            grams = {name: gram(seen[name]) for name in layers}
            features = see(photo)[network["content"]]
        x = photo.clone() if x is None else F.interpolate(x, size=photo.shape[2:], mode="bilinear", align_corners=False)
        x = x.contiguous().requires_grad_(True)
        optimizer = torch.optim.LBFGS(
            [x], max_iter=steps, max_eval=int(1.3 * steps), history_size=10, tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe"
        )

        def loss():
            optimizer.zero_grad()
            seen = see(x)
            styled = sum(relative(gram(seen[name]), grams[name]) for name in layers) / len(layers)
            total = SCALE * (styled + content_weight * relative(seen[network["content"]], features))
            total.backward()
            return total

        optimizer.step(loss)
        x = x.detach()
    return x
