"""Evaluates the boxes of two COCO files: evaluate_detections.py hotcoco|faster-coco-eval|pycocotools TRUTH DETECTIONS

Prints one line of JSON: the seconds to load and to evaluate, and the twelve numbers.
"""

import contextlib
import io
import json
import sys
import time


def peer(name):
    """The classes of a peer, and how it loads detections."""
    if name == "hotcoco":
        from hotcoco import COCO, COCOeval

        return COCO, COCOeval, COCO.load_res
    if name == "faster-coco-eval":
        from faster_coco_eval import COCO, COCOeval_faster

        return COCO, COCOeval_faster, COCO.loadRes
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    return COCO, COCOeval, COCO.loadRes


def main(name, truth, detections):
    coco, evaluation, load = peer(name)
    with contextlib.redirect_stdout(io.StringIO()):
        start = time.monotonic()
        truth = coco(truth)
        run = evaluation(truth, load(truth, detections), "bbox")
        loaded = time.monotonic()
        run.evaluate()
        run.accumulate()
        evaluated = time.monotonic()
        run.summarize()
    values = [float(value) for value in run.stats]
    print(json.dumps({"load": loaded - start, "evaluate": evaluated - loaded, "values": values}))


if __name__ == "__main__":
    main(*sys.argv[1:])
