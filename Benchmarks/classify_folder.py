"""A folder of 640x480 JPEG photographs, end to end: decode, prepare, run, answer.

Images per second while running; imports and loading are not counted (`cold-start` counts them). The bare contestants
run the same model, exported from torch, on tensors that were prepared beforehand: the limit. All compute with as many
threads as there are processors; with `--threads 1` nobody waits spinning, and processor time is what it seems.
"""

import measuring
import models
import roost

SPIN = "session.intra_op.spin_duration_us=200"
"""Waiting threads of the bare contestants give up early: the best setting found, above all on a busy machine."""


def main():
    parser = measuring.arguments(__doc__, rounds=3)
    parser.add_argument("--model", choices=models.NAMES, default="resnet-50")
    parser.add_argument("--images", type=int, default=200)
    parser.add_argument("--threads", type=int, default=measuring.CPU_COUNT)
    options = parser.parse_args()
    checkpoint = models.model(options.model) / "checkpoint"
    onnx = models.model(options.model) / "onnx" / "model.onnx"
    photographs = models.photographs(options.images)
    tensors = models.tensors(options.model, options.images)
    python, script = measuring.python("bench-venv"), measuring.PEERS / "classify_transformers.py"

    def transformers(batch):
        threads = {"OMP_NUM_THREADS": str(options.threads)}
        return sample(measuring.run([python, script, checkpoint, batch, *photographs], threads))

    def bare(batch):
        counts = [options.images, models.SIZE, batch, options.threads]
        return sample(
            measuring.run([models.bare_program(), models.onnxruntime_library(), onnx, tensors, *counts, SPIN])
        )

    contestants = {
        "transformers batch 8": lambda: transformers(8),
        "transformers batch 1": lambda: transformers(1),
        "bare ONNX Runtime batch 8": lambda: bare(8),
        "bare ONNX Runtime batch 1": lambda: bare(1),
    }
    if roost.present():
        threads = ["--threads", options.threads]
        contestants = {
            "roost": lambda: roost_sample(checkpoint, photographs, *threads),
            "roost --prepack": lambda: roost_sample(checkpoint, photographs, *threads, "--prepack"),
            **contestants,
        }
    samples = measuring.alternate(contestants, options.rounds, options.only)

    measuring.machine()
    print(f"{options.model}, {options.images} photographs, {options.threads} threads")
    speeds = {name: [options.images / one["run"] for one in taken] for name, taken in samples.items()}
    measuring.table("throughput while running", "images/s", speeds, smaller_is_better=False)
    for key, title, unit, factor, baseline, digits in [
        ("cpu", "processor time of an image", "ms", 1000 / options.images, "roost", 1),
        ("peak memory", "peak resident memory", "MB", 1e-6, "roost", 0),
        ("others", "processors used by others", "%", 100, None, 0),
    ]:
        values = {name: [one[key] * factor for one in taken] for name, taken in samples.items()}
        measuring.table(title, unit, values, baseline=baseline, digits=digits)


def sample(finished):
    """What the contestant says of its own run, and what was seen from outside."""
    statistics = measuring.last_json(finished.output)
    return {**statistics, "peak memory": finished.peak_memory, "others": finished.others}


def roost_sample(checkpoint, photographs, *options):
    """As `sample`; the processor time is that of the whole process, and no batch is run beforehand."""
    finished, statistics = roost.classify(checkpoint, photographs, *options)
    return {**statistics, "cpu": finished.cpu, "peak memory": finished.peak_memory, "others": finished.others}


if __name__ == "__main__":
    main()
