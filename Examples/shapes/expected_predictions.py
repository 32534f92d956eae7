# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "pillow==13.0.0",
#     "pycocotools==2.0.11",
#     "safetensors==0.8.0",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Write `expected.json`: what transformers and pycocotools say about the test pictures.

    uv run expected_predictions.py

Boxes are pixels of the picture: left, top, right, bottom. The image processors are those that work through PIL, the
arithmetic is float32 on the CPU, one picture at a time. Average precision is over all answers that the detector gives,
whatever their score; mean IoU is over all pixels, with what no shape covers as `background`.
"""

import contextlib
import importlib.metadata
import io
import json
import pathlib

import numpy
import torch
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from transformers import (
    DetrForObjectDetection,
    DetrImageProcessorPil,
    SegformerForSemanticSegmentation,
    SegformerImageProcessorPil,
)

HERE = pathlib.Path(__file__).parent
PACKAGES = ["numpy", "pillow", "pycocotools", "safetensors", "torch", "transformers"]
SHOWN = 0.5
NAMES = "ap ap_50 ap_75 ap_small ap_medium ap_large ar_1 ar_10 ar_100 ar_small ar_medium ar_large".split()


def pictures(truth):
    for image_id in sorted(truth.imgs):
        name = truth.imgs[image_id]["file_name"]
        yield image_id, name, Image.open(HERE / "images" / name).convert("RGB")


def detections(truth, model, processor):
    """What the detector answers, by picture: `(label, score, box)`, the surest first."""
    answers = {}
    for image_id, name, image in pictures(truth):
        with torch.inference_mode():
            outputs = model(**processor(images=image, return_tensors="pt"))
        [found] = processor.post_process_object_detection(outputs, threshold=0.0, target_sizes=[image.size[::-1]])
        rows = zip(found["labels"].tolist(), found["scores"].tolist(), found["boxes"].tolist())
        answers[image_id] = (name, sorted(rows, key=lambda row: -row[1]))
    return answers


def precision(truth, answers, labels):
    category = {one["name"]: one["id"] for one in truth.cats.values()}
    rows = [
        {
            "image_id": image_id,
            "category_id": category[labels[label]],
            "score": score,
            "bbox": [box[0], box[1], box[2] - box[0], box[3] - box[1]],
        }
        for image_id, (_, found) in answers.items()
        for label, score, box in found
    ]
    judge = COCOeval(truth, truth.loadRes(rows), "bbox")
    judge.evaluate()
    judge.accumulate()
    judge.summarize()
    numbers = {name: round(float(value), 6) for name, value in zip(NAMES, judge.stats)}
    for place, category_id in enumerate(judge.params.catIds):
        curve = judge.eval["precision"][:, :, place, 0, 2]
        numbers[f'ap("{truth.cats[category_id]["name"]}")'] = round(float(curve[curve > -1].mean()), 6)
    return numbers


def overlap(truth, model, processor):
    """IoU of every label, accuracy, and how many pixels of each label were answered for each picture."""
    labels = model.config.id2label
    number = {one["id"]: model.config.label2id[one["name"]] for one in truth.cats.values()}
    confusion = numpy.zeros((len(labels), len(labels)), numpy.int64)
    counts = {}
    for image_id, name, image in pictures(truth):
        with torch.inference_mode():
            outputs = model(**processor(images=image, return_tensors="pt"))
        [found] = processor.post_process_semantic_segmentation(outputs, target_sizes=[image.size[::-1]])
        found = found.numpy()
        right = numpy.zeros_like(found)
        for one in truth.imgToAnns[image_id]:
            right[truth.annToMask(one) > 0] = number[one["category_id"]]
        pairs = numpy.bincount((right * len(labels) + found).ravel(), minlength=len(labels) ** 2)
        confusion += pairs.reshape(confusion.shape)
        counts[name] = {labels[i]: int(n) for i, n in enumerate(numpy.bincount(found.ravel())) if n}
    shares = confusion.diagonal() / (confusion.sum(0) + confusion.sum(1) - confusion.diagonal())
    numbers = {"mean_iou": round(float(shares.mean()), 6)}
    numbers["pixel_accuracy"] = round(float(confusion.trace() / confusion.sum()), 6)
    numbers |= {f'iou("{labels[i]}")': round(float(share), 6) for i, share in enumerate(shares)}
    return numbers, counts


def main():
    torch.set_num_threads(1)
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(HERE / "annotations" / "instances_test.json"))
    detector = DetrForObjectDetection.from_pretrained(HERE / "detector").eval()
    answers = detections(truth, detector, DetrImageProcessorPil.from_pretrained(HERE / "detector"))
    with contextlib.redirect_stdout(io.StringIO()):
        detection = precision(truth, answers, detector.config.id2label)
    print(json.dumps(detection, indent=1))
    objects = {
        name: [
            {
                "label": detector.config.id2label[label],
                "score": round(score, 6),
                "box": [round(value, 3) for value in box],
            }
            for label, score, box in found
            if score > SHOWN
        ]
        for name, found in answers.values()
    }
    segmenter = SegformerForSemanticSegmentation.from_pretrained(HERE / "segmenter").eval()
    segmentation, pixels = overlap(truth, segmenter, SegformerImageProcessorPil.from_pretrained(HERE / "segmenter"))
    print(json.dumps(segmentation, indent=1))
    head = {
        "made by": "expected_predictions.py",
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "detection": detection,
        "segmentation": segmentation,
        "threshold": SHOWN,
    }
    images = [{"image": name, "objects": found, "pixels": pixels[name]} for name, found in objects.items()]
    lines = ",\n".join("    " + json.dumps(one) for one in images)
    text = json.dumps(head, indent=2)[:-2] + ',\n  "images": [\n' + lines + "\n  ]\n}\n"
    (HERE / "expected.json").write_text(text)


if __name__ == "__main__":
    main()
