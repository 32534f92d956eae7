"""The models, photographs and tensors that the inference benchmarks share; made once, kept in `.tools/bench-data`."""

import os
import pathlib
import shutil
import subprocess

from measuring import DATA, PEERS, ROOT, python

NAMES = ["vit-b-16", "resnet-50"]
SIZE = "224x224"
"""Height and width of a prepared image of either model."""


def _make(target, command):
    """Runs `command` with a fresh path as its last word, then moves what it made to `target`: whole or not at all."""
    if not target.exists():
        print(f"making {target.relative_to(ROOT)}", flush=True)
        partial = target.with_name(target.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.unlink(missing_ok=True)
        partial.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(word) for word in [*command, partial]], check=True, stdout=subprocess.DEVNULL)
        partial.rename(target)
    return target


def model(name):
    """A folder with `checkpoint/` and `onnx/model.onnx`."""
    return _make(DATA / name, [python("bench-venv"), ROOT / "Benchmarks" / "make_models.py", name])


def full_size(name):
    """A detector's or segmenter's checkpoint of its published size, with `input.f32` in it."""
    return _make(DATA / f"full-{name}", [python("bench-venv"), ROOT / "Benchmarks" / "make_full_size.py", name])


def photographs(count):
    """The sorted paths of `count` JPEG photographs of 640x480."""
    make = [python("bench-venv-data"), ROOT / "Benchmarks" / "make_photographs.py", count]
    return sorted(_make(DATA / f"photographs-{count}", make).glob("*.jpg"))


def tensors(name, count):
    """One file with the photographs as the model's processor prepares them."""
    script = ROOT / "Benchmarks" / "make_tensors.py"
    folder = photographs(count)[0].parent
    return _make(
        DATA / f"tensors-{name}-{count}.f32",
        [python("bench-venv"), script, model(name) / "checkpoint", folder],
    )


def detections():
    """A folder with `truth.json` and `detections.json`: 5,000 images, 500,000 boxes."""
    script = ROOT / "Benchmarks" / "make_detections.py"
    return _make(DATA / "detections", [python("bench-venv-detections"), script])


def bare_program():
    """The compiled `peers/bare_onnxruntime.c`."""
    source, target = PEERS / "bare_onnxruntime.c", DATA / "bare_onnxruntime"
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        DATA.mkdir(parents=True, exist_ok=True)
        compiler = os.environ.get("CC", "cc")
        subprocess.run([compiler, "-O2", "-Wall", "-Werror", source, "-o", target, "-ldl"], check=True)
    return target


def onnxruntime_library():
    """The shared library out of the official wheel."""
    packages = pathlib.Path(python("bench-venv")).parent.parent / "lib"
    return next(packages.glob("python*/site-packages/onnxruntime/capi/libonnxruntime.so*"))


def features(items, width, classes):
    """A safetensors file with the features and labels of made-up items."""
    make = [python("bench-venv-data"), ROOT / "Benchmarks" / "make_features.py", items, width, classes]
    return _make(DATA / f"features-{items}x{width}-{classes}.safetensors", make)
