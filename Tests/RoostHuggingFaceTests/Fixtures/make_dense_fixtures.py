"""Makes the checkpoints of detectors and segmenters the parity tests load, and what transformers computes for them.

    python make_dense_fixtures.py [family ...]     # writes dense/ and checkpoints/segformer-* beside this file

Pinned: torch 2.15.0, transformers 5.23.0, timm 1.0.31, safetensors 0.8.0, numpy 2.4.6.

Each folder of dense/ holds a checkpoint (config.json, model.safetensors or shards with their index) and
`expected.safetensors`: for each of several batches of different height and width `input.N` [batch, C, H, W] (in steps of 1/32),
`valid.N` [batch, 2], the height and width without
padding, where the model takes a mask, and every raw output by its name, `logits.N` for example, in float32.
As in make_fixtures.py, `stir` scales the random weights until a wrong constant moves the outputs by far more than the
tests allow: queries and keys above all, for with untrained ones attention is all but uniform, and nothing that feeds it
shows.
"""
import json
import shutil
import sys
from pathlib import Path

import safetensors.torch
import timm
import torch
import transformers
from timm.models import _builder, _registry
from timm.models.resnet import BasicBlock, Bottleneck
from timm.models.resnet import ResNet as TimmResNet
from transformers import (
    DetrConfig,
    DetrForObjectDetection,
    DetrForSegmentation,
    Mask2FormerConfig,
    Mask2FormerForUniversalSegmentation,
    ResNetConfig,
    SegformerConfig,
    SegformerForImageClassification,
    SegformerForSemanticSegmentation,
    SwinConfig,
    TableTransformerConfig,
    TableTransformerForObjectDetection,
)

assert torch.__version__.startswith("2.15.0") and timm.__version__ == "1.0.31" and transformers.__version__ == "5.23.0"
HERE = Path(__file__).parent
wanted = sys.argv[1:]


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
        elif "embed" in name and not any(part in name for part in ("patch", "norm", "mask_embedder", "embedder.embedder")):
            normal(parameter, 0, 1.0)
        elif "relative_position" in name:
            normal(parameter, 0, 1.0)
        elif "sampling_offsets" in name:
            normal(parameter, 0, 0.5 if parameter.ndim > 1 else 1.5)
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
        elif name.endswith(("bn1.weight", "bn2.weight", "bn3.weight", "normalization.weight", "downsample.1.weight")):
            uniform(buffer, 0.5, 1.5)  # frozen batch norms keep their parameters as buffers
        elif name.endswith(("bn1.bias", "bn2.bias", "bn3.bias", "normalization.bias", "downsample.1.bias")):
            normal(buffer, 0, 0.3)


@torch.no_grad()
def scaled(model, scale):
    for part, factor in scale.items():
        chosen = [parameter for name, parameter in model.named_parameters() if part in name]
        assert chosen, part
        for parameter in chosen:
            parameter.mul_(factor)


