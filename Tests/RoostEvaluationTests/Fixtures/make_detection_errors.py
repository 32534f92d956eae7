"""Writes detection-errors.json: what tidecv says of the box cases of detection.json, and which pairs pycocotools matched.

Python 3.11, numpy 2.4.6, pycocotools 2.0.11 and tidecv 1.0.1. Run it after make_detection.py.
"""

import contextlib
import io
import json
import pathlib

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from tidecv import TIDE, Data

FOLDER = pathlib.Path(__file__).parent


def errors(case):
    """Counts, precisions and costs as shares of 1; nothing where tidecv itself ends with an error."""
    truth, found = Data("truth"), Data("found")
    for label in range(case["labels"]):
        truth.add_class(label, str(label))
    for image in range(case["images"]):
        truth.add_image(image, str(image))
    for o in case["objects"]:
        add = truth.add_ignore_region if o["crowd"] else truth.add_ground_truth
        add(o["image"], o["label"], list(o["box"]))
    for d in case["detections"]:
        found.add_detection(d["image"], d["label"], d["score"], list(d["box"]))
    tide = TIDE()
    try:
        run = tide.evaluate(truth, found, name="one", mode=TIDE.BOX)
        main, special = tide.get_main_errors()["one"], tide.get_special_errors()["one"]
    except (ZeroDivisionError, KeyError):
        return None
    return {
        "precision": run.ap / 100,
        "counts": {kind.short_name: len(found) for kind, found in run.error_dict.items()},
        "costs": {name: float(value) / 100 for name, value in main.items()},
        "falsePositives": special["FalsePos"] / 100,
        "falseNegatives": special["FalseNeg"] / 100,
    }


def partners(case):
    """For each detection the object that COCO's rule gives it at 0.5, -1 for none, -2 where it does not count."""
    with contextlib.redirect_stdout(io.StringIO()):
        gt, dt = COCO(), COCO()
        base = {"images": [{"id": i + 1} for i in range(case["images"])], "categories": [{"id": k + 1} for k in range(case["labels"])]}
        gt.dataset = {**base, "annotations": [
            {"id": i + 1, "image_id": o["image"] + 1, "category_id": o["label"] + 1, "bbox": o["box"], "area": 1, "iscrowd": o["crowd"]}
            for i, o in enumerate(case["objects"])]}
        dt.dataset = {**base, "annotations": [
            {"id": i + 1, "image_id": d["image"] + 1, "category_id": d["label"] + 1, "bbox": d["box"], "area": 1, "score": d["score"], "iscrowd": 0}
            for i, d in enumerate(case["detections"])]}
        gt.createIndex()
        dt.createIndex()
        run = COCOeval(gt, dt, "bbox")
        run.evaluate()
    partners = [-2] * len(case["detections"])
    for image in run.evalImgs:
        if image is not None and image["aRng"] == run.params.areaRng[0]:
            for row, match in zip(image["dtIds"], image["dtMatches"][0]):
                partners[row - 1] = int(match) - 1
    return partners


def main():
    cases = [case for case in json.loads((FOLDER / "detection.json").read_text())["cases"] if case["kind"] == "box"]
    made = [{"name": case["name"], "errors": errors(case), "partners": partners(case)} for case in cases]
    (FOLDER / "detection-errors.json").write_text(json.dumps({"made by": __doc__, "cases": made}, separators=(",", ":")) + "\n")
    print(len(made), "of", len(cases), [one["name"] for one in made if one["errors"] is None])


if __name__ == "__main__":
    main()
