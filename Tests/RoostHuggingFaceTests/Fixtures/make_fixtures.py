"""Makes the checkpoints the parity tests load, and the logits transformers computes for them.

    python make_fixtures.py            # writes checkpoints/ and processors.json beside this file

Pinned: torch 2.15.0, torchvision 0.29.2, transformers 5.23.0, safetensors 0.8.0, numpy 2.4.6.

Each folder of checkpoints/ holds a checkpoint (config.json, model.safetensors or shards with their index) and `expected.safetensors`
with an `input` [2, C, H, W] (as halves) and the `logits` [2, labels] of the model in float32. Random weights hide mistakes: an
untrained model hardly depends on its position table, its layer scale or its batch-norm statistics. `stir` scales them
until a wrong constant moves the logits by far more than the tests allow; `tiny` makes the input of a normalisation so
small that its epsilon counts.

processors.json holds preprocessor configurations and what the processors of transformers make of them.
"""
import json
import shutil
from pathlib import Path

import safetensors.torch
import torch
import transformers
from transformers import (
    ConvNextConfig,
    ConvNextForImageClassification,
    ConvNextV2Config,
    ConvNextV2ForImageClassification,
    ResNetConfig,
    ResNetForImageClassification,
    ViTConfig,
    ViTForImageClassification,
)

assert torch.__version__.startswith("2.15.0") and transformers.__version__ == "5.23.0"
HERE = Path(__file__).parent


def labels(count):
    return {number: f"class {number}" for number in range(count)}


@torch.no_grad()
def stir(model, generator):
    def normal(parameter, mean, std):
        parameter.copy_(mean + std * torch.randn(parameter.shape, generator=generator))

    def uniform(parameter, low, high):
        parameter.copy_(low + (high - low) * torch.rand(parameter.shape, generator=generator))

    for name, parameter in model.named_parameters():
        fan_in = parameter[0].numel() if parameter.ndim > 1 else 1
        if any(part in name for part in ("q_proj.weight", "k_proj.weight")):
            normal(parameter, 0, 2.0 / fan_in**0.5)
        elif "position_embeddings" in name or "cls_token" in name:
            normal(parameter, 0, 1.0)
        elif "layer_scale" in name:
            uniform(parameter, 0.2, 1.5)
        elif "grn" in name:
            normal(parameter, 0.3, 0.5)
        elif "dwconv.weight" in name:
            normal(parameter, 0, 1.0 / fan_in**0.5)
        elif parameter.ndim > 1:
            normal(parameter, 0, 1.2 / fan_in**0.5)
        elif name.endswith("weight"):
            uniform(parameter, 0.5, 1.5)
        else:
            normal(parameter, 0, 0.3)
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            normal(buffer, 0, 0.3)
        elif name.endswith("running_var"):
            uniform(buffer, 0.3, 3.0)
    for module in model.modules():
        if hasattr(module, "running_var"):  # one channel so faint that the epsilon of 1e-5 shows
            module.running_var[0] *= 1e-3
            module.weight[0] *= 0.03


@torch.no_grad()
def tiny(model, scale):
    for part, factor in scale.items():
        chosen = [parameter for name, parameter in model.named_parameters() if part in name]
        assert chosen, part
        for parameter in chosen:
            parameter.mul_(factor)


def make(name, model, size, *, dtype=None, shard=None, save=None, run=None, drop=(), scale=None, bare=None):
    """Saves `model` as folder `name`.

    `run`: extra arguments of the forward pass; `drop`: keys to take from config.json; `scale`: factors for the
    parameters whose name contains the key; `bare`: a prefix to take from the names, as a model without head saves them.
    """
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    model = model.eval()
    stir(model, generator)
    tiny(model, scale or {})
    if dtype is not None:
        # The file holds halves; the expected logits are float32's, over the widened halves.
        model = model.to(dtype)
    folder = HERE / "checkpoints" / name
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(folder, **({"max_shard_size": shard} if shard else {}), **(save or {}))
    if bare:
        weights = safetensors.torch.load_file(folder / "model.safetensors")
        weights = {name.removeprefix(bare): tensor for name, tensor in weights.items()}
        safetensors.torch.save_file(weights, folder / "model.safetensors", {"format": "pt"})
    config = json.loads((folder / "config.json").read_text())
    for key in drop:
        config.pop(key)
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    pixels = torch.randn(2, model.config.num_channels, *size, generator=generator).half()
    with torch.no_grad():
        logits = model.float()(pixel_values=pixels.float(), **(run or {})).logits
    safetensors.torch.save_file({"input": pixels, "logits": logits}, folder / "expected.safetensors")
    used = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{name:28s} {used:7d} bytes  logits {logits.abs().max().item():.3f}")


