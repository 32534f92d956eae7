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
"""Write `expected.json`: what transformers says about `images/test`, the truth that Roost's answers are held against.

    uv run expected_predictions.py

The image processor is the one that works through PIL, the arithmetic is float32 on the CPU, one image at a time.
"""

import importlib.metadata
import json
import pathlib

import torch
from transformers import ViTForImageClassification, ViTImageProcessorPil, pipeline

HERE = pathlib.Path(__file__).parent
PACKAGES = ["numpy", "pillow", "safetensors", "torch", "transformers"]


def main():
    torch.set_num_threads(1)
    model = ViTForImageClassification.from_pretrained(HERE / "checkpoint").eval()
    processor = ViTImageProcessorPil.from_pretrained(HERE / "checkpoint")
    classify = pipeline("image-classification", model=model, image_processor=processor)

    predictions = []
    for path in sorted((HERE / "images" / "test").glob("*/*.png")):
        with torch.inference_mode():
            pixels = classify.preprocess(str(path))["pixel_values"]
            logits = model(pixel_values=pixels).logits[0].double()
        [first] = classify(str(path), top_k=1)
        predictions.append(
            {
                "image": path.relative_to(HERE / "images").as_posix(),
                "label": first["label"],
                "score": round(first["score"], 6),
                "logits": [round(value, 6) for value in logits.tolist()],
            }
        )

    right = sum(one["label"] == one["image"].split("/")[1] for one in predictions)
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    head = {"made by": "expected_predictions.py", "versions": versions, "accuracy": right / len(predictions)}
    lines = ",\n".join("    " + json.dumps(one) for one in predictions)
    text = json.dumps(head, indent=2)[:-2] + ',\n  "predictions": [\n' + lines + "\n  ]\n}\n"
    (HERE / "expected.json").write_text(text)
    print(f"{right} of {len(predictions)} right")


if __name__ == "__main__":
    main()
