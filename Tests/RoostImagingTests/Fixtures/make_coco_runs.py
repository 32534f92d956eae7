"""Writes coco-runs.json: run lengths in plain numbers and as COCO's own tools write them.

pycocotools==2.0.10 numpy==2.3.4
"""

import json
import pathlib

import numpy
from pycocotools import mask

random = numpy.random.default_rng(7)
cases = []
for height, width, share in [(1, 1, 0.0), (1, 1, 1.0), (3, 5, 0.5), (40, 30, 0.1), (200, 300, 0.002), (64, 64, 0.97)]:
    pixels = numpy.asfortranarray((random.random((height, width)) < share).astype(numpy.uint8))
    flat = pixels.reshape(-1, order="F")
    runs, value = [], 0
    while flat.size:
        length = int(numpy.argmax(flat != value)) if (flat != value).any() else int(flat.size)
        runs.append(length)
        flat, value = flat[length:], 1 - value
    cases.append({"height": height, "width": width, "runs": runs, "text": mask.encode(pixels)["counts"].decode()})

here = pathlib.Path(__file__).parent
(here / "coco-runs.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