def vit(**changes):
    settings = dict(
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        image_size=16,
        patch_size=4,
        id2label=labels(3),
    )
    return ViTForImageClassification(ViTConfig(**settings | changes))


torch.manual_seed(0)
make("vit-plain", vit(), (16, 16))
make("vit-deep-narrow", vit(num_hidden_layers=5, hidden_size=12, num_attention_heads=3, intermediate_size=20, patch_size=4), (16, 16))
make(
    "vit-no-qkv-bias-tanh-gelu",
    vit(qkv_bias=False, hidden_act="gelu_new", layer_norm_eps=1e-2),
    (16, 16),
    scale={"fc2.weight": 6},
)
make("vit-not-square", vit(image_size=[12, 20], num_channels=1), (12, 20))
make("vit-odd-patch", vit(image_size=17, patch_size=5, hidden_act="quick_gelu"), (17, 17))
make("vit-f16", vit(num_attention_heads=4), (16, 16), dtype=torch.float16)
make("vit-bf16-sharded", vit(), (16, 16), dtype=torch.bfloat16, shard="4KB")
make("vit-bare-names", vit(num_hidden_layers=1), (16, 16), bare="vit.")
make("vit-new-names", vit(), (16, 16), save={"save_original_format": False})
make("vit-larger-image", vit(), (24, 20), run={"interpolate_pos_encoding": True})
make("vit-smaller-image", vit(), (8, 12), run={"interpolate_pos_encoding": True})
make(
    "vit-class-defaults",
    vit(),
    (16, 16),
    drop=("hidden_act", "layer_norm_eps", "qkv_bias", "num_channels", "initializer_range"),
    scale={"embeddings.": 1e-5},
)


def resnet(**changes):
    settings = dict(
        embedding_size=8, hidden_sizes=[8, 12], depths=[1, 2], layer_type="basic", num_channels=1, id2label=labels(3)
    )
    return ResNetForImageClassification(ResNetConfig(**settings | changes))


make("resnet-basic", resnet(), (32, 32))
make("resnet-basic-downsampling-first", resnet(downsample_in_first_stage=True, hidden_act="gelu"), (32, 24))
make("resnet-bottleneck", resnet(layer_type="bottleneck", hidden_sizes=[16, 32], num_channels=3), (32, 32))
make(
    "resnet-bottleneck-downsampling-early",
    resnet(layer_type="bottleneck", hidden_sizes=[16, 24, 32], depths=[1, 1, 2], downsample_in_bottleneck=True),
    (37, 45),
)
make("resnet-bare-names", resnet(embedding_size=4, hidden_sizes=[4, 8]), (24, 24), bare="resnet.")
make("resnet-f16", resnet(), (32, 32), dtype=torch.float16)
make("resnet-bf16-sharded", resnet(embedding_size=4, hidden_sizes=[4, 8]), (24, 32), dtype=torch.bfloat16, shard="2KB")


def convnext(Config=ConvNextConfig, Model=ConvNextForImageClassification, **changes):
    settings = dict(
        num_stages=2, hidden_sizes=[6, 10], depths=[1, 2], patch_size=4, image_size=32, id2label=labels(3)
    )
    return Model(Config(**settings | changes))


def convnextv2(**changes):
    return convnext(ConvNextV2Config, ConvNextV2ForImageClassification, **changes)


