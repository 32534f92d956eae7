# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "pillow==13.0.0",
#     "pycocotools==2.0.11",
#     "safetensors==0.8.0",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Makes segmenters/ beside this file: small segmenters, and the segments transformers finds with them in photographs/.

    uv run make_segmenters.py [name ...]

Each folder holds a checkpoint and `expected.json`: for each task and photograph what the processor that works through
PIL makes of the model's outputs with `post_process_..._segmentation`, one photograph at a time: label, score and mask, as
pycocotools spells runs. Instances have their whole masks (`return_binary_maps`) and, as `shown`, what is left of each in
the map that is made by default, where later ones cover earlier ones. The weights are random and then scaled so that
queries, labels and masks differ. What would be decided by the last bits is avoided: the first seed is taken whose
segments stay, but for some pixels, when 1e-5 of noise is added to the outputs.
"""

import json
import pathlib
import shutil
import sys

import numpy as np
import torch
from PIL import Image, ImageOps
from pycocotools import mask as coco
from transformers import (
    DetrConfig,
    DetrForSegmentation,
    DetrImageProcessorPil,
    Mask2FormerConfig,
    Mask2FormerForUniversalSegmentation,
    Mask2FormerImageProcessorPil,
    ResNetConfig,
    SegformerConfig,
    SegformerForSemanticSegmentation,
    SegformerImageProcessorPil,
    SwinConfig,
)

HERE = pathlib.Path(__file__).parent
NAMES = ["wall", "floor", "ball", "crate", "lamp", "door"]
STAGES = ["stage1", "stage2", "stage3", "stage4"]
PICTURES = {
    path.name: ImageOps.exif_transpose(Image.open(path)).convert("RGB") for path in sorted((HERE / "photographs").iterdir())
}
torch.set_num_threads(1)


@torch.no_grad()
def stir(model, generator):
    def normal(parameter, mean, std):
        parameter.copy_(mean + std * torch.randn(parameter.shape, generator=generator))

    for name, parameter in model.named_parameters():
        fan_in = parameter[0].numel() if parameter.ndim > 1 else 1
        if any(part in name for part in ("q_proj.weight", "k_proj.weight")):
            normal(parameter, 0, 2.0 / fan_in**0.5)
        elif "bbox_attention" in name and parameter.ndim > 1:
            normal(parameter, 0, 6.0 / fan_in**0.5)
        elif any(part in name for part in ("query_position", "queries_", "level_embed", "relative_position")):
            normal(parameter, 0, 1.0)
        elif "sampling_offsets" in name:
            normal(parameter, 0, 0.5 if parameter.ndim > 1 else 1.5)
        elif parameter.ndim > 1:
            normal(parameter, 0, 1.2 / fan_in**0.5)
        elif name.endswith("weight"):
            parameter.copy_(0.5 + torch.rand(parameter.shape, generator=generator))
        else:
            normal(parameter, 0, 0.3)
        # Where a query looks must show in its mask beside what the picture says to all of them.
        if name == "mask_head.conv1.conv.weight":
            parameter[:, 32:].mul_(60)
        elif "fpn_adapter" in name:
            parameter.mul_(0.2)
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            normal(buffer, 0, 0.3)
        elif name.endswith("running_var"):
            buffer.copy_(0.3 + 2 * torch.rand(buffer.shape, generator=generator))


@torch.no_grad()
def outputs(model, processor, picture):
    return model(**processor(images=[picture], return_tensors="pt"))


@torch.no_grad()
def spread(model, processor, pictures):
    """Scales the last layers so that labels differ by some units from query to query and pixel to pixel, masks too."""

    def over_all(pick):
        rows = [pick(outputs(model, processor, picture)) for picture in pictures]
        return torch.cat([row.movedim(1, -1).flatten(0, -2) if row.ndim == 4 else row.flatten(0, -2) for row in rows])

    def standardise(layer, rows, wanted):
        factor = wanted / rows.std(0).clamp(min=1e-6)
        layer.weight.mul_(factor.reshape(-1, *[1] * (layer.weight.ndim - 1)))
        layer.bias.copy_((layer.bias - rows.mean(0)) * factor)

    if isinstance(model, SegformerForSemanticSegmentation):
        standardise(model.decode_head.classifier, over_all(lambda o: o.logits), 2.0)
    elif isinstance(model, DetrForSegmentation):
        standardise(model.detr.class_labels_classifier, over_all(lambda o: o.logits), 3.0)
        rows = torch.cat([outputs(model, processor, picture).pred_masks.flatten() for picture in pictures])
        layer = model.mask_head.output_conv if hasattr(model.mask_head, "output_conv") else model.mask_head.out_lay
        layer.weight.mul_(4 / rows.std())
        layer.bias.copy_((layer.bias - rows.mean()) * 4 / rows.std())
    else:
        # The masks of each layer decide where the next looks, so it takes some rounds.
        for _ in range(3):
            rows = torch.cat([outputs(model, processor, picture).masks_queries_logits.flatten() for picture in pictures])
            last = [m for m in model.model.transformer_module.decoder.mask_predictor.mask_embedder.modules()
                    if isinstance(m, torch.nn.Linear)][-1]
            last.weight.mul_(4 / rows.std())
            last.bias.mul_(4 / rows.std())
        standardise(model.class_predictor, over_all(lambda o: o.class_queries_logits), 3.0)


def runs(mask):
    return coco.encode(np.asfortranarray(np.asarray(mask, dtype=np.uint8)))["counts"].decode()


def differ(first, second, size):
    """The share of pixels that are in one mask and not in the other."""
    masks = [coco.decode({"size": list(size), "counts": runs.encode()}) for runs in (first, second)]
    return (masks[0] != masks[1]).mean()


def find(processor, answer, task, size, thresholds):
    """Label, score and mask of each segment."""
    names = NAMES
    if task == "semantic":
        [found] = processor.post_process_semantic_segmentation(answer, target_sizes=[size])
        return [{"label": names[label], "mask": runs(found == label)} for label in found.unique().tolist()]
    if task == "panoptic":
        [found] = processor.post_process_panoptic_segmentation(
            answer, target_sizes=[size], label_ids_to_fuse=set(), **thresholds
        )
        whole = [found["segmentation"] == one["id"] for one in found["segments_info"]]
        shown = whole
    elif isinstance(processor, DetrImageProcessorPil):
        [found] = processor.post_process_instance_segmentation(answer, target_sizes=[size], **thresholds)
        whole = shown = [found["segmentation"] == one["id"] for one in found["segments_info"]]
    else:
        [found] = processor.post_process_instance_segmentation(
            answer, target_sizes=[size], return_binary_maps=True, threshold=thresholds["threshold"]
        )
        [default] = processor.post_process_instance_segmentation(
            answer, target_sizes=[size], threshold=thresholds["threshold"]
        )
        whole = found["segmentation"] if found["segments_info"] else []
        shown = [default["segmentation"] == one["id"] for one in found["segments_info"]]
    segments = []
    for one, mask, rest in zip(found["segments_info"], whole, shown, strict=True):
        segment = {"label": names[one["label_id"]], "score": one["score"], "mask": runs(mask)}
        if task == "instance":
            segment["shown"] = runs(rest)
        segments.append(segment)
    return segments


def noisy(answer, generator):
    changed = type(answer)(**answer)
    for key, value in answer.items():
        if key in ("logits", "pred_masks", "class_queries_logits", "masks_queries_logits"):
            changed[key] = value + 1e-5 * torch.randn(value.shape, generator=generator)
    return changed


def find_all(model, processor, task, pictures, thresholds):
    """The segments of each picture; nothing where there are too few, or the last bits decide which there are."""
    generator = torch.Generator().manual_seed(0)
    expected = {}
    for file, picture in pictures.items():
        answer = outputs(model, processor, picture)
        size = (picture.height, picture.width)
        segments = find(processor, answer, task, size, thresholds)
        for _ in range(3):
            again = find(processor, noisy(answer, generator), task, size, thresholds)
            if [one["label"] for one in again] != [one["label"] for one in segments]:
                return None
            if any(differ(one["mask"], other["mask"], size) > 3e-5 for one, other in zip(again, segments, strict=True)):
                return None
        expected[file] = segments
    counts = [len(segments) for segments in expected.values()]
    labels = {one["label"] for segments in expected.values() for one in segments}
    enough = sum(count >= 2 for count in counts) * 3 >= 2 * len(counts) and len(labels) > 2
    return expected if enough else None


def make(name, build, processor, tasks, thresholds, photographs=None, settings=None):
    if len(sys.argv) > 1 and name not in sys.argv[1:]:
        return
    folder = HERE / "segmenters" / name
    shutil.rmtree(folder, ignore_errors=True)
    pictures = {file: PICTURES[file] for file in photographs or PICTURES}
    model = build().eval()
    for seed in range(200):
        stir(model, torch.Generator().manual_seed(seed))
        spread(model, processor, pictures.values())
        # The file holds halves; transformers computes with them widened.
        model.half().float()
        expected = {}
        for task in tasks:
            expected[task] = find_all(model, processor, task, pictures, thresholds)
            if expected[task] is None:
                break
        else:
            break
    else:
        sys.exit(f"{name}: no seed gives enough segments")
    model.half().save_pretrained(folder)
    kind = type(processor).__name__.removesuffix("Pil")
    settings = settings or {**json.loads(processor.to_json_string()), "image_processor_type": kind}
    (folder / "preprocessor_config.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n")
    (folder / "expected.json").write_text(json.dumps({"thresholds": thresholds, "tasks": expected}) + "\n")
    size = sum(file.stat().st_size for file in folder.iterdir())
    counts = {task: [len(one) for one in images.values()] for task, images in expected.items()}
    print(f"{name:34} {size:7} bytes, seed {seed}, {counts}", flush=True)


LABELS = dict(id2label=dict(enumerate(NAMES)), label2id={label: number for number, label in enumerate(NAMES)})


def segformer(**changes):
    settings = dict(
        num_encoder_blocks=2, depths=[1, 1], hidden_sizes=[8, 16], num_attention_heads=[1, 2], sr_ratios=[2, 1],
        patch_sizes=[7, 3], strides=[4, 2], mlp_ratios=[2, 2], decoder_hidden_size=12,
    )
    return lambda: SegformerForSemanticSegmentation(SegformerConfig(**settings | LABELS | changes))


def resnet(**changes):
    settings = dict(embedding_size=4, hidden_sizes=[4, 6, 8, 8], depths=[1, 1, 1, 1], layer_type="basic", out_features=STAGES)
    return ResNetConfig(**settings | changes)


def mask2former(backbone, **changes):
    settings = dict(
        feature_size=32, hidden_dim=32, mask_feature_size=16, encoder_layers=1, decoder_layers=3, num_attention_heads=4,
        encoder_feedforward_dim=16, dim_feedforward=24, num_queries=8,
    )
    return lambda: Mask2FormerForUniversalSegmentation(
        Mask2FormerConfig(backbone_config=backbone, **settings | LABELS | changes)
    )


def swin():
    return SwinConfig(image_size=32, patch_size=4, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 2, 2, 4], window_size=4,
                      mlp_ratio=2.0, out_features=STAGES)


def panoptic_detr():
    return DetrForSegmentation(
        DetrConfig(
            d_model=32, encoder_layers=1, decoder_layers=2, encoder_ffn_dim=24, decoder_ffn_dim=24, num_queries=15,
            encoder_attention_heads=8, decoder_attention_heads=4, backbone_config=resnet(), **LABELS,
        )
    )


USUAL = {"threshold": 0.5, "mask_threshold": 0.5, "overlap_mask_area_threshold": 0.8}
LOOSE = {"threshold": 0.3, "mask_threshold": 0.4, "overlap_mask_area_threshold": 0.3}
ALL = ["panoptic", "instance", "semantic"]
FEW = ["landscape.jpg", "panorama.jpg", "pole.jpg", "turned.jpg", "grey.png"]
make("segformer", segformer(), SegformerImageProcessorPil(size={"height": 64, "width": 64}), ["semantic"], USUAL)
make(
    "segformer-legacy-oblong",
    segformer(num_encoder_blocks=3, depths=[1, 1, 1], hidden_sizes=[8, 8, 16], num_attention_heads=[1, 2, 4],
              sr_ratios=[4, 2, 1], patch_sizes=[7, 3, 3], strides=[4, 2, 2], mlp_ratios=[2, 2, 2]),
    SegformerImageProcessorPil(size={"height": 96, "width": 160}, do_reduce_labels=True),
    ["semantic"],
    USUAL,
    FEW,
    settings={"feature_extractor_type": "SegformerFeatureExtractor", "size": {"height": 96, "width": 160},
              "do_normalize": True, "reduce_labels": True, "image_mean": [0.485, 0.456, 0.406],
              "image_std": [0.229, 0.224, 0.225]},
)
make(
    "mask2former-swin",
    mask2former(swin()),
    Mask2FormerImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 128}),
    ALL,
    LOOSE,
    FEW,
)
make(
    "mask2former-resnet",
    mask2former(resnet(), num_queries=9),
    Mask2FormerImageProcessorPil(size={"height": 96, "width": 96}),
    ALL,
    USUAL,
    FEW,
)
make(
    "detr-panoptic",
    panoptic_detr,
    DetrImageProcessorPil(size={"shortest_edge": 96, "longest_edge": 160}),
    ALL,
    LOOSE,
    FEW,
)
