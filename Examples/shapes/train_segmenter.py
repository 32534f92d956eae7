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
"""Train a tiny SegFormer on drawn shapes and write it to `segmenter/` in Hugging Face layout.

    uv run train_segmenter.py [STEPS]

Pictures of every form are squeezed into squares, as the image processor of the checkpoint does. What is kept is the
moving average of the weights.
"""

import copy
import math
import pathlib
import sys
import time

import numpy
import torch
from PIL import Image
from torch import nn
from transformers import SegformerConfig, SegformerForSemanticSegmentation, SegformerImageProcessorPil

import shapes

HERE = pathlib.Path(__file__).parent
STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
WARMUP = 100
BATCH = 24
RATE = 1e-3
SIDE = 128
SCENES = {(128, 128): 3000, (160, 128): 2000, (128, 160): 1000}
LABELS = ["background", *shapes.LABELS]


def build():
    return SegformerForSemanticSegmentation(
        SegformerConfig(
            depths=[1, 1, 2, 1],
            hidden_sizes=[16, 32, 64, 96],
            num_attention_heads=[1, 2, 2, 4],
            mlp_ratios=[2, 2, 2, 2],
            decoder_hidden_size=64,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            classifier_dropout_prob=0.0,
            drop_path_rate=0.0,
            id2label=dict(enumerate(LABELS)),
            label2id={label: i for i, label in enumerate(LABELS)},
        )
    )


def restart(module):
    """Weights of a size that suits layers this narrow: transformers starts all of them at 0.02, far too near zero."""
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
    if isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, nonlinearity="linear")


def scenes(size):
    """Squares of bytes (count, 3, side, side) and of label numbers (count, side, side)."""
    pictures, truth = shapes.training(SCENES[size], *size)
    pixels, labels = [], []
    for picture, found in zip(pictures, truth):
        numbers = numpy.zeros(picture.shape[:2], numpy.uint8)
        for shape in found:
            numbers[shape.mask] = 1 + shape.label
        pixels.append(numpy.asarray(Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.BILINEAR)))
        labels.append(numpy.asarray(Image.fromarray(numbers).resize((SIDE, SIDE), Image.Resampling.NEAREST)))
    return numpy.stack(pixels).transpose(0, 3, 1, 2), numpy.stack(labels)


def batch(pixels, labels, generator):
    """Some scenes, all turned or mirrored alike, with their colours mixed up."""
    members = generator.choice(len(labels), BATCH, replace=False)
    pictures, numbers = pixels[members], labels[members]
    if generator.random() < 0.5:
        pictures, numbers = pictures[..., ::-1], numbers[..., ::-1]
    if generator.random() < 0.5:
        pictures, numbers = pictures[..., ::-1, :], numbers[..., ::-1, :]
    if generator.random() < 0.5:
        pictures, numbers = pictures.swapaxes(2, 3), numbers.swapaxes(1, 2)
    channels = generator.permuted(numpy.tile(numpy.arange(3), (BATCH, 1)), axis=1)
    pictures = numpy.take_along_axis(pictures, channels[:, :, None, None], 1)
    negative = (generator.random(BATCH) < 0.3)[:, None, None, None]
    pictures = torch.from_numpy(numpy.where(negative, 255 - pictures, pictures)).float() / 255
    return (pictures - 0.45) / 0.226, torch.from_numpy(numbers.astype(numpy.int64))


def rate(step):
    return min(1, (step + 1) / WARMUP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / STEPS)))


def save(model):
    model.save_pretrained(HERE / "segmenter")
    SegformerImageProcessorPil(
        size={"height": SIDE, "width": SIDE}, image_mean=[0.45] * 3, image_std=[0.226] * 3
    ).save_pretrained(HERE / "segmenter")


def main():
    torch.manual_seed(shapes.TRAINING)
    torch.set_num_threads(1)
    sets = [scenes(size) for size in SCENES]
    pixels, labels = (numpy.concatenate(parts) for parts in zip(*sets))
    model = build().apply(restart)
    average = copy.deepcopy(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    generator = numpy.random.default_rng(shapes.TRAINING)
    weight = torch.tensor([0.3] + [1.0] * len(shapes.LABELS))
    began, total = time.monotonic(), 0.0
    for step in range(1, STEPS + 1):
        pictures, numbers = batch(pixels, labels, generator)
        logits = model(pixel_values=pictures).logits
        logits = nn.functional.interpolate(logits, size=(SIDE, SIDE), mode="bilinear", align_corners=False)
        loss = nn.functional.cross_entropy(logits, numbers, weight)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        keep = min(0.995, step / (step + 10))
        with torch.no_grad():
            for mine, new in zip(average.state_dict().values(), model.state_dict().values()):
                mine.lerp_(new, 1 - keep) if mine.is_floating_point() else mine.copy_(new)
        total += loss.item()
        if step % 500 == 0:
            save(average)
        if step % 100 == 0:
            print(f"step {step:6}: loss {total / 100:.4f}, {(time.monotonic() - began) / 60:.1f} min", flush=True)
            total = 0.0
    save(average)
    print(f"{sum(p.numel() for p in average.parameters()):,} parameters")


if __name__ == "__main__":
    main()