for prefix, build in (("convnext", convnext), ("convnextv2", convnextv2)):
    make(f"{prefix}-plain", build(), (32, 32), scale={"dwconv": 1e-2, "embeddings.patch": 1e-2})
    make(f"{prefix}-three-stages-relu", build(num_stages=3, hidden_sizes=[4, 6, 8], depths=[1, 1, 1], hidden_act="relu"), (32, 32))
    make(f"{prefix}-not-square-patch-2", build(patch_size=2, image_size=[18, 14], layer_norm_eps=1e-2), (18, 14))
    make(f"{prefix}-f16", build(), (32, 32), dtype=torch.float16)
    make(f"{prefix}-bf16-sharded", build(num_channels=1), (32, 32), dtype=torch.bfloat16, shard="4KB")
make("convnext-bare-names", convnext(num_stages=1, hidden_sizes=[6], depths=[1]), (32, 32), bare="convnext.")
make("convnext-no-layer-scale", convnext(layer_scale_init_value=0.0, image_size=31), (31, 31))
make(
    "convnext-class-defaults",
    convnext(),
    (32, 32),
    drop=("hidden_act", "layer_norm_eps", "num_channels", "layer_scale_init_value"),
    scale={"stages.1.downsampling_layer.1": 1e-4, "stages.1.layers.0.layer_scale": 1e-4, "stages.1.layers.1.layer_scale": 1e-4},
)
make(
    "convnextv2-faint-response",
    convnextv2(),
    (32, 32),
    scale={"pwconv1": 1e-6, "grn.bias": 1e-6, "pwconv2.weight": 1e6},
)

PROCESSORS = [
    {"image_processor_type": "ViTImageProcessor"},
    {"feature_extractor_type": "ViTFeatureExtractor", "size": 32, "resample": 3, "image_mean": [0.1, 0.2, 0.3]},
    {"image_processor_type": "ViTImageProcessorFast", "size": {"height": 20, "width": 30}, "do_normalize": False},
    {"image_processor_type": "ViTImageProcessor", "size": [20, 30], "do_rescale": False, "do_normalize": False},
    {"image_processor_type": "ViTImageProcessor", "do_resize": False, "rescale_factor": 0.00784313725490196},
    {"image_processor_type": "ConvNextImageProcessor"},
    {"feature_extractor_type": "ConvNextFeatureExtractor", "size": 40, "crop_pct": 0.95},
    {"image_processor_type": "ConvNextImageProcessorPil", "size": {"shortest_edge": 48}, "image_std": [0.2, 0.3, 0.4]},
    {"image_processor_type": "ConvNextImageProcessor", "size": {"shortest_edge": 400}, "resample": 2},
    {"image_processor_type": "BitImageProcessor"},
    {"image_processor_type": "BitImageProcessor", "size": 40, "crop_size": {"height": 30, "width": 24}},
    {"image_processor_type": "BitImageProcessor", "do_center_crop": False, "size": {"shortest_edge": 40, "longest_edge": 50}},
    {"image_processor_type": "DeiTImageProcessor"},
    {"image_processor_type": "DeiTFeatureExtractor", "size": 40, "crop_size": 36, "do_convert_rgb": True},
    {"image_processor_type": "CLIPImageProcessor", "size": 36, "crop_size": 32},
]


def processors():
    cases = []
    image = torch.randint(0, 256, (3, 60, 90), dtype=torch.uint8, generator=torch.Generator().manual_seed(7))
    for config in PROCESSORS:
        folder = HERE / "processor"
        folder.mkdir(exist_ok=True)
        (folder / "preprocessor_config.json").write_text(json.dumps(config))
        named = config.get("image_processor_type") or config["feature_extractor_type"]
        stem = named.split("ImageProcessor")[0].split("FeatureExtractor")[0]
        processor = getattr(transformers, f"{stem}ImageProcessor").from_pretrained(folder)
        pixels = processor(image, return_tensors="pt").pixel_values[0]
        shutil.rmtree(folder)
        cases.append(
            {
                "config": config,
                "height": pixels.shape[1],
                "width": pixels.shape[2],
                "resample": int(processor.resample),
                "rescale_factor": processor.rescale_factor if processor.do_rescale else None,
                "mean": list(processor.image_mean) if processor.do_normalize else None,
                "std": list(processor.image_std) if processor.do_normalize else None,
                "crop": [processor.crop_size["height"], processor.crop_size["width"]] if processor.do_center_crop else None,
            }
        )
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "processors.json").write_text(f"[\n{lines}\n]\n")


processors()
