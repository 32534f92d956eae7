#!/usr/bin/env python3
"""Writes the MLmodel files beside this script with the real MLflow.

Needs mlflow==3.17.2 onnx==1.23.2 scikit-learn==1.9.1 transformers==5.23.0 torch==2.15.0, as
Compatibility/mlflow/requirements.txt and requirements-transformers.txt pin them. Identifiers and times in the files
differ from run to run; no test looks at them.
"""

import pathlib
import shutil
import tempfile

import mlflow
import numpy
from mlflow.models import infer_signature
from onnx import TensorProto, helper
from sklearn.linear_model import LogisticRegression
from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessorPil

HERE = pathlib.Path(__file__).parent


def keep(folder, name):
    shutil.copyfile(folder / "MLmodel", HERE / f"{name}.MLmodel")


def classifier():
    """Scores of two labels: the means of the first two channels."""
    nodes = [
        helper.make_node("GlobalAveragePool", ["pixels"], ["means"]),
        helper.make_node("Flatten", ["means"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "means",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["batch", 2, 8, 8])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def vit():
    config = ViTConfig(
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        image_size=32,
        patch_size=16,
        id2label={0: "cat", 1: "dog"},
        label2id={"cat": 0, "dog": 1},
    )
    return {
        "model": ViTForImageClassification(config).eval(),
        "image_processor": ViTImageProcessorPil(size={"height": 32, "width": 32}),
    }


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    labels = folder / "labels.txt"
    labels.write_text("cat\nno\n")
    mlflow.onnx.save_model(
        classifier(),
        folder / "onnx",
        signature=infer_signature(numpy.zeros((1, 2, 8, 8), numpy.float32), numpy.zeros((1, 2), numpy.float32)),
        # What YAML could take for something else.
        metadata={"roost": {"labels": ["cat", "no"], "image": {"scale": 1 / 255}}, "build": "1", "epochs": 3},
        extra_files=[str(labels)],
    )
    keep(folder / "onnx", "onnx")
    mlflow.transformers.save_model(vit(), folder / "vit", task="image-classification")
    keep(folder / "vit", "transformers")
    rows = numpy.array([[0.0], [1.0]])
    mlflow.sklearn.save_model(LogisticRegression().fit(rows, [0, 1]), folder / "sklearn", skops_trusted_types=[])
    keep(folder / "sklearn", "sklearn")
