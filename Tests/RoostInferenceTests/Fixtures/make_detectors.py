# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "pillow==13.0.0",
#     "safetensors==0.8.0",
#     "timm==1.0.31",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Makes photographs/ and detectors/ beside this file: small detectors, and the boxes transformers finds with them.

    uv run make_detectors.py

Each folder of detectors/ holds a checkpoint and `expected.json`: for each photograph what the processor that works
through PIL makes of the model's outputs with `post_process_object_detection`, one photograph at a time, in the order of
the queries. The weights are random and then scaled, so that queries differ, attention matters and scores spread. Scores
near the threshold would be decided by the last bits: the first seed is taken that gives none.

`alone_and_padded` is how much the scores of a photograph differ when transformers pads it to the size of another in its
batch: why Roost does not.
"""

import json
import pathlib
import shutil

import numpy as np
import torch
from PIL import Image, ImageOps
from timm.models import _builder, _registry
from timm.models.resnet import BasicBlock
from timm.models.resnet import ResNet as TimmResNet
from transformers import (
    DetrConfig,
    DetrForObjectDetection,
    DetrForSegmentation,
    DetrImageProcessorPil,
    ResNetConfig,
    TableTransformerConfig,
    TableTransformerForObjectDetection,
)

HERE = pathlib.Path(__file__).parent
NAMES = {0: "ball", 1: "crate", 2: "N/A", 3: "door", 4: "lamp"}
torch.set_num_threads(1)


def photograph(width, height, seed):
    """A lit room: a wall that darkens, round and square things with shades, grain."""
    random = np.random.default_rng(seed)
    down, right = np.mgrid[0:height, 0:width].astype(np.float64)
    picture = np.stack([190 - 60 * down / height, 180 - 70 * right / width, 150 + 40 * down / height], axis=-1)
    short = min(width, height)
    for _ in range(7):
        x, y, size = random.uniform(0, width), random.uniform(0, height), random.uniform(0.08, 0.35) * short
        colour, square = random.uniform(20, 235, 3), random.random() < 0.5
        off_x, off_y = (right - x) / size, (down - y) / size
        inside = np.maximum(abs(off_x), abs(off_y)) < 1 if square else off_x**2 + off_y**2 < 1
        light = 1.1 - 0.35 * (off_x + off_y) / 2
        picture[inside] = (colour * light[..., None])[inside]
    picture += random.normal(0, 3, picture.shape)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


PHOTOGRAPHS = {
    "landscape.jpg": (320, 240),
    "another-landscape.jpg": (320, 240),
    "portrait.jpg": (150, 270),
    "panorama.jpg": (480, 50),
    "pole.jpg": (24, 300),
    "large.jpg": (900, 700),
    "tiny.png": (18, 14),
}


def make_photographs():
    folder = HERE / "photographs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for seed, (name, size) in enumerate(PHOTOGRAPHS.items()):
        photograph(*size, seed).save(folder / name, **({"quality": 82} if name.endswith("jpg") else {}))
    # The camera was held upright: the file's rows run along the picture's long side.
    turned = photograph(200, 130, 99)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(folder / "turned.jpg", quality=82, exif=exif)
    photograph(100, 80, 98).convert("L").save(folder / "grey.png")
    return sorted(folder.iterdir())


def thin(name):
    """timm's network `name` with a few channels instead of hundreds; its code and its names stay."""

    def build(pretrained=False, **options):
        for key in ("pretrained_cfg", "pretrained_cfg_overlay", "cache_dir"):
            options.pop(key, None)
        return _builder.build_model_with_cfg(
            TimmResNet, name, False, block=BasicBlock, layers=[2, 2, 2, 2], channels=(4, 4, 6, 8), **options
        )

    _registry._model_entrypoints[name] = build


@torch.no_grad()
def stir(model, generator):
    def normal(parameter, mean, std):
        parameter.copy_(mean + std * torch.randn(parameter.shape, generator=generator))

    for name, parameter in model.named_parameters():
        fan_in = parameter[0].numel() if parameter.ndim > 1 else 1
        if any(part in name for part in ("q_proj.weight", "k_proj.weight")):
            normal(parameter, 0, 4.0 / fan_in**0.5)
        elif "query_position" in name:
            normal(parameter, 0, 2.0)
        elif parameter.ndim > 1:
            normal(parameter, 0, 1.2 / fan_in**0.5)
        elif name.endswith("weight"):
            parameter.copy_(0.5 + torch.rand(parameter.shape, generator=generator))
        else:
            normal(parameter, 0, 0.3)
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            normal(buffer, 0, 0.3)
        elif name.endswith("running_var"):
            buffer.copy_(0.3 + 2 * torch.rand(buffer.shape, generator=generator))


@torch.no_grad()
def spread(network, images, processor):
    """Moves and scales the heads' last layers so that logits and boxes differ from query to query, as trained ones do.

    Random queries are much alike: before this, all of them say the same.
    """
    part = network if hasattr(network, "class_labels_classifier") else network.detr
    layers = [(part.class_labels_classifier, 2.2, 0.0), (part.bbox_predictor.layers[-1], 0.8, -0.4)]
    seen = [[] for _ in layers]
    hooks = [
        layer.register_forward_hook(lambda _, __, output, rows=rows: rows.append(output.flatten(0, -2)))
        for (layer, _, _), rows in zip(layers, seen, strict=True)
    ]
    for image in images:
        network(**processor(images=[image], return_tensors="pt"))
    for hook in hooks:
        hook.remove()
    for (layer, wanted, middle), rows in zip(layers, seen, strict=True):
        rows = torch.cat(rows)
        factor = wanted / rows.std(0)
        layer.weight.mul_(factor[:, None])
        layer.bias.copy_((layer.bias - rows.mean(0)) * factor + middle)


