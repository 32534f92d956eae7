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
"""Write `expected.json`: what transformers and pycocotools say of the detector on the test pictures.

    uv run expected_predictions.py

Boxes are pixels of the picture: left, top, right, bottom. The image processors are those that work through PIL, the
arithmetic is float32 on the CPU, one picture at a time. Average precision is over all answers that the detector gives,
whatever their score.
"""

import contextlib
import importlib.metadata
import io
import json
import pathlib

import torch
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from transformers import DetrForObjectDetection, DetrImageProcessorPil

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
    head = {
        "made by": "expected_predictions.py",
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "detection": detection,
        "threshold": SHOWN,
    }
    images = [{"image": name, "objects": found} for name, found in objects.items()]
    lines = ",\n".join("    " + json.dumps(one) for one in images)
    text = json.dumps(head, indent=2)[:-2] + ',\n  "images": [\n' + lines + "\n  ]\n}\n"
    (HERE / "expected.json").write_text(text)


if __name__ == "__main__":
    main()
