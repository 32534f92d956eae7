"""Writes coco/, a dataset with everything that COCO's files hold, its masks made by pycocotools.

pycocotools==2.0.11 numpy==2.4.6 pillow==13.0.0
"""

import json
import pathlib

import numpy
import PIL.Image
from pycocotools import mask

here = pathlib.Path(__file__).parent / "coco"
random = numpy.random.default_rng(3)


def picture(path, width, height):
    path.parent.mkdir(parents=True, exist_ok=True)
    PIL.Image.fromarray(random.integers(0, 255, (height, width), dtype=numpy.uint8)).save(path)


def runs(pixels):
    flat = pixels.reshape(-1, order="F")
    counts, value = [], 0
    while flat.size:
        length = int(numpy.argmax(flat != value)) if (flat != value).any() else int(flat.size)
        counts.append(length)
        flat, value = flat[length:], 1 - value
    return counts


def ring_mask(height, width):
    """A square with a hole."""
    pixels = numpy.zeros((height, width), numpy.uint8)
    pixels[3:12, 4:15] = 1
    pixels[6:9, 7:11] = 0
    return pixels


categories = [
    {"id": 1, "name": "person", "supercategory": "person", "keypoints": ["nose", "left_eye"], "skeleton": [[1, 2]]},
    {"id": 18, "name": "dog", "supercategory": "animal"},
    {"id": 7, "name": "cat", "supercategory": "animal"},
    {"id": 90, "name": "toothbrush"},
]
licenses = [{"id": 4, "name": "Attribution", "url": "http://example.org/by"}]

hole = ring_mask(20, 24)
compressed = mask.encode(numpy.asfortranarray(hole))
crowd = (random.random((20, 24)) < 0.4).astype(numpy.uint8)
train = {
    "info": {"description": "tiny", "url": "", "version": "1.0", "year": 2026, "contributor": "a & b", "date_created": "2026/11/21"},
    "licenses": licenses,
    "images": [
        {"id": 522418, "file_name": "000000522418.png", "width": 24, "height": 20, "license": 4,
         "date_captured": "2013-11-14 11:38:44", "coco_url": "http://example.org/1.png", "flickr_url": ""},
        {"id": 9, "file_name": "000000000009.png", "width": 16, "height": 12, "license": 4},
        {"id": 30, "file_name": "000000000030.png", "width": 16, "height": 12},
    ],
    "annotations": [
        {"id": 1768, "image_id": 522418, "category_id": 18, "iscrowd": 0, "area": 37.125,
         "bbox": [1.25, 2.5, 9.75, 8.25], "segmentation": [[1.25, 2.5, 11, 2.5, 11, 10.75, 4.33, 9.01], [15, 1, 20.5, 1, 20.5, 3.75]]},
        {"id": 900100018, "image_id": 522418, "category_id": 1, "iscrowd": 1, "area": int(crowd.sum()),
         "bbox": [0, 0, 24, 20], "segmentation": {"size": [20, 24], "counts": runs(crowd)}},
        {"id": 12, "image_id": 522418, "category_id": 7, "iscrowd": 0, "area": float(mask.area(compressed)),
         "bbox": [float(value) for value in mask.toBbox(compressed)],
         "segmentation": {"size": [20, 24], "counts": compressed["counts"].decode()}},
        {"id": 13, "image_id": 522418, "category_id": 7, "iscrowd": 0, "area": int(hole.sum()),
         "bbox": [4, 3, 11, 9], "segmentation": {"size": [20, 24], "counts": runs(hole)}},
        {"id": 3, "image_id": 9, "category_id": 1, "iscrowd": 0, "area": 12.5, "bbox": [3, 4, 5, 2.5],
         "segmentation": [], "keypoints": [4, 5, 2, 6, 5, 1], "num_keypoints": 2,
         "attributes": {"occluded": True, "colour": "red"}, "source": {"tool": "x", "took": 1.5}},
        {"id": 4, "image_id": 9, "category_id": 90, "iscrowd": 0, "area": 6, "bbox": [3.5, 4.5, 3, 2],
         "segmentation": [[3.5, 4.5, 6.5, 4.5]]},
        {"id": 5, "image_id": 9, "category_id": 18, "iscrowd": 0, "area": 30, "bbox": [1, 1, 7, 6],
         "segmentation": [[1, 1, 8, 1, 8, 7, 1, 7]]},
    ],
    "categories": categories,
}
val = {
    "info": {"description": "tiny, for validation", "year": 2026},
    "licenses": licenses,
    "images": [{"id": 9, "file_name": "000000000009.png", "width": 30, "height": 10}],
    "annotations": [
        {"id": 3, "image_id": 9, "category_id": 90, "iscrowd": 0, "area": 8, "bbox": [2, 2, 4, 2], "segmentation": []},
    ],
    "categories": categories,
}
captions = {
    "info": train["info"],
    "licenses": licenses,
    "images": train["images"],
    "annotations": [
        {"id": 3, "image_id": 9, "caption": "A cat \u2013 \"asleep\"."},
        {"id": 8, "image_id": 9, "caption": "Two\nlines."},
        {"id": 9, "image_id": 522418, "caption": "Dogs."},
    ],
}
for part, document in [("train2017", train), ("val2017", val)]:
    for image in document["images"]:
        picture(here / part / image["file_name"], image["width"], image["height"])
    (here / "annotations").mkdir(parents=True, exist_ok=True)
    (here / f"annotations/instances_{part}.json").write_text(json.dumps(document, indent=1) + "\n")
(here / "annotations/captions_train2017.json").write_text(json.dumps(captions, indent=1) + "\n")
