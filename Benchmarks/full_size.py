"""Detectors and segmenters of their published sizes: raw outputs beside those of transformers, load time, peak memory.

Weights are random (make_full_size.py). Both contestants load the same checkpoint in a process of their own, run one ready
image, and write all of their raw outputs, which must be equal but for rounding.
"""

import array
import os
import pathlib

import measuring
import models

BINARY = pathlib.Path(os.environ.get("RUN_DENSE", measuring.ROOT / ".build" / "release" / "RunDense"))
SIZES = {
    "detr-r50": (800, 1066),
    "table-transformer-r18": (800, 1066),
    "detr-r50-panoptic": (800, 1066),
    "segformer-b0": (512, 512),
    "mask2former-swin-t": (384, 384),
    "mask2former-r50": (384, 384),
}
TOLERANCE = 1e-4
"""How far outputs may be apart, as a share of the largest number among them, or of 1 if that is more."""


def main():
    parser = measuring.arguments(__doc__, rounds=3)
    parser.add_argument("--models", default=",".join(SIZES), help="names of models, with commas; all by default")
    options = parser.parse_args()
    measuring.machine()
    for name in options.models.split(","):
        with measuring.scratch_folder() as folder:
            compare(name, folder, options)


def compare(name, folder, options):
    checkpoint = models.full_size(name)
    arguments = [checkpoint, checkpoint / "input.f32", *SIZES[name]]
    environment = {"ROOST_ONNXRUNTIME": str(models.onnxruntime_library())}
    for contestant in ["roost", "transformers"]:
        (folder / contestant).mkdir()
    peer = [measuring.python("bench-venv"), measuring.PEERS / "run_transformers.py"]
    samples = measuring.alternate(
        {
            "roost": lambda: measuring.run([BINARY, *arguments, folder / "roost"], environment),
            "transformers": lambda: measuring.run([*peer, *arguments, folder / "transformers"]),
        },
        options.rounds,
        options.only,
    )
    height, width = SIZES[name]
    print(f"\n== {name}, {height}x{width}")
    if len(samples) == 2:
        agree(folder)
    seconds = {key: [measuring.last_json(one.output) for one in taken] for key, taken in samples.items()}
    for measure in ["load", "run"]:
        measuring.table(measure, "s", {key: [one[measure] for one in taken] for key, taken in seconds.items()})
    cpu = {key: [one.cpu for one in taken] for key, taken in samples.items()}
    measuring.table("processor time of the whole process", "s", cpu)
    memory = {key: [one.peak_memory / 1e6 for one in taken] for key, taken in samples.items()}
    measuring.table("peak resident memory", "MB", memory, digits=0)
    busy = {key: [one.others * 100 for one in taken] for key, taken in samples.items()}
    measuring.table("processors used by others", "%", busy, baseline=None, digits=0)


def agree(folder):
    """Prints how far each output is from that of transformers."""
    expected = sorted((folder / "transformers").glob("*.f32"))
    given = sorted((folder / "roost").glob("*.f32"))
    if [one.name for one in expected] != [one.name for one in given]:
        raise SystemExit(f"the outputs have other names: {given}, {expected}")
    for one, other in zip(given, expected):
        ours, theirs = floats(one), floats(other)
        if len(ours) != len(theirs):
            raise SystemExit(f"{one.stem}: {len(ours)} numbers instead of {len(theirs)}")
        largest = max(map(abs, theirs))
        error = max(abs(a - b) for a, b in zip(ours, theirs))
        if not error <= TOLERANCE * max(1, largest):
            raise SystemExit(f"{one.stem}: off by {error}, where the largest number is {largest}")
        print(f"{one.stem}: off by {error:.1e} at most; the largest number is {largest:.3g}")


def floats(path):
    numbers = array.array("f")
    numbers.frombytes(path.read_bytes())
    return numbers


if __name__ == "__main__":
    main()