def save(folder, model, *, dtype=None, shard=None, original=True, drop=(), change=None, processor=None):
    shutil.rmtree(folder, ignore_errors=True)
    if dtype is not None:
        # The file holds halves; the expected outputs are float32's, over the widened halves.
        model = model.to(dtype)
    model.save_pretrained(folder, save_original_format=original, **({"max_shard_size": shard} if shard else {}))
    config = json.loads((folder / "config.json").read_text())
    for key in drop:
        config.pop(key)
    config |= change or {}
    (folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")
    if processor:
        (folder / "preprocessor_config.json").write_text(json.dumps(processor) + "\n")
    return model.float()


def make(name, model, shapes, outputs, *, padding=None, scale=None, **options):
    """Saves `model` as dense/`name`, with what it answers for batches of `shapes` [batch, height, width].

    `padding`: for models that take a pixel mask, how many rows and columns of each batch's second image are padding;
    `scale`: factors for the parameters whose name contains the key.
    """
    if wanted and not any(name.startswith(prefix) for prefix in wanted):
        return
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    model = model.eval()
    stir(model, generator)
    scaled(model, scale or {})
    folder = HERE / "dense" / name
    model = save(folder, model, **options)
    tensors = {}
    backbone = getattr(model.config, "backbone_config", None) or model.config
    channels = getattr(backbone, "num_channels", 3)
    for number, (batch, height, width) in enumerate(shapes):
        pixels = (32 * torch.randn(batch, channels, height, width, generator=generator)).clamp(-127, 127).to(torch.int8)
        arguments = {}
        if padding is not None:
            mask = torch.ones(batch, height, width, dtype=torch.int64)
            if batch > 1 and padding[number] is not None:
                rows, columns = padding[number]
                mask[1, height - rows :] = 0
                mask[1, :, width - columns :] = 0
                pixels *= mask[:, None].to(torch.int8)
            arguments["pixel_mask"] = mask
            tensors[f"valid.{number}"] = torch.stack([mask[:, :, 0].sum(1), mask[:, 0].sum(1)], dim=1)
        tensors[f"input.{number}"] = pixels
        arguments["pixel_values"] = pixels.float() / 32
        with torch.no_grad():
            answer = model(**arguments)
        for output in outputs:
            tensors[f"{output}.{number}"] = answer[output].contiguous()
    safetensors.torch.save_file(tensors, folder / "expected.safetensors")
    used = sum(file.stat().st_size for file in folder.iterdir())
    sizes = ", ".join(f"{output} {answer[output].abs().max().item():.3f}" for output in outputs)
    print(f"{name:36s} {used:7d} bytes  {sizes}", flush=True)


def make_classifier(name, model, size, **options):
    """Saves `model` as checkpoints/`name`, as make_fixtures.py does."""
    if wanted and not any(name.startswith(prefix) for prefix in wanted):
        return
    generator = torch.Generator().manual_seed(sum(map(ord, name)))
    model = model.eval()
    stir(model, generator)
    folder = HERE / "checkpoints" / name
    model = save(folder, model, **options)
    pixels = torch.randn(2, model.config.num_channels, *size, generator=generator).half()
    with torch.no_grad():
        logits = model(pixel_values=pixels.float()).logits
    safetensors.torch.save_file({"input": pixels, "logits": logits}, folder / "expected.safetensors")
    print(f"{name:36s} logits {logits.abs().max().item():.3f}", flush=True)


def segformer(Model=SegformerForSemanticSegmentation, **changes):
    settings = dict(
        num_encoder_blocks=2,
        depths=[1, 2],
        hidden_sizes=[4, 8],
        num_attention_heads=[1, 2],
        sr_ratios=[2, 1],
        patch_sizes=[7, 3],
        strides=[4, 2],
        mlp_ratios=[2, 2],
        decoder_hidden_size=6,
        id2label=labels(3),
    )
    return Model(SegformerConfig(**settings | changes))


GREY_SEGFORMER = {"image_processor_type": "SegformerImageProcessor", "image_mean": [0.4], "image_std": [0.3]}
PIXELS = ["logits"]
SHAPES = [(1, 32, 32), (2, 21, 37)]
make("segformer-plain", segformer(), SHAPES, PIXELS, dtype=torch.float16)
make("segformer-new-names", segformer(), SHAPES, PIXELS, original=False, dtype=torch.float16)
make(
    "segformer-four-stages-relu",
    segformer(
        num_encoder_blocks=4,
        depths=[1, 1, 1, 1],
        hidden_sizes=[4, 6, 8, 10],
        num_attention_heads=[1, 2, 4, 5],
        sr_ratios=[4, 2, 1, 1],
        patch_sizes=[5, 3, 3, 3],
        strides=[2, 2, 2, 2],
        mlp_ratios=[4, 3, 2, 1],
        hidden_act="relu",
    ),
    [(1, 32, 32), (2, 33, 25)],
    PIXELS,
    dtype=torch.float16,
)
make("segformer-grey-f16", segformer(num_channels=1), SHAPES, PIXELS, dtype=torch.float16, processor=GREY_SEGFORMER)
make("segformer-bf16-sharded", segformer(), SHAPES, PIXELS, dtype=torch.bfloat16, shard="3KB")
make(
    "segformer-class-defaults",
    segformer(num_encoder_blocks=4, depths=[1, 1, 1, 1], hidden_sizes=[4, 4, 10, 8], num_attention_heads=[1, 2, 5, 8],
              sr_ratios=[8, 4, 2, 1], patch_sizes=[7, 3, 3, 3], strides=[4, 2, 2, 2], mlp_ratios=[4, 4, 4, 4]),
    [(1, 64, 32)],
    PIXELS,
    drop=("num_encoder_blocks", "num_attention_heads", "sr_ratios", "patch_sizes", "strides", "mlp_ratios",
          "hidden_act", "num_channels", "reshape_last_stage"),
    dtype=torch.float16,
    scale={"patch_embeddings.proj": 3e-3},
)
for kind, changes, options in (
    ("plain", {}, {}),
    ("new-names", {}, {"original": False}),
    ("tokens-stay-flat", {"reshape_last_stage": False, "hidden_act": "silu"}, {}),
    ("grey-f16", {"num_channels": 1}, {"dtype": torch.float16, "processor": GREY_SEGFORMER}),
):
    make_classifier(f"segformer-{kind}", segformer(SegformerForImageClassification, **changes), (32, 40), **options)


def thin(name, block, layers):
    """Makes timm's network `name` with a few channels instead of hundreds; its code and its names stay."""

    def build(pretrained=False, **options):
        for key in ("pretrained_cfg", "pretrained_cfg_overlay", "cache_dir"):
            options.pop(key, None)
        # timm multiplies a bottleneck's channels by 4.
        channels = (4, 4, 6, 8) if block is BasicBlock else (4, 4, 4, 8)
        return _builder.build_model_with_cfg(TimmResNet, name, False, block=block, layers=layers, channels=channels, **options)

    _registry._model_entrypoints[name] = build


thin("resnet18", BasicBlock, [2, 2, 2, 2])
thin("resnet50", Bottleneck, [3, 4, 6, 3])
GREY_DETR = {"image_processor_type": "DetrImageProcessor", "image_mean": [0.4], "image_std": [0.3]}
STAGES = ["stage1", "stage2", "stage3", "stage4"]


def resnet(**changes):
    settings = dict(
        num_channels=1, embedding_size=4, hidden_sizes=[4, 6, 8, 8], depths=[1, 1, 1, 1], layer_type="basic", out_features=STAGES
    )
    return ResNetConfig(**settings | changes)


def timm_net(name="resnet18", **changes):
    return dict(use_timm_backbone=True, backbone=name, num_channels=1, **changes)


def hf_net(**changes):
    return dict(backbone_config=resnet(**changes))


def detr(backbone, Model=DetrForObjectDetection, Config=DetrConfig, **changes):
    settings = dict(
        d_model=16,
        encoder_layers=2,
        decoder_layers=2,
        encoder_ffn_dim=12,
        decoder_ffn_dim=20,
        encoder_attention_heads=4,
        decoder_attention_heads=2,
        num_queries=5,
        id2label=labels(3),
    )
    return Model(Config(**settings | backbone | changes))


def tatr(backbone, **changes):
    return detr(backbone, TableTransformerForObjectDetection, TableTransformerConfig, **changes)


def panoptic(backbone, **changes):
    # Heads and features together must be a multiple of 8.
    return detr(backbone, DetrForSegmentation, **dict(encoder_attention_heads=8) | changes)


BOXES = ["logits", "pred_boxes"]
MASKS = [*BOXES, "pred_masks"]
# The last has a width at which rounding decides where its small mask ends.
SHAPES_OF_FOUR = dict(shapes=[(1, 40, 64), (2, 40, 162)], padding=[None, (8, 81)])
SHAPES_OF_TWO = dict(shapes=[(1, 24, 16), (2, 25, 37)], padding=[None, (9, 16)])
GREY = dict(processor=GREY_DETR, dtype=torch.float16)
FOUR = GREY | SHAPES_OF_FOUR
TWO = GREY | SHAPES_OF_TWO
ONE_LAYER = dict(encoder_layers=1, decoder_layers=1)
LEGACY = {"backbone_config": None, "use_timm_backbone": True, "backbone": "resnet18", "num_channels": 1}


def two_stages(**changes):
    return hf_net(**dict(hidden_sizes=[4, 8], depths=[1, 2], out_features=["stage2"]) | changes)


for family, build in (("detr", detr), ("table-transformer", tatr)):
    make(f"{family}-timm-names", build(timm_net(), **ONE_LAYER), outputs=BOXES, change=LEGACY, **FOUR)
    make(f"{family}-resnet-names", build(two_stages(num_channels=3)), outputs=BOXES, dtype=torch.float16, **SHAPES_OF_TWO)
    make(
        f"{family}-bottleneck-gelu",
        build(
            two_stages(layer_type="bottleneck", hidden_sizes=[8, 12], hidden_act="silu"),
            activation_function="gelu",
            auxiliary_loss=True,
        ),
        outputs=BOXES,
        **TWO,
    )
    make(
        f"{family}-class-defaults",
        build(two_stages(), encoder_attention_heads=8, decoder_attention_heads=8, num_queries=100, id2label=labels(2)),
        outputs=BOXES,
        drop=("encoder_attention_heads", "decoder_attention_heads", "num_queries", "position_embedding_type",
              "auxiliary_loss", "activation_function", "id2label", "label2id"),
        **TWO,
    )
learned = two_stages(out_features=["stage1", "stage2"])
make("detr-new-names-learned-positions", detr(learned, position_embedding_type="learned"), outputs=BOXES, original=False, **TWO)
make("detr-new-names-timm", detr(timm_net(), **ONE_LAYER), outputs=BOXES, original=False, **FOUR)
dilated = LEGACY | {"backbone": "resnet50", "dilation": True}
make("detr-dilated", detr(timm_net("resnet50", dilation=True), **ONE_LAYER), outputs=BOXES, change=dilated, **FOUR)
FINE = GREY | dict(shapes=[(1, 40, 64), (2, 33, 70)], padding=[None, (13, 35)])
make("panoptic-detr-timm-names", panoptic(timm_net(), **ONE_LAYER), outputs=MASKS, change=LEGACY, **FINE)
make("panoptic-detr-resnet-names", panoptic(hf_net(), **ONE_LAYER), outputs=MASKS, **FINE)
make("panoptic-detr-new-names", panoptic(hf_net(), **ONE_LAYER), outputs=MASKS, original=False, **FINE)
make("panoptic-detr-two-layers-gelu", panoptic(hf_net(), activation_function="gelu"), outputs=MASKS, **FINE)


def swin(**changes):
    settings = dict(
        num_channels=1, image_size=32, patch_size=2, embed_dim=4, depths=[2, 1, 1, 1], num_heads=[1, 2, 2, 4], window_size=3,
        mlp_ratio=2.0, out_features=STAGES,
    )
    return SwinConfig(**settings | changes)


def mask2former(backbone, **changes):
    # The groups of its normalisations want at least 32 features.
    settings = dict(
        feature_size=32,
        hidden_dim=16,
        mask_feature_size=12,
        encoder_layers=1,
        decoder_layers=3,
        num_attention_heads=4,
        encoder_feedforward_dim=8,
        dim_feedforward=12,
        num_queries=5,
        id2label=labels(3),
    )
    return Mask2FormerForUniversalSegmentation(Mask2FormerConfig(backbone_config=backbone, **settings | changes))


QUERIES = ["class_queries_logits", "masks_queries_logits"]
GREY_MASKS = GREY | dict(processor=GREY_DETR | {"image_processor_type": "Mask2FormerImageProcessor"})
# Sizes that no window, patch or pair divides.
ODD = GREY_MASKS | dict(shapes=[(2, 32, 32), (1, 37, 51)])
make("mask2former-swin", mask2former(swin(), hidden_dim=32), outputs=QUERIES, **ODD)
make("mask2former-swin-new-names", mask2former(swin(depths=[1, 2, 1, 1], window_size=4)), outputs=QUERIES, original=False, **ODD)
make(
    "mask2former-swin-pre-norm-projected",
    mask2former(swin(qkv_bias=False, hidden_act="relu", layer_norm_eps=1e-2), pre_norm=True, activation_function="gelu",
                num_attention_heads=2),
    outputs=QUERIES,
    **ODD,
)
make("mask2former-resnet", mask2former(resnet()), outputs=QUERIES, **GREY_MASKS, shapes=[(1, 64, 64), (2, 45, 70)])
make(
    "mask2former-resnet-four-layers",
    mask2former(resnet(layer_type="bottleneck", hidden_sizes=[4, 8, 8, 12]), hidden_dim=32, decoder_layers=4, enforce_input_projection=True),
    outputs=QUERIES,
    **GREY_MASKS,
    shapes=[(1, 40, 64)],
)
