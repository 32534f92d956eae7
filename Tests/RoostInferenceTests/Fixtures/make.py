"""Makes the checkpoints, models, images and expected numbers beside this file.

Pinned: transformers==5.23.0, torch==2.15.0, pillow==13.0.0, onnx==1.23.2, onnxruntime==1.31.1, numpy==2.4.6.
Expected numbers are those of the transformers pipeline with the PIL processor; for plain ONNX models, of PIL, numpy and
onnxruntime. Run it in its own folder: python make.py
"""

import json
import os

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh
from PIL import Image
from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessorPil, pipeline

rng = np.random.default_rng(7)


def photograph(width, height):
    """Blobs of colour with noise: something for the resize and the JPEG to work on."""
    small = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
    pixels = np.array(small.resize((width, height), Image.BICUBIC)).astype(np.int16)
    return Image.fromarray((pixels + rng.integers(-20, 20, pixels.shape)).clip(0, 255).astype(np.uint8))


images = ["photo.jpg", "tall.jpg", "small.png", "grey.png"]
photograph(200, 150).save("photo.jpg", quality=90)
photograph(40, 130).save("tall.jpg", quality=80)
photograph(20, 24).save("small.png")
photograph(50, 50).convert("L").save("grey.png")


def checkpoint(name, labels, **changes):
    torch.manual_seed(3)
    config = ViTConfig(
        hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=32, image_size=32, patch_size=8,
        id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)}, **changes,
    )
    model = ViTForImageClassification(config).eval()
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            # Random initialisation is too kind: the logits would hardly depend on the image.
            parameter.add_(torch.randn_like(parameter) * (0.5 if parameter.ndim > 1 else 0.2))
    processor = ViTImageProcessorPil(size={"height": 32, "width": 32})
    model.save_pretrained(name)
    processor.save_pretrained(name)
    classify = pipeline("image-classification", model=model, image_processor=processor)
    expected = {}
    for image in images:
        answers = classify(image, top_k=len(labels))
        pixels = processor(Image.open(image).convert("RGB"), return_tensors="pt")
        with torch.no_grad():
            logits = model(**pixels).logits[0].tolist()
        expected[image] = {
            "labels": [answer["label"] for answer in answers],
            "scores": [answer["score"] for answer in answers],
            "logits": logits,
        }
    with open(f"{name}/expected.json", "w") as file:
        json.dump(expected, file, indent=1)


checkpoint("vit", ["ant", "bee", "cat", "dog", "eel"])
checkpoint("vit-multi-label", ["round", "red", "loud"], problem_type="multi_label_classification")
checkpoint("vit-one-label", ["good"])


def plain(folder, shape, declaration=None, metadata=None, processor=None, labels=None):
    """A pooled image through one dense layer, exported as a plain model."""
    os.makedirs(folder, exist_ok=True)
    weights = np.random.default_rng(5).normal(0, 4, (3, 3)).astype(np.float32)
    graph = h.make_graph(
        [
            h.make_node("GlobalAveragePool", ["pixels"], ["pooled"]),
            h.make_node("Flatten", ["pooled"], ["flat"]),
            h.make_node("Gemm", ["flat", "W"], ["scores"], transB=1),
        ],
        "plain",
        [h.make_tensor_value_info("pixels", T.FLOAT, shape)],
        [h.make_tensor_value_info("scores", T.FLOAT, [shape[0], 3])],
        [nh.from_array(weights, "W")],
    )
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 20)], ir_version=10)
    if metadata:
        h.set_model_props(model, metadata)
    onnx.save(model, f"{folder}/model.onnx")
    for name, value in (("roost.json", declaration), ("preprocessor_config.json", processor)):
        if value:
            with open(f"{folder}/{name}", "w") as file:
                json.dump(value, file)
    if labels:
        with open(f"{folder}/labels.txt", "w") as file:
            file.write("\n".join(labels) + "\n")
    return onnxruntime.InferenceSession(f"{folder}/model.onnx", providers=["CPUExecutionProvider"])


steps = {
    "resize": {"shortest_edge": 20}, "crop": [16, 16], "filter": "bicubic", "scale": 1 / 255,
    "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225],
}
names = ["sky", "sea", "sand"]
session = plain("onnx", ["batch", 3, 16, 16], {"labels": names, "scoring": "softmax", "image": steps})
plain("onnx-batch-of-one", [1, 3, 16, 16], metadata={"roost": json.dumps({"image": steps})}, labels=names)
plain(
    "onnx-processor", ["batch", 3, "height", "width"],
    processor={
        "image_processor_type": "ViTImageProcessor", "size": {"height": 16, "width": 16}, "resample": 2,
        "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
    },
)
plain("onnx-undeclared", ["batch", 3, 16, 16])


def numbers(path):
    image = Image.open(path).convert("RGB")
    width, height = image.size
    short = min(width, height)
    image = image.resize((int(20 * width / short), int(20 * height / short)), Image.BICUBIC)
    left, top = (image.width - 16) // 2, (image.height - 16) // 2
    pixels = np.asarray(image.crop((left, top, left + 16, top + 16)), np.float32) / 255
    pixels = (pixels - np.float32(steps["mean"])) / np.float32(steps["std"])
    return session.run(None, {"pixels": pixels.transpose(2, 0, 1)[None].astype(np.float32)})[0][0]


expected = {}
for image in images:
    logits = numbers(image).astype(np.float64)
    scores = np.exp(logits - logits.max())
    scores /= scores.sum()
    order = np.argsort(-scores, kind="stable")
    expected[image] = {
        "labels": [names[i] for i in order], "scores": scores[order].tolist(), "logits": logits.tolist()
    }
with open("onnx/expected.json", "w") as file:
    json.dump(expected, file, indent=1)
