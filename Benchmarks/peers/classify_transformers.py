"""The image-classification pipeline of transformers as its documentation shows it: one JSON line per image.

    classify_transformers.py CHECKPOINT BATCH IMAGE...

The last line gives the seconds until the pipeline stood (imports and weights), and the seconds and processor seconds of
the run; the first batch is classified once before these clocks start when there is more than one image.
"""

import json
import sys
import time

start = time.perf_counter()

# The import is part of what is measured.
from transformers import pipeline  # noqa: E402

checkpoint, batch, images = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
classify = pipeline("image-classification", model=checkpoint, batch_size=batch)
loaded = time.perf_counter()

if len(images) > 1:
    classify(images[:batch], top_k=1)
begin, cpu = time.perf_counter(), time.process_time()
for image, answer in zip(images, classify(images, top_k=1), strict=True):
    print(json.dumps({"image": image, "label": answer[0]["label"], "score": answer[0]["score"]}))
sys.stdout.flush()
run, cpu = time.perf_counter() - begin, time.process_time() - cpu
print(json.dumps({"load": loaded - start, "run": run, "cpu": cpu, "images": len(images)}))
