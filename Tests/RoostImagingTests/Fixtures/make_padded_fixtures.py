"""Writes `padded.json` beside it: what transformers' PIL processors make of batches of images of several sizes.

    pip install pillow==13.0.0 transformers==5.23.0 torch==2.15.0 numpy==2.4.6
    python make_padded_fixtures.py

Digests are FNV-1a of 64 bits, of the float32 `pixel_values` and the int64 `pixel_mask` of each image.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image
from transformers.models.detr.image_processing_pil_detr import DetrImageProcessorPil
from transformers.models.mask2former.image_processing_pil_mask2former import Mask2FormerImageProcessorPil

FOLDER = Path(__file__).parent
FILES = ["sampled-444.jpg", "progressive.jpg", "rgb.png"]


def digest(data: bytes) -> str:
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def main() -> None:
    images = [Image.open(FOLDER / file).convert("RGB") for file in FILES]
    edges = {"shortest_edge": 24, "longest_edge": 40}
    cases = []
    for kind, processor in (
        ("batch", DetrImageProcessorPil(size=edges)),
        ("size", DetrImageProcessorPil(size=edges, pad_size={"height": 48, "width": 56})),
        ("divisor", Mask2FormerImageProcessorPil(size=edges, size_divisor=16)),
    ):
        batch = processor(images, return_tensors="np")
        for index, file in enumerate(FILES):
            values = np.ascontiguousarray(batch.pixel_values[index], dtype="<f4")
            mask = np.ascontiguousarray(batch.pixel_mask[index], dtype="<i8")
            cases.append(
                {
                    "kind": kind,
                    "file": file,
                    "index": index,
                    "shape": list(values.shape),
                    "values": digest(values.tobytes()),
                    "mask": digest(mask.tobytes()),
                }
            )
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "padded.json").write_text(f"[\n{lines}\n]\n")


main()
