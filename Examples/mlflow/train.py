# /// script
# requires-python = ">=3.11"
# dependencies = ["mlflow==3.17.2", "numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.31.1", "pillow==13.0.0", "scikit-learn==1.9.1"]
# ///
"""An ordinary script that logs to MLflow: three small networks learn digits, and the best becomes `digits-mlp`.

Nothing here knows of Roost. It logs to the server that MLFLOW_TRACKING_URI names:

    eval "$(roost env)"
    uv run Examples/mlflow/train.py
"""

import json
import pathlib

import mlflow
import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

IMAGES = pathlib.Path(__file__).parent.parent / "digits" / "images"
LABELS = [str(digit) for digit in range(10)]
EPOCHS = 30


def part(name):
    """Pixels from 0 to 1, a row an image, and the digits of one part."""
    paths = sorted((IMAGES / name).glob("*/*.png"))
    pixels = numpy.stack([numpy.asarray(Image.open(path).convert("L"), numpy.float32).ravel() / 255 for path in paths])
    return pixels, numpy.array([int(path.parent.name) for path in paths])


def train(learning_rate, train_part, validation_part):
    """One network, whose progress is logged epoch by epoch."""
    network = MLPClassifier((64,), learning_rate_init=learning_rate, batch_size=32, random_state=7)
    mlflow.log_params({"learning_rate": learning_rate, "hidden": 64, "batch_size": 32, "epochs": EPOCHS})
    for epoch in range(EPOCHS):
        network.partial_fit(*train_part, classes=range(10))
        pixels, digits = validation_part
        mlflow.log_metrics(
            {
                "train_loss": network.loss_,
                "validation_loss": log_loss(digits, network.predict_proba(pixels), labels=range(10)),
                "validation_accuracy": network.score(pixels, digits),
            },
            step=epoch,
        )
    return network


def as_onnx(network):
    """The network as an ONNX graph whose metadata says what it reads and what its answers are called."""
    (first, second), (first_bias, second_bias) = network.coefs_, network.intercepts_
    weights = {"w1": first, "b1": first_bias, "w2": second, "b2": second_bias}
    graph = helper.make_graph(
        [
            helper.make_node("Flatten", ["pixels"], ["flat"]),
            helper.make_node("Gemm", ["flat", "w1", "b1"], ["hidden"]),
            helper.make_node("Relu", ["hidden"], ["active"]),
            helper.make_node("Gemm", ["active", "w2", "b2"], ["logits"]),
        ],
        "digits",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["batch", 1, 32, 32])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 10])],
        [numpy_helper.from_array(value.astype(numpy.float32), name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    declared = {"task": "image-classification", "labels": LABELS, "image": {"scale": 1 / 255}}
    helper.set_model_props(model, {"roost": json.dumps(declared)})
    onnx.checker.check_model(model)
    return model


def main():
    mlflow.set_experiment("digits")
    train_part, validation_part, (pixels, digits) = part("train"), part("validation"), part("test")
    best, best_score = None, 0.0
    with mlflow.start_run(run_name="sweep"):
        for learning_rate in (0.0003, 0.001, 0.003):
            with mlflow.start_run(run_name=f"rate {learning_rate}", nested=True):
                network = train(learning_rate, train_part, validation_part)
                score = network.score(*validation_part)
            if score > best_score:
                best, best_score = network, score
        accuracy = best.score(pixels, digits)
        mlflow.log_metric("test_accuracy", accuracy)
        logged = mlflow.onnx.log_model(as_onnx(best), name="model", registered_model_name="digits-mlp")
    print(json.dumps({"version": logged.registered_model_version, "test_accuracy": accuracy}))


if __name__ == "__main__":
    main()
