"""The handwritten digits of scikit-learn as 32x32 grey images, in three disjoint, seeded parts.

`load_digits` holds 1,797 images of 8x8 cells, each cell a count of ink from 0 to 16. A cell becomes a grey value
(16 is white), and the image is enlarged four times with PIL's bicubic filter, so that it looks like a small scan.
"""

import numpy
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SEED = 7
SIDE = 32
LABELS = [str(digit) for digit in range(10)]
SIZES = {"train": 1197, "validation": 200, "test": 400}


def image(cells):
    """One 8x8 array of 0...16 as a white-on-black PIL image of mode L."""
    grey = numpy.rint(cells * (255 / 16)).astype(numpy.uint8)
    return Image.fromarray(grey).resize((SIDE, SIDE), Image.Resampling.BICUBIC)


def parts():
    """`{part: [(index in load_digits, PIL image, label)]}`; every part holds the ten digits in equal shares."""
    data = load_digits()
    rest, test = train_test_split(
        numpy.arange(len(data.target)), test_size=SIZES["test"], random_state=SEED, stratify=data.target
    )
    train, validation = train_test_split(
        rest, test_size=SIZES["validation"], random_state=SEED, stratify=data.target[rest]
    )
    indices = {"train": train, "validation": validation, "test": test}
    return {
        part: [(int(i), image(data.images[i]), int(data.target[i])) for i in chosen] for part, chosen in indices.items()
    }
