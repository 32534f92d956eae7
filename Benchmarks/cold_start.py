"""From the start of a process to its first prediction, and the most memory it took on the way.

The checkpoint is as large as ViT-B/16 (random weights), the image one 640x480 JPEG. The page cache is warm for all.
The bare contestants read a ready tensor instead of an image and know no labels.
"""

import measuring
import models
import roost

LEANEST = ["session.disable_prepacking=1", "session.intra_op.allow_spinning=0"]
"""Weights are read where the file is mapped instead of being copied into the layout that runs fastest."""


def main():
    options = measuring.arguments(__doc__, rounds=5).parse_args()
    checkpoint = models.model("vit-b-16") / "checkpoint"
    onnx = models.model("vit-b-16") / "onnx" / "model.onnx"
    photograph = models.photographs(200)[0]
    tensors = models.tensors("vit-b-16", 200)
    bare = [
        models.bare_program(),
        models.onnxruntime_library(),
        onnx,
        tensors,
        1,
        models.SIZE,
        1,
        measuring.CPU_COUNT,
    ]
    transformers = [
        measuring.python("bench-venv"),
        measuring.PEERS / "classify_transformers.py",
        checkpoint,
        1,
        photograph,
    ]

    contestants = {
        "transformers + torch": lambda: measuring.run(transformers),
        "bare ONNX Runtime": lambda: measuring.run(bare),
        "bare leanest": lambda: measuring.run([*bare, *LEANEST]),
    }
    if roost.present():
        contestants = {
            "roost": lambda: roost.classify(checkpoint, [photograph])[0],
            "roost --prepack": lambda: roost.classify(checkpoint, [photograph], "--prepack")[0],
            **contestants,
        }
    for name in contestants:
        if options.only is None or name in options.only.split(","):
            contestants[name]()
    samples = measuring.alternate(contestants, options.rounds, options.only)

    measuring.machine()
    measuring.table("process start to first prediction", "s", each(samples, lambda one: one.first_line), digits=3)
    measuring.table("processor time of the whole process", "s", each(samples, lambda one: one.cpu), digits=3)
    measuring.table("peak resident memory", "MB", each(samples, lambda one: one.peak_memory / 1e6), digits=0)
    measuring.table(
        "processors used by others", "%", each(samples, lambda one: one.others * 100), baseline=None, digits=0
    )


def each(samples, measure):
    return {name: [measure(one) for one in taken] for name, taken in samples.items()}


if __name__ == "__main__":
    main()
