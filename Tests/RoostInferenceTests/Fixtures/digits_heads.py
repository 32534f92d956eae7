# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "pillow==13.0.0",
#     "safetensors==0.8.0",
#     "scikit-learn==1.9.1",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Writes digits_heads.json beside this file: heads that scikit-learn fits on features of Examples/digits.

    uv run digits_heads.py

Features are those of transformers before the classifier (the class token after the last layer norm), images prepared by
the processor that works through PIL. LogisticRegression (lbfgs, float64, tol 1e-8) with C = 1 / (l2 * items) learns from
images/train and answers for images/test, for the digits themselves and for whether they are even.
"""

import json
import pathlib

import numpy as np
import torch
from PIL import Image
from sklearn.linear_model import LogisticRegression
from transformers import ViTForImageClassification, ViTImageProcessorPil

HERE = pathlib.Path(__file__).parent
DIGITS = HERE.parents[2] / "Examples" / "digits"
L2 = 1e-3

torch.set_num_threads(1)
model = ViTForImageClassification.from_pretrained(DIGITS / "checkpoint").eval()
processor = ViTImageProcessorPil.from_pretrained(DIGITS / "checkpoint")


def subset(name):
    paths = sorted((DIGITS / "images" / name).glob("*/*.png"))
    rows = []
    for path in paths:
        pixels = processor(Image.open(path).convert("RGB"), return_tensors="pt")
        with torch.inference_mode():
            rows.append(model.vit(**pixels).last_hidden_state[0, 0].numpy())
    return paths, np.array(rows, dtype=np.float64)


def label(path, kind):
    digit = path.parent.name
    return digit if kind == "digits" else ("odd" if int(digit) % 2 else "even")


train_paths, train = subset("train")
test_paths, test = subset("test")
found = {}
for kind in ("digits", "parity"):
    targets = [label(path, kind) for path in train_paths]
    # For two labels scikit-learn fits one row, the difference of ours, whose square is twice that of ours together.
    factor = 2 if kind == "parity" else 1
    fit = LogisticRegression(C=factor / (L2 * len(targets)), tol=1e-8, max_iter=10_000).fit(train, targets)
    answers = fit.predict(test).tolist()
    right = sum(answer == label(path, kind) for answer, path in zip(answers, test_paths, strict=True))
    found[kind] = {
        "l2": L2,
        "labels": fit.classes_.tolist(),
        "accuracy": right / len(answers),
        "predictions": dict(zip([path.relative_to(DIGITS / "images").as_posix() for path in test_paths], answers)),
    }
    print(kind, right, len(answers))
(HERE / "digits_heads.json").write_text(json.dumps(found) + "\n")
