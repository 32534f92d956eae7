"""Writes masks.json and the label-*.png files: outlines as pycocotools draws them, label images as Pillow writes them.

pycocotools==2.0.11 numpy==2.4.6 pillow==13.0.0
"""

import json
import pathlib

import numpy
import PIL.Image
from pycocotools import mask

here = pathlib.Path(__file__).parent
random = numpy.random.default_rng(11)


def drawn(rings, height, width):
    encoded = mask.frPyObjects([[float(value) for point in ring for value in point] for ring in rings], height, width)
    whole = mask.merge(encoded)
    return {
        "height": height,
        "width": width,
        "rings": [[value for point in ring for value in point] for ring in rings],
        "text": whole["counts"].decode(),
        "area": int(mask.area(whole)),
        "bounds": [int(value) for value in mask.toBbox(whole)],
    }


def star(corners, height, width):
    angles = numpy.sort(random.random(corners)) * 2 * numpy.pi
    radii = random.random(corners) * min(height, width) * 0.6
    x = width / 2 + radii * numpy.cos(angles)
    y = height / 2 + radii * numpy.sin(angles)
    return [[round(float(a), 2), round(float(b), 2)] for a, b in zip(x, y)]


cases = [
    drawn([[[1, 1], [5, 1], [5, 4], [1, 4]]], 8, 9),
    drawn([[[0, 0], [9, 0], [9, 8], [0, 8]]], 8, 9),
    drawn([[[0.5, 0.5], [8.5, 0.5], [4.5, 7.5]]], 8, 9),
    drawn([[[-3, -2], [20, 3], [5, 30]]], 8, 9),
    drawn([[[2, 2], [2, 2], [6, 2], [6, 2], [6, 6]]], 8, 9),
    drawn([[[1, 1], [7, 7], [7, 1], [1, 7]]], 8, 9),
    drawn([[[20, 20], [30, 20], [30, 30]]], 8, 9),
    drawn([[[1, 3], [8, 3], [4, 3.01]]], 8, 9),
    drawn([[[1, 1], [3, 1], [3, 6], [1, 6]], [[2, 2], [8, 2], [8, 4], [2, 4]]], 8, 9),
]
for _ in range(40):
    height, width = (int(side) for side in random.integers(1, 60, 2))
    cases.append(drawn([star(int(random.integers(3, 30)), height, width)], height, width))
for _ in range(10):
    height, width = (int(side) for side in random.integers(20, 90, 2))
    rings = [star(int(random.integers(3, 12)), height, width) for _ in range(3)]
    cases.append(drawn(rings, height, width))
for _ in range(10):
    points = [[float(x), float(y)] for x, y in random.normal(20, 30, (12, 2)).round(3)]
    cases.append(drawn([points], 40, 37))
(here / "masks.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")

values = (numpy.arange(7 * 5).reshape(7, 5) * 7 % 21).astype(numpy.uint8)
palette = PIL.Image.fromarray(values)
palette.putpalette([channel for index in range(256) for channel in (index, 255 - index, index // 2)])
palette.save(here / "label-palette.png")
PIL.Image.fromarray(values // 6).convert("P").save(here / "label-palette-2.png", bits=2)
PIL.Image.fromarray(values).save(here / "label-grey.png")
PIL.Image.fromarray(values.astype(numpy.uint16) * 301).save(here / "label-wide.png")
PIL.Image.fromarray(numpy.stack([values] * 3, axis=2)).save(here / "label-colour.png")
