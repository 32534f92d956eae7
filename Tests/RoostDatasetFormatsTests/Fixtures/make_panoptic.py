"""Writes panoptic/, a dataset as COCO's panoptic files have it: things, stuff, a crowd, a void and large numbers.

Python 3.11, numpy 2.4.6, pillow 13.0.0; the argument is a checkout of cocodataset/panopticapi at
7bb4655548f98f3fedc07bf37e9040a992b054b0.
"""

import json
import pathlib
import sys

import numpy
import PIL.Image

sys.path.insert(0, sys.argv[1])
from panopticapi.utils import id2rgb  # noqa: E402

here = pathlib.Path(__file__).parent / "panoptic"
random = numpy.random.default_rng(5)
categories = [
    {"id": 1, "name": "person", "supercategory": "person", "isthing": 1, "color": [220, 20, 60]},
    {"id": 18, "name": "dog", "supercategory": "animal", "isthing": 1, "color": [0, 60, 100]},
    {"id": 184, "name": "tree-merged", "supercategory": "plant", "isthing": 0, "color": [107, 142, 35]},
    {"id": 187, "name": "sky-other-merged", "supercategory": "sky", "isthing": 0, "color": [70, 130, 180]},
]


def segment(picture, number, category, crowd=0):
    rows, columns = numpy.nonzero(picture == number)
    x, y = int(columns.min()), int(rows.min())
    return {
        "id": number,
        "category_id": category,
        "area": len(rows),
        "bbox": [x, y, int(columns.max()) + 1 - x, int(rows.max()) + 1 - y],
        "iscrowd": crowd,
    }


def part(name, first, pictures):
    images, annotations = [], []
    folder = here / "annotations" / f"panoptic_{name}"
    folder.mkdir(parents=True, exist_ok=True)
    (here / name).mkdir(parents=True, exist_ok=True)
    for number, (picture, segments) in enumerate(pictures, first):
        height, width = picture.shape
        pixels = random.integers(0, 255, (height, width, 3), dtype=numpy.uint8)
        PIL.Image.fromarray(pixels).save(here / name / f"{number:012}.png")
        PIL.Image.fromarray(id2rgb(picture)).save(folder / f"{number:012}.png")
        images.append({"id": number, "file_name": f"{number:012}.png", "width": width, "height": height, "license": 1})
        annotations.append(
            {
                "image_id": number,
                "file_name": f"{number:012}.png",
                "segments_info": [segment(picture, *one) for one in segments],
            }
        )
    document = {
        "info": {"description": "made for tests"},
        "licenses": [{"id": 1, "name": "none"}],
        "images": images,
        "annotations": annotations,
        "categories": categories,
    }
    (here / "annotations" / f"panoptic_{name}.json").write_text(json.dumps(document))


one = numpy.full((9, 12), 3937500, numpy.uint32)
one[5:, :] = 8345
one[2:6, 1:4] = 0xFFFFFF
one[2:6, 8:11] = 257
one[0, 0] = 0
two = numpy.zeros((6, 5), numpy.uint32)
two[1:5, 1:4] = 7
part("train2017", 9, [(one, [(3937500, 187), (0xFFFFFF, 1), (257, 1), (8345, 184)]), (two, [(7, 18, 1)])])
part("val2017", 30, [(two.T.copy(), [(7, 18)])])
