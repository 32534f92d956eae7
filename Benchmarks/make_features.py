"""Writes features of made-up items: make_features.py ITEMS FEATURES CLASSES FILE. The same arguments, the same bytes.

They look like what a vision transformer gives before its head: directions of very different strength (a power law, as
eigenvalues of real features fall), classes in ten groups that resemble each other, every row normalised as by a layer
norm and then scaled and shifted a feature. Classes overlap: the best head is right about most items, not all.
FILE is a safetensors file with `features` [items, features] F32 and `labels` [items] I64.
"""

import json
import struct
import sys

import numpy as np

items, width, classes = map(int, sys.argv[1:4])
rng = np.random.default_rng(7)
strength = (1 + np.arange(width)) ** -0.5
strength *= np.sqrt(width / np.sum(strength**2))
rotation, _ = np.linalg.qr(rng.standard_normal((width, width)))
groups = rng.standard_normal((10, width))
centres = 0.7 * groups[np.arange(classes) % 10] + 0.7 * rng.standard_normal((classes, width))
labels = rng.integers(0, classes, items)
hidden = 0.21 * centres[labels] + rng.standard_normal((items, width))
x = hidden @ (strength[:, None] * rotation)
x = (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True)
x = x * (0.5 + rng.random(width)) + 0.1 * rng.standard_normal(width)
x = np.ascontiguousarray(x, dtype="<f4")
labels = labels.astype("<i8")

header = {
    "labels": {"dtype": "I64", "shape": [items], "data_offsets": [0, labels.nbytes]},
    "features": {"dtype": "F32", "shape": [items, width], "data_offsets": [labels.nbytes, labels.nbytes + x.nbytes]},
}
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[4], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + labels.tobytes() + x.tobytes())
