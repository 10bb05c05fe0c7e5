"""Gathers the pictures that half-VGG was taught on, from Debian packages.

    apt-get download $(cut -d / -f 1 training/pictures.txt | grep -v samples | sort -u)
    python3 training/pictures.py --packages . --samples originals/ --out pictures/

training/pictures.txt names them, a package and a path in it each; those of `samples/` are the originals from which tools/sample-pictures.ts makes the
site's sample pictures (public/CREDITS.md). Each becomes a JPEG of at most 880 pixels, numbered by its line. README.md says under which licences they are.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

LIST = Path(__file__).with_name("pictures.txt")
LONGEST = 880
Image.MAX_IMAGE_PIXELS = None  # wallpapers are larger than Pillow trusts


def unpack(packages, into):
    """Unpacks each package into a folder of its name."""
    for package in sorted(Path(packages).glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, into / package.name.split("_")[0]], check=True)


def shrink(picture):
    share = LONGEST / max(picture.size)
    if share >= 1:
        return picture
    return picture.resize(tuple(round(side * share) for side in picture.size), Image.LANCZOS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, help="folder of the .deb files")
    parser.add_argument("--samples", required=True, help="folder of the sample pictures' originals")
    parser.add_argument("--out", required=True, help="folder for the pictures")
    given = parser.parse_args()
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        unpack(given.packages, Path(folder))
        for number, line in enumerate(LIST.read_text().split("\n")[:-1]):
            place, _, path = line.partition("/")
            file = Path(given.samples) / path if place == "samples" else Path(folder) / place / path
            picture = Image.open(file)
            picture.draft("RGB", (1000, 1000))  # reads large JPEGs at a fraction of their size
            shrink(picture.convert("RGB")).save(out / f"{number:04d}.jpg", quality=88)
