# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "pillow==13.0.0", "pycocotools==2.0.11"]
# ///
"""Write the pictures to `images/<part>-<number>.jpg` and what is on them to `annotations/instances_<part>.json` (COCO).

Run it with `uv run export_dataset.py`. A shape that nothing hides is an outline, any other a run-length mask of what
can be seen of it; its box is round what can be seen.
"""

import json
import pathlib

import numpy
from pycocotools import mask

import shapes

HERE = pathlib.Path(__file__).parent


def segmentation(shape):
    if shape.whole:
        return [[round(float(value), 1) for point in shape.outline for value in point]]
    runs = mask.encode(numpy.asfortranarray(shape.mask.astype(numpy.uint8)))
    return {"size": runs["size"], "counts": runs["counts"].decode()}


def main():
    (HERE / "images").mkdir(exist_ok=True)
    (HERE / "annotations").mkdir(exist_ok=True)
    first = 1
    for name in shapes.PARTS:
        images, objects = [], []
        for file, data, width, height, found in shapes.part(name):
            (HERE / "images" / file).write_bytes(data)
            images.append({"id": first + len(images), "file_name": file, "width": width, "height": height})
            for shape in found:
                objects.append(
                    {
                        "id": len(objects) + 1,
                        "image_id": images[-1]["id"],
                        "category_id": shape.label + 1,
                        "bbox": shape.box,
                        "area": int(shape.mask.sum()),
                        "iscrowd": 0,
                        "segmentation": segmentation(shape),
                    }
                )
        categories = [{"id": i + 1, "name": label} for i, label in enumerate(shapes.LABELS)]
        lines = [
            '{"info": {"description": "drawn shapes"},',
            f'"categories": {json.dumps(categories)},',
            '"images": [\n' + ",\n".join(map(json.dumps, images)) + "],",
            '"annotations": [\n' + ",\n".join(map(json.dumps, objects)) + "]}",
        ]
        (HERE / "annotations" / f"instances_{name}.json").write_text("\n".join(lines) + "\n")
        first += len(images)
        print(f"{name}: {len(images)} images, {len(objects)} shapes")


if __name__ == "__main__":
    main()
