"""Colour quantizers of Python and of Debian, for python.ts.

Says in one line of JSON which methods there are here, with their versions. Then answers requests, one JSON object a line: the name of
a method, the file of a picture as raw RGBA, its width and height, k, and the file for the result, raw RGBA as well. The answer, one
line as well: the milliseconds of CPU that the method took from pixels to pixels, or what went wrong. Files do not count.
"""

import json
import os
import resource
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MAGICK_THREAD_LIMIT"):
    os.environ[variable] = "1"

import numpy


def colors_of(rgba):
    return numpy.ascontiguousarray(rgba.reshape(-1, 4)[:, :3]).astype(numpy.float32)


def picture_of(centers, labels):
    palette = numpy.full((len(centers), 4), 255, numpy.uint8)
    palette[:, :3] = numpy.clip(numpy.rint(centers), 0, 255)
    return palette[labels.reshape(-1)]


def sklearn_sample(starts):
    """The recipe of scikit-learn's documentation: k-means on 10,000 pixels, then every pixel to its nearest centroid."""

    def method(rgba, width, height, k):
        from sklearn.cluster import KMeans
        from sklearn.utils import shuffle

        pixels = colors_of(rgba)
        sample = shuffle(pixels, random_state=0, n_samples=min(10_000, len(pixels)))
        kmeans = KMeans(n_clusters=k, n_init=starts, random_state=0).fit(sample)
        return picture_of(kmeans.cluster_centers_, kmeans.predict(pixels))

    return method


def sklearn_batches(rgba, width, height, k):
    from sklearn.cluster import MiniBatchKMeans

    pixels = colors_of(rgba)
    kmeans = MiniBatchKMeans(n_clusters=k, n_init=3, random_state=0).fit(pixels)
    return picture_of(kmeans.cluster_centers_, kmeans.predict(pixels))


def opencv(rgba, width, height, k):
    """All pixels, k-means++, ten rounds."""
    import cv2

    cv2.setNumThreads(1)
    cv2.setRNGSeed(0)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    _, labels, centers = cv2.kmeans(colors_of(rgba), k, None, criteria, 1, cv2.KMEANS_PP_CENTERS)
    return picture_of(centers, labels)


def pillow(name):
    def method(rgba, width, height, k):
        from PIL import Image

        picture = Image.frombuffer("RGBA", (width, height), rgba, "raw", "RGBA", 0, 1).convert("RGB")
        reduced = picture.quantize(k, method=getattr(Image.Quantize, name), dither=Image.Dither.NONE)
        return numpy.asarray(reduced.convert("RGBA"))

    return method


def imagemagick(rgba, width, height, k):
    """A whole program, which reads and writes raw pixels."""
    command = [MAGICK, "-size", f"{width}x{height}", "-depth", "8", "rgba:-", "+dither", "-colors", str(k), "-depth", "8", "rgba:-"]
    out = subprocess.run(command, input=rgba.tobytes(), stdout=subprocess.PIPE, check=True).stdout
    return numpy.frombuffer(out, numpy.uint8)


def pngquant(png, width, height, k):
    """A whole program, which reads and writes PNG."""
    command = ["pngquant", "--nofs", "--force", str(k), "-"]
    return subprocess.run(command, input=png, stdout=subprocess.PIPE, check=True).stdout


def png_of(rgba, width, height):
    import io
    from PIL import Image

    out = io.BytesIO()
    Image.frombuffer("RGBA", (width, height), rgba, "raw", "RGBA", 0, 1).save(out, "PNG", compress_level=1)
    return out.getvalue()


def pixels_of(png):
    import io
    from PIL import Image

    return numpy.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


MAGICK = "convert-im6.q16"
METHODS = {
    "sklearn-1": sklearn_sample(1),
    "sklearn-10": sklearn_sample(10),
    "sklearn-batches": sklearn_batches,
    "opencv": opencv,
    "pillow-median-cut": pillow("MEDIANCUT"),
    "pillow-octree": pillow("FASTOCTREE"),
    "pillow-libimagequant": pillow("LIBIMAGEQUANT"),
    "pngquant": pngquant,
    "imagemagick": imagemagick,
}


def versions():
    """Of each method that there is here."""
    found = {}

    def note(names, version):
        try:
            found.update(dict.fromkeys(names, version()))
        except Exception:
            pass

    def of_module(name):
        return lambda: __import__(name).__version__

    def of_program(command, word):
        return lambda: subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[word]

    def of_pillow_libimagequant():
        from PIL import features

        if not features.check("libimagequant"):
            raise ImportError
        return features.version("libimagequant") or __import__("PIL").__version__

    note(["sklearn-1", "sklearn-10", "sklearn-batches"], of_module("sklearn"))
    note(["opencv"], of_module("cv2"))
    note(["pillow-median-cut", "pillow-octree"], of_module("PIL"))
    note(["pillow-libimagequant"], of_pillow_libimagequant)
    if "pillow-median-cut" in found:
        note(["pngquant"], of_program(["pngquant", "--version"], 0))
    note(["imagemagick"], of_program([MAGICK, "-version"], 2))
    return found


def answer(request):
    width, height, k = request["width"], request["height"], request["k"]
    rgba = numpy.fromfile(request["file"], numpy.uint8)
    method = METHODS[request["method"]]
    whole_program = method in (pngquant, imagemagick)
    given = png_of(rgba, width, height) if method is pngquant else rgba
    clock = (lambda: resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime) if whole_program else time.process_time
    before = clock()
    result = method(given, width, height, k)
    seconds = clock() - before
    if method is pngquant:
        result = pixels_of(result)
    result.tofile(request["result"])
    return {"ms": 1000 * seconds}


# Imports are not what is measured; and what libraries print is no answer.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
for module in ("sklearn.cluster", "cv2", "PIL.Image"):
    try:
        __import__(module)
    except ImportError:
        pass
print(json.dumps(versions()), file=answers)
for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), file=answers)
