"""Prepare images once, as the checkpoint's processor does: make_tensors.py CHECKPOINT FOLDER OUTPUT

Writes one file of float32 tensors, image after image in the order of their names, for peers that decode nothing.
"""

import pathlib
import sys

from PIL import Image
from transformers import AutoImageProcessor


def main(checkpoint, folder, output):
    processor = AutoImageProcessor.from_pretrained(checkpoint)
    with open(output, "wb") as file:
        for path in sorted(pathlib.Path(folder).glob("*.jpg")):
            pixels = processor(Image.open(path).convert("RGB"), return_tensors="np")["pixel_values"]
            file.write(pixels.astype("<f4").tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
