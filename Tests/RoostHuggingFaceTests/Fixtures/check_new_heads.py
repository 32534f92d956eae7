# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "safetensors==0.8.0",
#     "torch==2.15.0",
#     "torchvision==0.29.2",
#     "transformers==5.23.0",
# ]
# ///
"""Records what transformers says about checkpoints that Roost wrote: checkpoints/ with other heads.

    ROOST_NEW_HEADS=/tmp/heads swift test --filter CheckpointWriterTests     # writes them (its other tests may fail)
    uv run check_new_heads.py /tmp/heads                                     # writes new_heads.json beside this file

Every checkpoint must load without a missing or a left-over tensor, and its header must be what the safetensors package
reads. `weights` and `config` are the SHA-256 of the files, so the record holds for exactly these bytes.
"""

import hashlib
import json
import pathlib
import sys

import safetensors
import torch
from safetensors.torch import load_file
from transformers import AutoModelForImageClassification

HERE = pathlib.Path(__file__).parent
torch.set_num_threads(1)


def check(folder):
    model, report = AutoModelForImageClassification.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True
    )
    for key in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        assert not report[key], f"{folder.name}: {key}: {report[key]}"
    assert model.config.id2label == {0: "zebra", 1: 'ä "b"\\c', 2: "1"}, model.config.id2label
    assert model.config.label2id == {"zebra": 0, 'ä "b"\\c': 1, "1": 2}, model.config.label2id
    with safetensors.safe_open(folder / "model.safetensors", "pt") as file:
        assert file.metadata() == {"format": "pt"}
        for name in file.keys():
            file.get_tensor(name)
    pixels = load_file(HERE / "checkpoints" / folder.name / "expected.safetensors")["input"].float()
    options = {}
    if model.config.model_type == "vit":
        size = model.config.image_size
        native = [size, size] if isinstance(size, int) else list(size)
        options["interpolate_pos_encoding"] = list(pixels.shape[2:]) != native
    with torch.no_grad():
        logits = model.eval()(pixel_values=pixels, **options).logits
    digests = {
        key: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for key, name in (("weights", "model.safetensors"), ("config", "config.json"))
    }
    return {**digests, "logits": [[round(value, 6) for value in row] for row in logits.tolist()]}


found = {folder.name: check(folder) for folder in sorted(pathlib.Path(sys.argv[1]).iterdir())}
lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(record)}" for name, record in found.items())
(HERE / "new_heads.json").write_text("{\n" + lines + "\n}\n")
print(f"{len(found)} checkpoints are as transformers wants them")
