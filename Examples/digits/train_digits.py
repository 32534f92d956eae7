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
"""Train a tiny ViT on the digits and write it to `checkpoint/` in Hugging Face layout.

    uv run train_digits.py

Seeded and single-threaded, so that the same versions on the same kind of processor give the same weights.
The epoch with the best validation loss is kept; the test part is looked at once, at the end.
"""

import copy
import pathlib
import random

import numpy
import torch
from torchvision.transforms import v2
from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessorPil

import digits

HERE = pathlib.Path(__file__).parent
EPOCHS = 120
BATCH = 64


def tensors(processor, part):
    images = [image.convert("RGB") for _, image, _ in part]
    pixels = processor(images, return_tensors="pt")["pixel_values"]
    return pixels, torch.tensor([label for _, _, label in part])


def judge(model, pixels, labels):
    """Mean cross entropy and the share of right answers."""
    model.eval()
    with torch.inference_mode():
        logits = model(pixel_values=pixels).logits
    loss = torch.nn.functional.cross_entropy(logits, labels).item()
    return loss, (logits.argmax(1) == labels).float().mean().item()


def main():
    random.seed(digits.SEED)
    numpy.random.seed(digits.SEED)
    torch.manual_seed(digits.SEED)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    processor = ViTImageProcessorPil(
        do_convert_rgb=True,
        do_resize=True,
        size={"height": digits.SIDE, "width": digits.SIDE},
        image_mean=[0.5, 0.5, 0.5],
        image_std=[0.5, 0.5, 0.5],
    )
    model = ViTForImageClassification(
        ViTConfig(
            image_size=digits.SIDE,
            patch_size=4,
            hidden_size=48,
            num_hidden_layers=4,
            num_attention_heads=4,
            intermediate_size=96,
            hidden_dropout_prob=0.1,
            id2label=dict(enumerate(digits.LABELS)),
            label2id={label: i for i, label in enumerate(digits.LABELS)},
        )
    )
    parts = digits.parts()
    pixels, labels = tensors(processor, parts["train"])
    validation = tensors(processor, parts["validation"])
    augment = v2.RandomAffine(
        degrees=12,
        translate=(0.1, 0.1),
        scale=(0.85, 1.15),
        shear=8,
        fill=-1.0,
        interpolation=v2.InterpolationMode.BILINEAR,
    )

    steps = EPOCHS * -(-len(labels) // BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-3, total_steps=steps, pct_start=0.1)
    best, kept = float("inf"), None
    for epoch in range(1, EPOCHS + 1):
        model.train()
        for batch in torch.randperm(len(labels)).split(BATCH):
            moved = torch.stack([augment(one) for one in pixels[batch]])
            logits = model(pixel_values=moved).logits
            loss = torch.nn.functional.cross_entropy(logits, labels[batch], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        validation_loss, validation_accuracy = judge(model, *validation)
        if validation_loss < best:
            best, kept = validation_loss, copy.deepcopy(model.state_dict())
        if epoch % 10 == 0:
            print(
                f"epoch {epoch:3}: validation loss {validation_loss:.4f}, accuracy {validation_accuracy:.4f}",
                flush=True,
            )

    model.load_state_dict(kept)
    _, accuracy = judge(model, *tensors(processor, parts["test"]))
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters")
    print(f"test accuracy {accuracy:.4f} on {len(parts['test'])} images")
    model.save_pretrained(HERE / "checkpoint")
    processor.save_pretrained(HERE / "checkpoint")


if __name__ == "__main__":
    main()
