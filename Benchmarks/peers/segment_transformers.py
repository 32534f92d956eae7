"""The image-segmentation pipeline of transformers as its documentation shows it: one JSON line per image.

    segment_transformers.py CHECKPOINT BATCH IMAGE...

The last line gives the seconds until the pipeline stood (imports and weights), and the seconds and processor seconds of
the run; the first batch is gone through once before these clocks start when there is more than one image.
"""

import json
import sys
import time

start = time.perf_counter()

# The import is part of what is measured.
from transformers import pipeline  # noqa: E402

checkpoint, batch, images = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
segment = pipeline("image-segmentation", model=checkpoint, batch_size=batch)
loaded = time.perf_counter()

if len(images) > 1:
    segment(images[:batch], subtask="semantic")
begin, cpu = time.perf_counter(), time.process_time()
for image, segments in zip(images, segment(images, subtask="semantic"), strict=True):
    print(json.dumps({"image": image, "labels": [one["label"] for one in segments]}))
sys.stdout.flush()
run, cpu = time.perf_counter() - begin, time.process_time() - cpu
print(json.dumps({"load": loaded - start, "run": run, "cpu": cpu, "images": len(images)}))
