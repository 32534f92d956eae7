"""Make a checkpoint of a usual size with random weights, and the same model as ONNX: make_models.py NAME FOLDER

NAME is `vit-b-16` (86.6 M parameters), `resnet-50` (25.6 M), `detr-r50` (41.6 M) or `segformer-b0` (3.8 M). Writes FOLDER/checkpoint (Hugging
Face layout) and FOLDER/onnx/model.onnx with its weights in an external file. Runs in the environment of requirements.txt.
"""

import dataclasses
import pathlib
import sys
import typing

import torch
from transformers import (
    ConvNextImageProcessor,
    DetrConfig,
    DetrForObjectDetection,
    DetrImageProcessor,
    ResNetConfig,
    ResNetForImageClassification,
    SegformerConfig,
    SegformerForSemanticSegmentation,
    SegformerImageProcessor,
    ViTConfig,
    ViTForImageClassification,
    ViTImageProcessor,
)

IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}


@dataclasses.dataclass
class Recipe:
    model: type
    config: typing.Callable
    processor: typing.Callable
    size: tuple[int, int] = (224, 224)
    """Height and width of what the processor makes of a photograph of 640x480."""
    outputs: tuple[str, ...] = ("logits",)


MODELS = {
    "vit-b-16": Recipe(ViTForImageClassification, lambda: ViTConfig(num_labels=1000), ViTImageProcessor),
    "resnet-50": Recipe(
        ResNetForImageClassification,
        lambda: ResNetConfig(num_labels=1000),
        lambda: ConvNextImageProcessor(size={"shortest_edge": 224}, crop_pct=0.875, **IMAGENET),
    ),
    "detr-r50": Recipe(
        DetrForObjectDetection,
        lambda: DetrConfig(num_labels=91, backbone_config=ResNetConfig(out_features=["stage4"])),
        DetrImageProcessor,
        size=(800, 1066),
        outputs=("logits", "pred_boxes"),
    ),
    "segformer-b0": Recipe(
        SegformerForSemanticSegmentation,
        lambda: SegformerConfig(num_labels=150),
        SegformerImageProcessor,
        size=(512, 512),
    ),
}


class Outputs(torch.nn.Module):
    """The model as a function from pixels to the outputs alone."""

    def __init__(self, model, names):
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, pixel_values):
        outputs = self.model(pixel_values=pixel_values)
        return tuple(outputs[name] for name in self.names)


def main(name, folder):
    torch.manual_seed(1)
    recipe = MODELS[name]
    config = recipe.config()
    # Exports to fewer nodes than torch's fused attention does, and runs a little faster.
    config._attn_implementation = "eager"
    model = recipe.model(config).eval()
    model.save_pretrained(folder / "checkpoint")
    recipe.processor().save_pretrained(folder / "checkpoint")

    (folder / "onnx").mkdir(exist_ok=True)
    torch.onnx.export(
        Outputs(model, recipe.outputs).eval(),
        (torch.zeros(2, 3, *recipe.size),),
        folder / "onnx" / "model.onnx",
        input_names=["pixel_values"],
        output_names=list(recipe.outputs),
        dynamic_shapes={"pixel_values": {0: torch.export.Dim("batch")}},
        external_data=True,
        opset_version=20,
    )


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
