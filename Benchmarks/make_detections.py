"""Writes truth.json and detections.json into a folder: COCO's val2017 in size and kind, made from a seed.

5,000 images, some 36,500 objects of 80 labels (1 in 85 a crowd), 100 detections on every image: some near the objects,
a few of those with another label, the rest anywhere. Numbers have the digits that detectors usually write.
"""

import json
import pathlib
import sys

import numpy as np

IMAGES, LABELS, DETECTIONS = 5000, 80, 100
WIDTH, HEIGHT = 640, 480


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir()
    rng = np.random.default_rng(0)
    popularity = rng.dirichlet(np.full(LABELS, 0.6)) * 0.7 + 0.3 / LABELS
    annotations, results = [], []
    for image in range(1, IMAGES + 1):
        objects = [box(rng) for _ in range(min(60, 1 + int(rng.exponential(6.4))))]
        labels = rng.choice(LABELS, len(objects), p=popularity)
        found = []
        for (x, y, w, h), label in zip(objects, labels):
            crowd = int(rng.random() < 1 / 85)
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": image,
                    "category_id": int(label) + 1,
                    "bbox": [x, y, w, h],
                    "area": round(w * h * rng.uniform(0.5, 0.9), 4),
                    "iscrowd": crowd,
                }
            )
            for _ in range(1 + rng.poisson(1.5)):
                near = rng.normal(0, rng.choice([0.04, 0.1, 0.2]), 4) * (w, h, w, h) + (x, y, w, h)
                kind = label if rng.random() < 0.85 else rng.integers(LABELS)
                found.append((kind, near, rng.beta(4, 2)))
        found = found[:DETECTIONS]
        while len(found) < DETECTIONS:
            found.append((rng.choice(LABELS, p=popularity), box(rng), rng.beta(1, 6)))
        for label, (x, y, w, h), score in sorted(found, key=lambda one: -one[2]):
            results.append(
                {
                    "image_id": image,
                    "category_id": int(label) + 1,
                    "bbox": [round(float(v), 3) for v in (x, y, max(w, 1), max(h, 1))],
                    "score": round(float(score), 5),
                }
            )
    truth = {
        "images": [{"id": i, "width": WIDTH, "height": HEIGHT} for i in range(1, IMAGES + 1)],
        "categories": [{"id": i, "name": f"label {i}"} for i in range(1, LABELS + 1)],
        "annotations": annotations,
    }
    (folder / "truth.json").write_text(json.dumps(truth))
    (folder / "detections.json").write_text(json.dumps(results))


def box(rng):
    size = float(np.exp(rng.uniform(np.log(8), np.log(300))))
    ratio = float(np.exp(rng.normal(0, 0.4)))
    w, h = min(size * ratio, WIDTH - 2), min(size / ratio, HEIGHT - 2)
    return [round(v, 2) for v in (rng.uniform(0, WIDTH - w), rng.uniform(0, HEIGHT - h), w, h)]


if __name__ == "__main__":
    main()
