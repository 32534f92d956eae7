"""Versions that Roost made or that were pushed to it: MLflow's client loads them, although MLflow did not save them."""

import json

import mlflow
import numpy
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from program import DIGITS

pytestmark = [pytest.mark.worlds, pytest.mark.flavors]


def adding(place, types=(TensorProto.FLOAT, TensorProto.FLOAT)):
    """sum = a + b, of rows of three numbers, as a file."""
    shapes = [["rows", 3], [3]]
    graph = helper.make_graph(
        [helper.make_node("Add", ["a", "b"], ["sum"])],
        "adding",
        [helper.make_tensor_value_info(name, type, shape) for name, type, shape in zip("ab", types, shapes)],
        [helper.make_tensor_value_info("sum", types[0], ["rows", 3])],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), place)
    return place


def session(place):
    return onnxruntime.InferenceSession(place, providers=["CPUExecutionProvider"])


def pictures(count):
    return numpy.random.default_rng(5).random((count, 3, 32, 32), numpy.float32)


def test_a_graph_that_was_pushed_is_loaded_and_gives_what_the_file_gives(roost, exported, name):
    roost("push", name, str(exported))
    assert mlflow.onnx.load_model(f"models:/{name}/1") == onnx.load(exported)
    expected = session(exported).run(None, {"pixel_values": pictures(3)})[0]
    found = mlflow.pyfunc.load_model(f"models:/{name}/1").predict(pictures(3))
    assert found.keys() == {"logits"} and numpy.array_equal(found["logits"], expected)


def test_its_signature_is_that_of_the_graph(roost, exported, name):
    roost("push", name, str(exported))
    signature = mlflow.models.get_model_info(f"models:/{name}/1").signature
    pixels = {"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3, 32, 32]}}
    assert json.loads(signature.inputs.to_json()) == [pixels]
    logits = {"name": "logits", "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 10]}}
    assert json.loads(signature.outputs.to_json()) == [logits]
    with pytest.raises(mlflow.MlflowException, match="(?i)shape"):
        mlflow.pyfunc.load_model(f"models:/{name}/1").predict(pictures(3)[:, :1])


def test_several_inputs_are_handed_in_by_name(roost, name, tmp_path):
    roost("push", name, str(adding(tmp_path / "two.onnx")))
    rows = {"a": numpy.ones((2, 3), numpy.float32), "b": numpy.arange(3, dtype=numpy.float32)}
    found = mlflow.pyfunc.load_model(f"models:/{name}/1").predict(rows)
    assert numpy.array_equal(found["sum"], [[1, 2, 3]] * 2)


def test_what_numpy_has_no_type_for_goes_without_a_signature(roost, name, tmp_path):
    roost("push", name, str(adding(tmp_path / "brief.onnx", [TensorProto.BFLOAT16] * 2)))
    assert mlflow.models.get_model_info(f"models:/{name}/1").signature is None
    assert mlflow.onnx.load_model(f"models:/{name}/1").graph.name == "adding"


@pytest.mark.parametrize("spelling", ['a"b: {}', "*x &y", "größe 'é' 😀", "- [a, b]", "yes"])
def test_a_name_is_nothing_but_a_name(roost, client, name, tmp_path, spelling):
    place = adding(tmp_path / f"{spelling}.onnx")
    model = f"{name} {spelling.replace(':', '')}"
    roost("push", model, str(place))
    source = client.get_model_version(model, "1").source
    assert mlflow.models.Model.load(source).flavors["onnx"] == {"data": place.name}
    assert mlflow.onnx.load_model(f"models:/{model}/1") == onnx.load(place)


def test_external_weights_lie_beside_their_graph(roost, exported, name, tmp_path):
    folder = tmp_path / "pushed"
    folder.mkdir()
    apart = {"save_as_external_data": True, "location": "model.bin", "size_threshold": 1024}
    onnx.save(onnx.load(exported), folder / "model.onnx", **apart)
    roost("push", name, str(folder))
    found = mlflow.pyfunc.load_model(f"models:/{name}/1").predict(pictures(1))
    assert numpy.array_equal(found["logits"], session(exported).run(None, {"pixel_values": pictures(1)})[0])


def test_the_file_is_no_artifact_and_the_same_each_time(roost, wire, exported, name):
    pushed = roost("push", name, str(exported))
    assert pushed["artifactCount"] == 1
    query = {"name": name, "version": 1, "path": "MLmodel"}
    first, second = (wire.get("/model-versions/get-artifact", **query) for _ in range(2))
    assert first.status_code == 200 and first.content == second.content
    listed = {file.path: file.file_size for file in mlflow.artifacts.list_artifacts(artifact_uri=f"models:/{name}/1")}
    assert listed == {"MLmodel": len(first.content), exported.name: exported.stat().st_size}
    assert [artifact["path"] for artifact in roost("artifacts", "list", f"{name}:1")] == [exported.name]


def test_a_copy_of_such_a_version_is_loaded_too(roost, client, exported, name):
    roost("push", name, str(exported))
    client.copy_model_version(f"models:/{name}/1", f"copy-{name}")
    assert mlflow.onnx.load_model(f"models:/copy-{name}/1") == onnx.load(exported)


def test_a_version_that_is_no_model_has_none(roost, name, tmp_path):
    (tmp_path / "notes.txt").write_text("no model")
    roost("push", name, str(tmp_path))
    with pytest.raises(mlflow.MlflowException, match="MLmodel"):
        mlflow.pyfunc.load_model(f"models:/{name}/1")


def test_what_roost_trained_says_how_it_is_loaded(roost, name):
    roost("push", name, str(DIGITS / "checkpoint"))
    roost("datasets", "import", f"trained-{name}", str(DIGITS / "images"))
    roost("train", f"{name}:1", "--dataset", f"trained-{name}", "--set", "max_iterations=3")
    for number in (1, 2):
        flavor = mlflow.models.Model.load(f"models:/{name}/{number}").flavors["transformers"]
        assert (flavor["task"], flavor["model_binary"]) == ("image-classification", ".")
    place = mlflow.artifacts.download_artifacts(f"models:/{name}/2/components/image_processor/preprocessor_config.json")
    with open(place) as file:
        assert json.load(file)["size"] == {"height": 32, "width": 32}
