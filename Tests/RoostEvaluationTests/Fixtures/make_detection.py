"""Writes detection.json: what pycocotools and boundary-iou-api say of detections, usual and unusual ones.

Python 3.11, numpy 2.4.6, pycocotools 2.0.11, opencv-python 5.0.0.93 and a checkout of bowenc0221/boundary-iou-api at
37d25586a677b043ed585f10e5c42d4e80176ea9, whose folder is the only argument.
"""

import contextlib
import io
import json
import pathlib
import sys

import numpy as np
from pycocotools import mask as mask_utils
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

# boundary-iou-api still says np.float.
np.float = float
sys.path.insert(0, sys.argv[1])
from boundary_iou.coco_instance_api.cocoeval import COCOeval as BoundaryEval  # noqa: E402
from boundary_iou.utils.boundary_utils import mask_to_boundary  # noqa: E402

SIZE = (48, 40)
"""Width and height of the images that masks are on."""


def truth(image, label, box, area=None, crowd=0, mask=None):
    return {"image": image, "label": label, "box": box, "area": area, "crowd": crowd, "mask": mask}


def found(image, label, box, score, mask=None):
    return {"image": image, "label": label, "box": box, "score": score, "mask": mask}


def plain_cases():
    one = [truth(0, 0, [10, 10, 40, 40])]
    yield "nothing", 2, 2, [], []
    yield "no ground truth", 2, 2, [], [found(0, 0, [1, 2, 30, 40], 0.5), found(1, 1, [1, 2, 3, 4], 0.25)]
    yield "no detections", 2, 2, one, []
    yield "a label without objects and one without detections", 2, 3, one + [truth(1, 1, [5, 5, 9, 9])], [
        found(0, 0, [11, 10, 40, 40], 0.9), found(1, 2, [5, 5, 9, 9], 0.8)]
    yield "all scores are equal", 4, 1, [truth(i, 0, [10 * i, 10, 40, 40]) for i in range(4)], [
        found(i, 0, [10 * i + s, 10, 40, 40], 0.5) for i in (2, 0, 3, 1) for s in (0, 30, 3, 60)]
    yield "equal overlaps go to the later object", 1, 1, [truth(0, 0, [0, 0, 40, 40]), truth(0, 0, [0, 0, 40, 40], area=100)], [
        found(0, 0, [0, 0, 40, 40], 0.9), found(0, 0, [0, 0, 40, 30], 0.8), found(0, 0, [0, 0, 40, 40], 0.7)]
    yield "an overlap equal to each threshold", 1, 1, [truth(0, 0, [0, 50 * i, 100, 20]) for i in range(10)], [
        found(0, 0, [0, 50 * i, 50 + 5 * i, 20], 0.9 - i / 100) for i in range(10)]
    yield "only crowds", 1, 1, [truth(0, 0, [0, 0, 90, 90], crowd=1)], [found(0, 0, [5 * i, 9, 20, 20], i / 9) for i in range(9)]
    yield "a crowd takes many, an object one", 1, 2, [
        truth(0, 0, [0, 0, 100, 100], crowd=1), truth(0, 0, [20, 20, 40, 40]), truth(0, 1, [0, 0, 100, 100], crowd=1)], [
        found(0, k, [20 + d, 20, 40, 40], 0.9 - d / 50) for d in (0, 1, 5, 12, 40, 70, 95) for k in (0, 1)]
    yield "one pixel, no pixel", 1, 1, [truth(0, 0, [5, 5, 1, 1]), truth(0, 0, [7, 7, 0, 0]), truth(0, 0, [9, 9, 0, 5])], [
        found(0, 0, [5, 5, 1, 1], 0.9), found(0, 0, [7, 7, 0, 0], 0.8), found(0, 0, [9, 9, 0, 5], 0.7), found(0, 0, [5.5, 5, 1, 1], 0.6)]
    yield "sizes on the borders of the ranges", 1, 1, [
        truth(0, 0, [0, 0, 32, 32]), truth(0, 0, [100, 0, 96, 96]), truth(0, 0, [300, 0, 32, 32], area=1024.0000001)], [
        found(0, 0, [0, 0, 32, 32], 0.9), found(0, 0, [100, 0, 96, 96], 0.8), found(0, 0, [300, 0, 32, 32], 0.7),
        found(0, 0, [500, 0, 32, 32], 0.95), found(0, 0, [600, 0, 96, 96], 0.85)]
    yield "detections of another size than their object", 1, 1, [truth(0, 0, [0, 0, 30, 30]), truth(0, 0, [200, 0, 100, 100])], [
        found(0, 0, [0, 0, 40, 35], 0.9), found(0, 0, [200, 0, 90, 90], 0.8), found(0, 0, [0, 300, 10, 10], 0.7)]
    many = [found(0, 0, [3 * (i % 60), 100 * (i // 60), 30, 30], 0.5) for i in range(130)]
    yield "more detections than count, all equally sure", 1, 1, [truth(0, 0, [3 * i, 0, 30, 30]) for i in range(20)], many
    yield "exactly as many detections as count", 1, 1, [truth(0, 0, [3 * i, 0, 30, 30]) for i in range(20)], many[:100]
    yield "strange scores", 1, 1, [truth(0, 0, [50 * i, 0, 40, 40]) for i in range(8)], [
        found(0, 0, [50 * i, i, 40, 40], s) for i, s in enumerate([0.0, -0.0, -1.5, 1e-300, 1e300, -1e-300, 1, 3e-308])]
    yield "outside of the image", 1, 1, [truth(0, 0, [-50, -40, 100, 100]), truth(0, 0, [1e6, 1e6, 1e3, 1e3])], [
        found(0, 0, [-45, -40, 100, 100], 0.5), found(0, 0, [1e6, 1e6 + 20, 1e3, 1e3], 0.6)]


def random_case(seed, images, labels, coarse):
    """Objects, and detections near them or anywhere; `coarse` numbers make many equal overlaps and scores."""
    rng = np.random.default_rng(seed)
    rounded = (lambda x: float(np.round(x))) if coarse else float
    scored = (lambda x: float(np.round(x, 1))) if coarse else float
    objects, detections = [], []
    for image in range(images):
        for _ in range(rng.integers(0, 8)):
            size = np.exp(rng.uniform(1, 5.2))
            box = [rounded(v) for v in (*rng.uniform(0, 300, 2), size, size * rng.uniform(0.5, 2))]
            label = int(rng.integers(labels))
            objects.append(truth(image, label, box, rounded(box[2] * box[3] * rng.uniform(0.6, 1)), int(rng.random() < 0.1)))
            for _ in range(rng.integers(0, 4)):
                near = [rounded(v + box[2] * rng.normal(0, 0.12)) for v in box]
                kind = label if rng.random() < 0.85 else int(rng.integers(labels))
                detections.append(found(image, kind, [near[0], near[1], abs(near[2]), abs(near[3])], scored(rng.beta(3, 2))))
        for _ in range(rng.integers(0, 5)):
            box = [rounded(v) for v in (*rng.uniform(0, 300, 2), *rng.uniform(1, 150, 2))]
            detections.append(found(image, int(rng.integers(labels)), box, scored(rng.beta(2, 3))))
    return f"random {seed}", images, labels, objects, detections


def drawn(rng):
    """A blob, at times empty, whole or one pixel."""
    width, height = SIZE
    mask = np.zeros((height, width), np.uint8)
    kind = rng.random()
    if kind < 0.06:
        return mask
    if kind < 0.1:
        return mask + 1
    if kind < 0.16:
        mask[rng.integers(height), rng.integers(width)] = 1
        return mask
    y, x = np.ogrid[:height, :width]
    for _ in range(rng.integers(1, 3)):
        a, b, c, d = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(2, 20), rng.uniform(2, 20)
        mask |= (((x - a) / c) ** 2 + ((y - b) / d) ** 2 < 1).astype(np.uint8)
    return mask


def moved(rng, mask):
    mask = np.roll(mask, rng.integers(-3, 4, 2), (0, 1))
    return mask & (rng.random(mask.shape) > 0.02) if rng.random() < 0.3 else mask


def mask_case(seed, images, labels):
    rng = np.random.default_rng(seed)
    objects, detections = [], []
    for image in range(images):
        for _ in range(rng.integers(0, 5)):
            mask, label = drawn(rng), int(rng.integers(labels))
            crowd = int(rng.random() < 0.12)
            area = float(mask.sum() * (6 if rng.random() < 0.3 else 1))
            objects.append(truth(image, label, [0, 0, 1, 1], area, crowd, mask))
            for _ in range(rng.integers(0, 3)):
                near = moved(rng, mask).astype(np.uint8)
                detections.append(found(image, label, [0, 0, 1, 1], float(np.round(rng.random(), 2)), near))
        for _ in range(rng.integers(0, 3)):
            detections.append(found(image, int(rng.integers(labels)), [0, 0, 1, 1], float(rng.random()), drawn(rng)))
    return f"masks {seed}", images, labels, objects, detections


def encoded(mask):
    return mask_utils.encode(np.asfortranarray(mask.astype(np.uint8)))


def counts(mask):
    """The runs of a mask as plain numbers."""
    flat = mask.flatten(order="F")
    ends = np.flatnonzero(np.diff(flat)) + 1
    runs = np.diff(np.concatenate([[0], ends, [flat.size]]))
    return [int(n) for n in ([0, *runs] if flat[0] else runs)]


def evaluated(kind, images, labels, objects, detections):
    width, height = SIZE
    annotations = []
    for index, o in enumerate(objects):
        area = o["box"][2] * o["box"][3] if o["area"] is None else o["area"]
        annotation = {"id": index + 1, "image_id": o["image"] + 1, "category_id": o["label"] + 1, "bbox": o["box"],
                      "area": area, "iscrowd": o["crowd"]}
        if kind != "box":
            annotation["segmentation"] = encoded(o["mask"])
            annotation["boundary"] = encoded(mask_to_boundary(o["mask"]))
        annotations.append(annotation)
    with contextlib.redirect_stdout(io.StringIO()):
        gt = COCO()
        gt.dataset = {"images": [{"id": i + 1, "width": width, "height": height} for i in range(images)],
                      "categories": [{"id": k + 1, "name": str(k)} for k in range(labels)], "annotations": annotations}
        gt.createIndex()
        dt = COCO()
        results = []
        for index, d in enumerate(detections):
            result = {"id": index + 1, "image_id": d["image"] + 1, "category_id": d["label"] + 1, "score": d["score"],
                      "iscrowd": 0, "bbox": d["box"], "area": d["box"][2] * d["box"][3]}
            if kind != "box":
                result["segmentation"] = encoded(d["mask"])
                result["boundary"] = encoded(mask_to_boundary(d["mask"]))
                result["area"] = float(mask_utils.area(result["segmentation"]))
            results.append(result)
        dt.dataset = {**gt.dataset, "annotations": results}
        dt.createIndex()
        gt.get_boundary = dt.get_boundary = True
        run = BoundaryEval(gt, dt, "boundary") if kind == "boundary" else COCOeval(gt, dt, {"box": "bbox", "mask": "segm"}[kind])
        run.evaluate()
        run.accumulate()
        run.summarize()
    precision, scores, recall = run.eval["precision"], run.eval["scores"], run.eval["recall"]
    last = len(run.params.maxDets) - 1
    return {
        "summary": [none(v) for v in run.stats],
        # [label][area][threshold], [label][area][limit][threshold]
        "precisions": [[[none(v) for v in precision[:, :, k, a, last].mean(axis=1)] for a in range(4)] for k in range(labels)],
        "recalls": [[[[none(v) for v in recall[:, k, a, m]] for m in range(3)] for a in range(4)] for k in range(labels)],
        # of the first label, all sizes and of medium size, at 0.5 and 0.75
        "curves": [
            {"area": a, "threshold": t, "precisions": [float(v) for v in precision[t, :, 0, a, last]],
             "scores": [float(v) for v in scores[t, :, 0, a, last]]}
            for a in (0, 2) for t in (0, 5) if labels and precision[t, 0, 0, a, last] >= 0
        ],
    }


def none(value):
    return None if value == -1 else float(value)


def record(kind, name, images, labels, objects, detections):
    expected = evaluated(kind, images, labels, objects, detections)

    def plain(thing):
        thing = {key: value for key, value in thing.items() if value is not None}
        if "mask" in thing:
            thing["mask"] = counts(thing["mask"])
        return thing

    return {"name": f"{kind}: {name}", "kind": kind, "images": images, "labels": labels, "width": SIZE[0],
            "height": SIZE[1], "objects": [plain(o) for o in objects], "detections": [plain(d) for d in detections],
            **expected}


def main():
    cases = [record("box", *case) for case in plain_cases()]
    cases += [record("box", *random_case(seed, 12, 3, coarse)) for seed, coarse in ((1, False), (2, True), (3, True))]
    cases += [record("box", *random_case(4, 40, 2, False))]
    for seed in (5, 6):
        cases += [record(kind, *mask_case(seed, 10, 2)) for kind in ("mask", "boundary")]
    path = pathlib.Path(__file__).parent / "detection.json"
    path.write_text(json.dumps({"made by": __doc__, "cases": cases}, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, len(cases))


if __name__ == "__main__":
    main()
