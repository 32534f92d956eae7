"""Make a detector or segmenter of its published size with random weights: make_full_size.py NAME FOLDER

FOLDER gets the checkpoint and `input.f32`, one ready image. The weights are those that transformers begins training with,
stirred until mistakes show: queries and keys six times as large, for with untrained ones attention is all but uniform and
nothing that feeds it matters; embeddings of queries, statistics of batch norms, tables of relative positions and biases
moved away from their constants. Runs in the environment of requirements.txt.
"""

import pathlib
import sys

import torch
import transformers
import transformers.models.mask2former.modeling_mask2former
from transformers import (
    DetrConfig,
    DetrForObjectDetection,
    DetrForSegmentation,
    Mask2FormerConfig,
    Mask2FormerForUniversalSegmentation,
    ResNetConfig,
    SegformerConfig,
    SegformerForSemanticSegmentation,
    SwinConfig,
    TableTransformerConfig,
    TableTransformerForObjectDetection,
)

# Its loss wants scipy; nothing here needs one.
transformers.models.mask2former.modeling_mask2former.requires_backends = lambda *_: None

STAGES = ["stage1", "stage2", "stage3", "stage4"]
RESNET_18 = {"hidden_sizes": [64, 128, 256, 512], "depths": [2, 2, 2, 2], "layer_type": "basic"}
SWIN_T = {"embed_dim": 96, "depths": [2, 2, 6, 2], "num_heads": [3, 6, 12, 24], "window_size": 7}
MODELS = {
    "detr-r50": lambda: DetrForObjectDetection(
        DetrConfig(num_labels=91, backbone_config=ResNetConfig(out_features=["stage4"]))
    ),
    "table-transformer-r18": lambda: TableTransformerForObjectDetection(
        TableTransformerConfig(
            num_labels=6,
            num_queries=125,
            backbone_config=ResNetConfig(out_features=["stage4"], **RESNET_18),
        )
    ),
    "detr-r50-panoptic": lambda: DetrForSegmentation(
        DetrConfig(num_labels=250, backbone_config=ResNetConfig(out_features=STAGES))
    ),
    "segformer-b0": lambda: SegformerForSemanticSegmentation(SegformerConfig(num_labels=150)),
    "mask2former-swin-t": lambda: Mask2FormerForUniversalSegmentation(
        Mask2FormerConfig(num_labels=133, backbone_config=SwinConfig(out_features=STAGES, **SWIN_T))
    ),
    "mask2former-r50": lambda: Mask2FormerForUniversalSegmentation(
        Mask2FormerConfig(num_labels=133, backbone_config=ResNetConfig(out_features=STAGES))
    ),
}
SIZES = {
    "detr-r50": (800, 1066),
    "table-transformer-r18": (800, 1066),
    "detr-r50-panoptic": (800, 1066),
    "segformer-b0": (512, 512),
    "mask2former-swin-t": (384, 384),
    "mask2former-r50": (384, 384),
}


@torch.no_grad()
def stir(model):
    for name, parameter in model.named_parameters():
        if any(part in name for part in ("q_proj.weight", "k_proj.weight", "query.weight", "key.weight")):
            parameter.mul_(6)
        elif "query" in name and parameter.ndim == 2 and "proj" not in name:
            parameter.copy_(torch.randn(parameter.shape))
        elif "relative_position" in name:
            parameter.copy_(torch.randn(parameter.shape))
        elif "sampling_offsets" in name:
            parameter.add_(0.1 * torch.randn(parameter.shape))
        elif parameter.ndim == 1 and name.endswith("weight"):
            parameter.mul_(1 + 0.2 * torch.rand(parameter.shape))
        elif parameter.ndim == 1:
            parameter.add_(0.05 * torch.randn(parameter.shape))
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            buffer.copy_(0.1 * torch.randn(buffer.shape))
        elif name.endswith("running_var"):
            buffer.copy_(0.8 + 0.4 * torch.rand(buffer.shape))


def main(name, folder):
    torch.manual_seed(1)
    model = MODELS[name]().eval()
    stir(model)
    model.save_pretrained(folder)
    torch.randn(3, *SIZES[name]).numpy().tofile(folder / "input.f32")


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
