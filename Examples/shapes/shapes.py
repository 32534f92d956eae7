"""Scenes of circles, squares, triangles and stars on patterned grounds, drawn from a seed, with the truth about them.

Every scene is drawn three times larger and reduced, so that edges are smooth. A shape hides what lies under it; its
mask is what can be seen of it, and a shape of which less than half can be seen is not drawn at all.
"""

import dataclasses
import io
import math

import numpy
from PIL import Image, ImageDraw, ImageFilter

LABELS = ["circle", "square", "triangle", "star"]
SUPERSAMPLING = 3
MOST_SHAPES = 6
# Width and height of the pictures of the dataset; the last two are made smaller before a model sees them.
SIZES = [(128, 128), (160, 128), (128, 160), (192, 144), (216, 216)]
# The seed of each part; training draws its own scenes from TRAINING.
TRAINING = 1
PARTS = {"train": (2, 96), "validation": (3, 24), "test": (4, 60)}


@dataclasses.dataclass
class Shape:
    """One drawn shape: the place of its label in LABELS, its whole outline in pixels, and what can be seen of it."""

    label: int
    outline: list[tuple[float, float]]
    mask: numpy.ndarray
    whole: bool

    @property
    def box(self):
        """x, y, width and height of the smallest box round the pixels that can be seen."""
        rows, columns = self.mask.any(1).nonzero()[0], self.mask.any(0).nonzero()[0]
        x, y = int(columns[0]), int(rows[0])
        return [x, y, int(columns[-1]) + 1 - x, int(rows[-1]) + 1 - y]


def color(generator, away=None):
    """A random colour, at a distance from `away` when there is one."""
    while True:
        value = generator.integers(0, 256, 3).astype(numpy.float32)
        if away is None or numpy.abs(value - away).sum() > 170:
            return value


def ground(generator, width, height):
    """A patterned ground of two related colours: plain, gradient, stripes, checks, dots or clouds, with some noise."""
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    first = color(generator)
    second = numpy.clip(first + generator.normal(0, 45, 3), 0, 255)
    angle, period = generator.uniform(0, math.pi), generator.uniform(8, 40)
    along, across = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    kind = generator.integers(6)
    if kind == 0:
        share = numpy.zeros_like(x)
    elif kind == 1:
        share = (along - along.min()) / (along.max() - along.min())
    elif kind == 2:
        share = (along % period < period / 2).astype(numpy.float32)
    elif kind == 3:
        share = ((along % period < period / 2) ^ (across % period < period / 2)).astype(numpy.float32)
    elif kind == 4:
        share = ((along % period - period / 2) ** 2 + (across % period - period / 2) ** 2 < (period / 4) ** 2) * 1.0
    else:
        coarse = Image.fromarray(generator.integers(0, 256, (7, 7), dtype=numpy.uint8))
        share = numpy.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), numpy.float32) / 255
    pixels = first + (second - first) * share[..., None]
    return pixels + generator.normal(0, generator.uniform(0, 9), pixels.shape)


def outline(label, center, radius, turn):
    """The corners of a shape; a circle has 36."""
    if LABELS[label] == "circle":
        spokes = [(2 * math.pi * i / 36, radius) for i in range(36)]
    elif LABELS[label] == "square":
        spokes = [(2 * math.pi * i / 4, radius) for i in range(4)]
    elif LABELS[label] == "triangle":
        spokes = [(2 * math.pi * i / 3, radius) for i in range(3)]
    else:
        spokes = [(2 * math.pi * i / 10, radius * (0.45 if i % 2 else 1)) for i in range(10)]
    return [(center[0] + r * math.cos(a + turn), center[1] + r * math.sin(a + turn)) for a, r in spokes]


def coverage(corners, width, height):
    """How much of each pixel a polygon covers, 0 to 1."""
    canvas = Image.new("L", (width * SUPERSAMPLING, height * SUPERSAMPLING))
    ImageDraw.Draw(canvas).polygon([(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in corners], fill=255)
    return numpy.asarray(canvas.reduce(SUPERSAMPLING), numpy.float32) / 255


def scene(generator, width, height):
    """A picture (PIL, RGB) and its shapes, the ones behind first."""
    short = min(width, height)
    back = ground(generator, width, height)
    pixels, mean = back, back.mean((0, 1))
    shapes, areas = [], []
    for _ in range(int(generator.integers(1, MOST_SHAPES + 1))):
        label = int(generator.integers(len(LABELS)))
        radius = short * (0.08 + 0.22 * generator.random() ** 1.5) * (1.15 if LABELS[label] == "star" else 1)
        center = generator.uniform(0.02, 0.98, 2) * (width, height)
        corners = outline(label, center, radius, generator.uniform(0, 2 * math.pi))
        cover = coverage(corners, width, height)
        mask = cover >= 0.5
        area = math.pi * radius * radius * (1, 0.64, 0.41, 0.4)[label]
        left = [shape.mask & ~mask for shape in shapes]
        if mask.sum() < 0.6 * area or any(rest.sum() < 0.5 * full for rest, full in zip(left, areas)):
            continue
        fill, other = color(generator, mean), color(generator)
        ramp = numpy.linspace(0, generator.uniform(0, 0.35), width, dtype=numpy.float32)[None, :, None]
        pixels = pixels + cover[..., None] * (fill + (other - fill) * ramp - pixels)
        for shape, rest in zip(shapes, left):
            shape.whole = shape.whole and bool((rest == shape.mask).all())
            shape.mask = rest
        inside = all(0 <= x <= width and 0 <= y <= height for x, y in corners)
        shapes.append(Shape(label, corners, mask, inside))
        areas.append(area)
    if not shapes:
        return scene(generator, width, height)
    pixels = pixels + generator.normal(0, generator.uniform(0, 5), pixels.shape)
    image = Image.fromarray(numpy.clip(numpy.rint(pixels), 0, 255).astype(numpy.uint8))
    if generator.random() < 0.25:
        image = image.filter(ImageFilter.GaussianBlur(generator.uniform(0.3, 0.9)))
    return image, shapes


def compressed(image):
    """The bytes of a JPEG file, as the dataset keeps its pictures."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def part(name):
    """`[(file name, JPEG bytes, width, height, shapes)]` of one part of the dataset."""
    seed, count = PARTS[name]
    generator = numpy.random.default_rng(seed)
    members = []
    for index in range(count):
        width, height = SIZES[index % len(SIZES)]
        image, shapes = scene(generator, width, height)
        members.append((f"{name}-{index:03}.jpg", compressed(image), width, height, shapes))
    return members


def training(count, width, height):
    """`count` scenes for training as bytes (count, height, width, 3), and the shapes of each; none is in a part."""
    generator = numpy.random.default_rng([TRAINING, width, height])
    pixels, truth = numpy.empty((count, height, width, 3), numpy.uint8), []
    for index in range(count):
        image, shapes = scene(generator, width, height)
        pixels[index] = numpy.asarray(Image.open(io.BytesIO(compressed(image))))
        truth.append(shapes)
    return pixels, truth
