"""The Roost side of every benchmark: one function for each thing that is done with the `roost` binary."""

import os
import pathlib
import subprocess

import models
from measuring import ROOT, last_json, run, server

BINARY = pathlib.Path(os.environ.get("ROOST_BINARY", ROOT / ".build" / "release" / "roost"))


def present():
    """Whether there is a binary; without one only the peers are measured."""
    if not BINARY.exists():
        print(f"no {BINARY}: measuring the peers alone ('make release' makes it)")
    return BINARY.exists()


def classify(checkpoint, images, *options):
    """Classifies in one process without a server: see `_predict`."""
    return _predict("classify", checkpoint, images, options)


def detect(checkpoint, images, *options):
    """Finds objects in one process without a server: see `_predict`."""
    return _predict("detect", checkpoint, images, options)


def segment(checkpoint, images, *options):
    """Segments in one process without a server: see `_predict`."""
    return _predict("segment", checkpoint, images, options)


def _predict(verb, checkpoint, images, options):
    """Runs one process, with the same ONNX Runtime library that the bare peers open.

    Returns what `measuring.run` saw, and `{"load", "run"}`: what the binary says of itself, in seconds.
    """
    command = [BINARY, verb, checkpoint, *images, "--json", "--stats", *options]
    finished = run(command, {"ROOST_ONNXRUNTIME": str(models.onnxruntime_library())})
    if len(finished.output) != len(images):
        raise SystemExit(f"roost answered {len(finished.output)} of {len(images)} images\n{finished.errors}")
    statistics = last_json(finished.errors.splitlines())
    return finished, {"load": statistics["loadSeconds"], "run": statistics["predictSeconds"]}


def fit_head(features, l2, target, folder):
    """Fits a head on the features of a file until its objective is `target`; the head is in `folder` afterwards.

    Returns what the binary says: `{"seconds", "cpu", "iterations"}`.
    """
    command = [BINARY, "fit-head", features, "--l2", l2, "--target", repr(target), "--folder", folder]
    return last_json(run(command, {"ROOST_ONNXRUNTIME": str(models.onnxruntime_library())}).output)


def serve(home, port, log):
    """A running server with its state in `home`."""
    return server([BINARY, "serve", "--home", home, "--port", port], port, log)


def upload(home, name, path):
    """A file or a folder becomes the artifacts of the first version of a new model."""
    _client(home, "push", name, path)


def download(home, name, folder):
    """All artifacts of that version, into a folder."""
    _client(home, "artifacts", "download", f"{name}:1", folder)


def _client(home, *words):
    """Runs one command of the client; the home says where its server is and what token it takes."""
    command = [str(word) for word in [BINARY, *words, "--home", home]]
    finished = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {finished.returncode}:\n{finished.stderr[-4000:]}")
