# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "pillow==13.0.0",
#     "safetensors==0.8.0",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Print what transformers says about `images/test` with a checkpoint that Roost trained, and how often it is right.

    uv run trained_predictions.py FOLDER [PREDICTIONS]

A line an image, path and label, goes to standard output. PREDICTIONS are such lines of somebody else; where they differ
is said, and the exit status is 1.
"""

import pathlib
import sys

import torch
from transformers import AutoModelForImageClassification, ViTImageProcessorPil, pipeline

HERE = pathlib.Path(__file__).parent


def main():
    torch.set_num_threads(1)
    model, report = AutoModelForImageClassification.from_pretrained(sys.argv[1], output_loading_info=True)
    if any(report[key] for key in ("missing_keys", "unexpected_keys", "mismatched_keys")):
        raise SystemExit(f"the checkpoint does not fit: {report}")
    processor = ViTImageProcessorPil.from_pretrained(sys.argv[1])
    classify = pipeline("image-classification", model=model.eval(), image_processor=processor)
    answers = {}
    for path in sorted((HERE / "images" / "test").glob("*/*.png")):
        [first] = classify(str(path), top_k=1)
        answers[path.relative_to(HERE / "images").as_posix()] = first["label"]
    for image, label in answers.items():
        print(image, label)
    right = sum(label == image.split("/")[1] for image, label in answers.items())
    print(f"{right} of {len(answers)} right", file=sys.stderr)
    if len(sys.argv) > 2:
        others = dict(line.split() for line in pathlib.Path(sys.argv[2]).read_text().splitlines())
        different = sorted(image for image in answers.keys() | others.keys() if answers.get(image) != others.get(image))
        print(f"{len(different)} answers differ: {', '.join(different[:5])}", file=sys.stderr)
        raise SystemExit(bool(different))


if __name__ == "__main__":
    main()
