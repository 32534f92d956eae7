"""A folder of photographs through a detector or a segmenter, end to end, beside the pipeline of transformers and bare ONNX
Runtime on ready tensors: what `detect_folder.py` and `segment_folder.py` share.
"""

import measuring
import models
import roost
from classify_folder import SPIN, sample


def compare(description, model, size, images, peer, command, digits):
    """Runs all contestants, alternating, and prints the tables.

    `model` is one of those of `models.py`, whose tensors are of `size`; `images` how many photographs by default; `peer`
    the script in `peers/`; `command` what of `roost.py` runs ours; `digits` those of a throughput.
    """
    parser = measuring.arguments(description, rounds=3)
    parser.add_argument("--images", type=int, default=images)
    parser.add_argument("--threads", type=int, default=measuring.CPU_COUNT)
    options = parser.parse_args()
    checkpoint = models.model(model) / "checkpoint"
    onnx = models.model(model) / "onnx" / "model.onnx"
    photographs = models.photographs(options.images)
    tensors = models.tensors(model, options.images)
    python, script = measuring.python("bench-venv"), measuring.PEERS / peer

    def transformers(batch):
        threads = {"OMP_NUM_THREADS": str(options.threads)}
        return sample(measuring.run([python, script, checkpoint, batch, *photographs], threads))

    def bare(batch):
        counts = [options.images, size, batch, options.threads]
        return sample(
            measuring.run([models.bare_program(), models.onnxruntime_library(), onnx, tensors, *counts, SPIN])
        )

    def ours(*choices):
        finished, statistics = command(checkpoint, photographs, "--threads", options.threads, *choices)
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
    print(f"{model}, {options.images} photographs, {options.threads} threads")
    speeds = {name: [options.images / one["run"] for one in taken] for name, taken in samples.items()}
    measuring.table("throughput while running", "images/s", speeds, smaller_is_better=False, digits=digits)
    for key, title, unit, factor, baseline, places in [
        ("cpu", "processor time of an image", "ms", 1000 / options.images, "roost", 0),
        ("peak memory", "peak resident memory", "MB", 1e-6, "roost", 0),
        ("others", "processors used by others", "%", 100, None, 0),
    ]:
        values = {name: [one[key] * factor for one in taken] for name, taken in samples.items()}
        measuring.table(title, unit, values, baseline=baseline, digits=places)
