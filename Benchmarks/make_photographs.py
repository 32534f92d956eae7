"""Make a folder of 640x480 JPEG photographs: make_photographs.py COUNT FOLDER

Random crops of the two sample photographs that scikit-learn ships, enlarged, with a little noise, so that no two are
alike; quality 90, 4:2:0, like a camera's. Runs in the environment of requirements-data.txt.
"""

import pathlib
import sys

import numpy
from PIL import Image
from sklearn.datasets import load_sample_images


def main(count, folder):
    random = numpy.random.default_rng(1)
    sources = [Image.fromarray(one) for one in load_sample_images().images]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        source = sources[number % len(sources)]
        width = int(random.integers(400, 561))
        height = width * 3 // 4
        left = int(random.integers(0, source.width - width + 1))
        top = int(random.integers(0, source.height - height + 1))
        crop = source.crop((left, top, left + width, top + height)).resize((640, 480), Image.Resampling.BICUBIC)
        pixels = numpy.asarray(crop, dtype=numpy.float32) + random.normal(0, 3, (480, 640, 3))
        image = Image.fromarray(numpy.clip(numpy.rint(pixels), 0, 255).astype(numpy.uint8))
        image.save(folder / f"photograph-{number:04}.jpg", quality=90, subsampling="4:2:0")


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
