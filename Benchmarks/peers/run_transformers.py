"""A detector or segmenter of transformers over one ready tensor: the peer of RunDense, with the same arguments.

    run_transformers.py CHECKPOINT INPUT HEIGHT WIDTH FOLDER
"""

import json
import pathlib
import sys
import time

start = time.perf_counter()

# The imports are part of what is measured.
import numpy  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402

checkpoint, input, height, width, folder = sys.argv[1:]
architecture = json.loads(pathlib.Path(checkpoint, "config.json").read_text())["architectures"][0]
if architecture.startswith("Mask2Former"):
    # Its loss wants scipy; nothing here needs one.
    import transformers.models.mask2former.modeling_mask2former as mask2former

    mask2former.requires_backends = lambda *_: None
model = getattr(transformers, architecture).from_pretrained(checkpoint).eval()
loaded = time.perf_counter()
pixels = torch.from_numpy(numpy.fromfile(input, numpy.float32).reshape(1, 3, int(height), int(width)))
with torch.inference_mode():
    outputs = model(pixel_values=pixels)
run = time.perf_counter() - loaded
for name in ["logits", "pred_boxes", "pred_masks", "class_queries_logits", "masks_queries_logits"]:
    if outputs.get(name) is not None:
        outputs[name].numpy().tofile(pathlib.Path(folder, f"{name}.f32"))
print(json.dumps({"load": loaded - start, "run": run}))
