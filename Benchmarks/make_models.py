"""Make a checkpoint of a usual size with random weights, and the same model as ONNX: make_models.py NAME FOLDER

NAME is `vit-b-16` (86.6 M parameters) or `resnet-50` (25.6 M). Writes FOLDER/checkpoint (Hugging Face layout) and
FOLDER/onnx/model.onnx with its weights in an external file. Runs in the environment of requirements.txt.
"""

import pathlib
import sys

import torch
from transformers import (
    ConvNextImageProcessor,
    ResNetConfig,
    ResNetForImageClassification,
    ViTConfig,
    ViTForImageClassification,
    ViTImageProcessor,
)

IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
MODELS = {
    "vit-b-16": (ViTForImageClassification, ViTConfig, ViTImageProcessor, {}),
    "resnet-50": (
        ResNetForImageClassification,
        ResNetConfig,
        ConvNextImageProcessor,
        {"size": {"shortest_edge": 224}, "crop_pct": 0.875, **IMAGENET},
    ),
}


class Logits(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values=pixel_values).logits


def main(name, folder):
    torch.manual_seed(1)
    model_type, config_type, processor_type, processor_options = MODELS[name]
    config = config_type(num_labels=1000)
    # Exports to fewer nodes than torch's fused attention does, and runs a little faster.
    config._attn_implementation = "eager"
    model = model_type(config).eval()
    model.save_pretrained(folder / "checkpoint")
    processor_type(**processor_options).save_pretrained(folder / "checkpoint")

    (folder / "onnx").mkdir(exist_ok=True)
    torch.onnx.export(
        Logits(model).eval(),
        (torch.zeros(2, 3, 224, 224),),
        folder / "onnx" / "model.onnx",
        input_names=["pixel_values"],
        output_names=["logits"],
        dynamic_shapes={"pixel_values": {0: torch.export.Dim("batch")}},
        external_data=True,
        opset_version=20,
    )


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
