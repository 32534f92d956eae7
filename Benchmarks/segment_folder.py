"""A folder of 640x480 JPEG photographs through SegFormer-b0 with 150 labels, end to end: decode, prepare, run, masks.

Images per second while running; imports and loading are not counted. The bare contestants run the same model, exported
from torch, on tensors that were prepared beforehand, and leave its logits as they are: the limit. All compute with as
many threads as there are processors; with `--threads 1` nobody waits spinning, and processor time is what it seems.
"""

import measuring
import models
import roost
from classify_folder import SPIN, sample

MODEL = "segformer-b0"
SIZE = "512x512"


def main():
    parser = measuring.arguments(__doc__, rounds=3)
    parser.add_argument("--images", type=int, default=64)
    parser.add_argument("--threads", type=int, default=measuring.CPU_COUNT)
    options = parser.parse_args()
    checkpoint = models.model(MODEL) / "checkpoint"
    onnx = models.model(MODEL) / "onnx" / "model.onnx"
    photographs = models.photographs(options.images)
    tensors = models.tensors(MODEL, options.images)
    python, script = measuring.python("bench-venv"), measuring.PEERS / "segment_transformers.py"

    def transformers(batch):
        threads = {"OMP_NUM_THREADS": str(options.threads)}
        return sample(measuring.run([python, script, checkpoint, batch, *photographs], threads))

    def bare(batch):
        counts = [options.images, SIZE, batch, options.threads]
        return sample(
            measuring.run([models.bare_program(), models.onnxruntime_library(), onnx, tensors, *counts, SPIN])
        )

    def ours(*choices):
        finished, statistics = roost.segment(checkpoint, photographs, "--threads", options.threads, *choices)
        return {**statistics, "cpu": finished.cpu, "peak memory": finished.peak_memory, "others": finished.others}

    contestants = {
        "transformers batch 1": lambda: transformers(1),
        "transformers batch 4": lambda: transformers(4),
        "bare ONNX Runtime batch 1": lambda: bare(1),
        "bare ONNX Runtime batch 4": lambda: bare(4),
    }
    if roost.present():
        contestants = {
            "roost": ours,
            "roost --batch 4": lambda: ours("--batch", 4),
            **contestants,
        }
    samples = measuring.alternate(contestants, options.rounds, options.only)

    measuring.machine()
    print(f"{MODEL}, {options.images} photographs, {options.threads} threads")
    speeds = {name: [options.images / one["run"] for one in taken] for name, taken in samples.items()}
    measuring.table("throughput while running", "images/s", speeds, smaller_is_better=False, digits=2)
    for key, title, unit, factor, baseline, digits in [
        ("cpu", "processor time of an image", "ms", 1000 / options.images, "roost", 0),
        ("peak memory", "peak resident memory", "MB", 1e-6, "roost", 0),
        ("others", "processors used by others", "%", 100, None, 0),
    ]:
        values = {name: [one[key] * factor for one in taken] for name, taken in samples.items()}
        measuring.table(title, unit, values, baseline=baseline, digits=digits)


if __name__ == "__main__":
    main()
