"""Writes segmentation.json: what evaluate's mean_iou and panopticapi say of small maps.

Python 3.11, numpy 2.4.6, pillow 13.0.0; the arguments are checkouts of huggingface/evaluate at
a7dd338386a4fae9a1767e05eb9ef9479513d9e8 and cocodataset/panopticapi at 7bb4655548f98f3fedc07bf37e9040a992b054b0.
"""

import ast
import contextlib
import io
import json
import pathlib
import sys
import tempfile
import warnings
from typing import Dict, Optional

import numpy as np
from PIL import Image

EVALUATE, PANOPTIC = map(pathlib.Path, sys.argv[1:3])
# The functions alone: the rest of the file needs packages that compute nothing here.
source = ast.parse((EVALUATE / "metrics/mean_iou/mean_iou.py").read_text())
source.body = [node for node in source.body if isinstance(node, ast.FunctionDef)]
functions = {"np": np, "Optional": Optional, "Dict": Dict}
exec(compile(source, "mean_iou.py", "exec"), functions)
mean_iou = functions["mean_iou"]
sys.path.insert(0, str(PANOPTIC))
from panopticapi.evaluation import pq_compute_single_core  # noqa: E402
from panopticapi.utils import id2rgb  # noqa: E402


def blocks(rng, height, width, values):
    """Rectangles over each other."""
    grid = np.full((height, width), rng.choice(values))
    for _ in range(8):
        y, x = rng.integers(height), rng.integers(width)
        grid[y : y + rng.integers(2, height), x : x + rng.integers(2, width)] = rng.choice(values)
    return grid


def semantic(name, seed, labels, images, truths, predictions, ignored=255, reduces=False):
    rng = np.random.default_rng(seed)
    pairs = []
    for _ in range(images):
        truth = blocks(rng, 9, 11, truths)
        prediction = np.where(rng.random(truth.shape) < 0.6, np.maximum(truth - reduces, 0), blocks(rng, 9, 11, predictions))
        pairs.append((truth, np.where(np.isin(prediction, predictions), prediction, predictions[0])))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = mean_iou(
            [p.astype(np.uint8) for _, p in pairs], [t.astype(np.uint8) for t, _ in pairs], labels, ignored, reduce_labels=reduces)
    return {
        "name": name, "labels": labels, "ignored": ignored, "reduces": reduces, "width": 11, "height": 9,
        "truths": [t.flatten().tolist() for t, _ in pairs], "predictions": [p.flatten().tolist() for _, p in pairs],
        "meanIoU": none(result["mean_iou"]), "meanAccuracy": none(result["mean_accuracy"]),
        "overallAccuracy": none(result["overall_accuracy"]),
        "iou": [none(v) for v in result["per_category_iou"]], "accuracy": [none(v) for v in result["per_category_accuracy"]],
    }


def none(value):
    return None if np.isnan(value) else float(value)


def compacted(grid, labels, crowds):
    """Segments without gaps between their numbers."""
    present = [i for i in np.unique(grid) if i > 0]
    numbers = np.zeros(grid.max() + 1, int)
    for place, i in enumerate(present):
        numbers[i] = place + 1
    segments = [{"label": int(labels[i]), "crowd": int(crowds[i])} for i in present]
    return numbers[grid], segments


def panoptic_image(rng, labels):
    kinds, crowds = rng.integers(labels, size=9), rng.random(9) < 0.2
    truth, truth_segments = compacted(blocks(rng, 14, 16, np.arange(9)), kinds, crowds)
    noisy = np.where(rng.random(truth.shape) < 0.85, truth, rng.integers(0, 4, truth.shape) % (truth.max() + 1))
    if rng.random() < 0.3:
        noisy = blocks(rng, 14, 16, np.arange(6))
    own = np.array([0] + [s["label"] for s in truth_segments] + [0] * 9)
    own = np.where(rng.random(own.size) < 0.8, own, rng.integers(labels, size=own.size))
    prediction, prediction_segments = compacted(noisy, own, np.zeros(own.size))
    return truth, truth_segments, prediction, prediction_segments


def panoptic(name, seed, labels, things, images):
    rng = np.random.default_rng(seed)
    made = [panoptic_image(rng, labels) for _ in range(images)]
    categories = {k: {"id": k, "isthing": int(k in things)} for k in range(labels)}
    with tempfile.TemporaryDirectory() as folder:
        annotations = []
        for index, (truth, truth_segments, prediction, prediction_segments) in enumerate(made):
            pair = []
            for kind, grid, segments in (("t", truth, truth_segments), ("p", prediction, prediction_segments)):
                file = f"{kind}{index}.png"
                Image.fromarray(id2rgb(grid)).save(pathlib.Path(folder, file))
                pair.append({"image_id": index, "file_name": file, "segments_info": [
                    {"id": i + 1, "category_id": s["label"], "iscrowd": s["crowd"], "area": int((grid == i + 1).sum())}
                    for i, s in enumerate(segments)]})
            annotations.append(pair)
        with contextlib.redirect_stdout(io.StringIO()):
            counted = pq_compute_single_core(0, annotations, folder, folder, categories)
    results = {}
    for key, isthing in (("all", None), ("things", True), ("stuff", False)):
        try:
            mean, per_class = counted.pq_average(categories, isthing)
        except ZeroDivisionError:
            continue
        results[key] = [mean["pq"], mean["sq"], mean["rq"]]
        if key == "all":
            results["labels"] = [[per_class[k][q] for q in ("pq", "sq", "rq")] for k in range(labels)]
    return {
        "name": name, "labelCount": labels, "thingLabels": sorted(things), "width": 16, "height": 14,
        "images": [{"truth": t.flatten().tolist(), "truthSegments": ts, "prediction": p.flatten().tolist(), "predictionSegments": ps}
                   for t, ts, p, ps in made],
        **{key: [float(v) for v in value] if key != "labels" else [[float(v) for v in row] for row in value]
           for key, value in results.items()},
    }


def main():
    five = np.arange(5)
    made = {
        "made by": __doc__,
        "semantic": [
            semantic("usual", 1, 5, 3, five, five),
            semantic("pixels are ignored", 2, 5, 3, np.array([0, 1, 2, 255]), five),
            semantic("another label is ignored", 3, 5, 2, five, five, ignored=2),
            semantic("labels are reduced", 4, 5, 3, np.array([0, 1, 2, 3, 5, 255]), five, reduces=True),
            semantic("labels that never occur", 5, 9, 2, np.array([1, 4]), np.array([1, 2, 4])),
            semantic("predictions that are no label", 6, 5, 2, five, np.array([0, 1, 2, 3, 4, 7, 200])),
            semantic("truths that are no label", 7, 4, 2, np.array([0, 1, 3, 9, 77]), np.arange(4)),
            semantic("everything is ignored", 8, 3, 1, np.array([255]), np.arange(3)),
        ],
        "panoptic": [
            panoptic("usual", 11, 4, {0, 1}, 4),
            panoptic("all are things", 12, 3, {0, 1, 2}, 3),
            panoptic("many images", 13, 6, {1, 3, 4}, 12),
            panoptic("one label", 14, 1, {0}, 5),
        ],
    }
    path = pathlib.Path(__file__).parent / "segmentation.json"
    path.write_text(json.dumps(made, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, [one["meanIoU"] for one in made["semantic"]], [one["all"] for one in made["panoptic"]])


if __name__ == "__main__":
    main()
