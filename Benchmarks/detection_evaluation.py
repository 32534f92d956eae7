"""COCO's twelve numbers from two JSON files: 5,000 images with 500,000 detections, and whether all agree on them.

Roost's files are read by `detection-evaluation`, a program of this folder around Roost's module. Loading and evaluating
are clocked by each contestant itself, so that nobody's start counts; peak memory is that of the whole process.
"""

import subprocess

import measuring
import models

PACKAGE = measuring.ROOT / "Benchmarks" / "detection-evaluation"
PEERS = ["hotcoco", "faster-coco-eval", "pycocotools"]


def main():
    parser = measuring.arguments(__doc__, rounds=3)
    parser.add_argument("--threads", type=int, default=measuring.CPU_COUNT, help="Roost's; hotcoco takes all there are")
    parser.add_argument("--draws", type=int, default=1000, help="how often items are drawn anew where versions are compared")
    options = parser.parse_args()
    folder = models.detections()
    files = [folder / "truth.json", folder / "detections.json"]
    subprocess.run(["swift", "build", "-c", "release", "--package-path", PACKAGE], check=True)
    program = PACKAGE / ".build" / "release" / "detection-evaluation"
    python, script = measuring.python("bench-venv-detections"), measuring.PEERS / "evaluate_detections.py"
    contestants = {"roost": lambda: measuring.run([program, *files, options.threads])}
    for peer in PEERS:
        contestants[peer] = lambda peer=peer: measuring.run([python, script, peer, *files])
    samples = measuring.alternate(contestants, options.rounds, options.only)

    said = {name: [measuring.last_json(one.output) for one in taken] for name, taken in samples.items()}
    measuring.machine()
    for title, key in (("read both files", "load"), ("evaluate and accumulate", "evaluate")):
        measuring.table(title, "s", {n: [one[key] for one in taken] for n, taken in said.items()}, digits=3)
    both = {name: [one["load"] + one["evaluate"] for one in taken] for name, taken in said.items()}
    measuring.table("both", "s", both, digits=3)
    for title, unit, measure in (
        ("processor time of the whole process", "s", lambda one: one.cpu),
        ("peak resident memory", "MB", lambda one: one.peak_memory / 1e6),
        ("processors used by others", "%", lambda one: one.others * 100),
    ):
        baseline = None if unit == "%" else "roost"
        values = {name: [measure(one) for one in taken] for name, taken in samples.items()}
        measuring.table(title, unit, values, baseline=baseline)
    agree(said)
    if options.draws and "roost" in samples:
        compare(program, files, options)


def compare(program, files, options):
    """Judges two versions item by item, and compares them from their evidence on one thread."""
    one = measuring.run([program, *files, options.threads, options.draws])
    said = measuring.last_json(one.output)
    print(f"two versions, {options.draws} draws, once: {said['words']}")
    print(
        f"judged in {said['judge']:.2f} s, reports in {said['finish']:.2f} s, evidence of {said['bytes'] / 1e6:.1f} MB each, "
        f"compared in {said['compare']:.2f} s; {one.cpu:.2f} s of processor time, {one.peak_memory / 1e6:.0f} MB in all"
    )


def agree(said):
    """Ends with an error if two contestants do not say the same to 1e-9."""
    numbers = {name: taken[0]["values"] for name, taken in said.items()}
    first, *rest = numbers
    for name in rest:
        apart = max(abs(a - b) for a, b in zip(numbers[first], numbers[name], strict=True))
        print(f"{first} and {name}: the twelve numbers are at most {apart:.1e} apart")
        if apart > 1e-9:
            raise SystemExit(f"{first} and {name} do not agree")


if __name__ == "__main__":
    main()