def resnet(**changes):
    stages = dict(hidden_sizes=[4, 6, 8], depths=[1, 1, 2], out_features=["stage3"])
    return dict(backbone_config=ResNetConfig(**dict(embedding_size=4, layer_type="basic") | stages | changes))


def model(Model, Config, backbone, **changes):
    settings = dict(
        d_model=32, encoder_layers=2, decoder_layers=2, encoder_ffn_dim=24, decoder_ffn_dim=24, num_queries=30,
        encoder_attention_heads=8, decoder_attention_heads=4, id2label=NAMES,
    )
    return Model(Config(**settings | backbone | changes)).eval()


def answers(network, processor, images, threshold):
    inputs = processor(images=images, return_tensors="pt")
    sizes = [(image.height, image.width) for image in images]
    with torch.inference_mode():
        outputs = network(**inputs)
    return outputs, processor.post_process_object_detection(outputs, threshold=threshold, target_sizes=sizes)


def find(network, processor, pictures, threshold):
    """What is in the pictures, and how many things in each; nothing where the weights would decide by a hair."""
    expected = {}
    for file, picture in pictures.items():
        outputs, [found] = answers(network, processor, [picture], threshold)
        scores = outputs.logits.softmax(-1)[..., :-1].max(-1).values
        top = outputs.logits[..., :-1].topk(2).values
        labels = [network.config.id2label[label] for label in found["labels"].tolist()]
        clear = (scores - threshold).abs().min() > 3e-4 and (top[..., 0] - top[..., 1]).min() > 1e-4
        if not clear or not 2 <= len(labels) < network.config.num_queries or len(set(labels)) < 2:
            return None
        expected[file] = {
            "labels": labels,
            "scores": [round(score, 6) for score in found["scores"].tolist()],
            "boxes": [[round(side, 4) for side in box] for box in found["boxes"].tolist()],
        }
    return expected


def make(name, network, processor, threshold, change=None, legacy_processor=None):
    folder = HERE / "detectors" / name
    pictures = {path.name: ImageOps.exif_transpose(Image.open(path)).convert("RGB") for path in PICTURES}
    for seed in range(100):
        stir(network, torch.Generator().manual_seed(seed))
        spread(network, pictures.values(), processor)
        # The file holds halves; transformers computes with them widened.
        network.half().float()
        if expected := find(network, processor, pictures, threshold):
            break
    network.half().save_pretrained(folder)
    network.float()
    if change:
        config = json.loads((folder / "config.json").read_text()) | change
        (folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")
    settings = legacy_processor or {**json.loads(processor.to_json_string()), "image_processor_type": "DetrImageProcessor"}
    (folder / "preprocessor_config.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n")
    pair = [pictures["landscape.jpg"], pictures["portrait.jpg"]]
    together = answers(network, processor, pair, threshold)[0].logits.softmax(-1)
    alone = [answers(network, processor, [one], threshold)[0].logits.softmax(-1)[0] for one in pair]
    padded = max((together[index] - one).abs().max().item() for index, one in enumerate(alone))
    text = json.dumps({"threshold": threshold, "alone_and_padded": padded, "images": expected})
    (folder / "expected.json").write_text(text + "\n")
    size = sum(file.stat().st_size for file in folder.iterdir())
    counts = [len(one["scores"]) for one in expected.values()]
    print(f"{name:34} {size:7} bytes, seed {seed}, {counts} boxes, padding moves scores by {padded:.4f}", flush=True)


thin("resnet18")
PICTURES = make_photographs()
shutil.rmtree(HERE / "detectors", ignore_errors=True)
TIMM = dict(use_timm_backbone=True, backbone="resnet18")
DETR = (DetrForObjectDetection, DetrConfig)
TABLES = (TableTransformerForObjectDetection, TableTransformerConfig)


def processor(shortest, longest, **changes):
    return DetrImageProcessorPil(size={"shortest_edge": shortest, "longest_edge": longest}, **changes)


make("detr", model(*DETR, resnet()), processor(96, 160), 0.5)
make(
    "detr-legacy",
    model(*DETR, TIMM, d_model=48),
    processor(200, 333),
    0.6,
    change={"backbone_config": None, "use_timm_backbone": True, "backbone": "resnet18"},
    legacy_processor={"feature_extractor_type": "DetrFeatureExtractor", "size": 200, "max_size": 333, "do_normalize": True,
                      "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]},
)
make(
    "detr-padded-to-one-size",
    model(*DETR, resnet(layer_type="bottleneck", hidden_sizes=[8, 8, 12])),
    processor(96, 160, pad_size={"height": 160, "width": 192}),
    0.5,
)
make("table-transformer", model(*TABLES, resnet(), activation_function="gelu"), processor(160, 160), 0.5)
make(
    "table-transformer-exact-bicubic",
    model(*TABLES, resnet(hidden_sizes=[4, 6, 8, 8], depths=[1, 1, 1, 1], out_features=["stage4"])),
    DetrImageProcessorPil(size={"height": 128, "width": 224}, resample=3, image_mean=[0.4, 0.5, 0.6]),
    0.45,
)
panoptic = resnet(hidden_sizes=[4, 6, 8, 8], depths=[1, 1, 1, 1], out_features=["stage1", "stage2", "stage3", "stage4"])
make("detr-panoptic", model(DetrForSegmentation, DetrConfig, panoptic), processor(96, 160), 0.5)
