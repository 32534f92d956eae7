"""mlflow.onnx: a model logged, loaded, registered, and run after its journey."""

import numpy
import onnx
import pytest
from onnx import TensorProto, helper

pytestmark = pytest.mark.flavors


@pytest.fixture
def doubling():
    """y = 2x + 1 for rows of three numbers."""
    nodes = [helper.make_node("Mul", ["x", "two"], ["double"]), helper.make_node("Add", ["double", "one"], ["y"])]
    shape = ["rows", 3]
    graph = helper.make_graph(
        nodes,
        "doubling",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        [
            helper.make_tensor("two", TensorProto.FLOAT, [], [2.0]),
            helper.make_tensor("one", TensorProto.FLOAT, [], [1.0]),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def test_an_onnx_model_comes_back_byte_for_byte_and_runs(fluent, doubling):
    with fluent.start_run():
        info = fluent.onnx.log_model(doubling, name="doubling")
    assert fluent.onnx.load_model(info.model_uri).SerializeToString() == doubling.SerializeToString()
    rows = numpy.arange(6, dtype=numpy.float32).reshape(2, 3)
    assert numpy.array_equal(fluent.pyfunc.load_model(info.model_uri).predict(rows)["y"], rows * 2 + 1)


def test_a_registered_onnx_model_is_loaded_by_its_name(fluent, client, doubling, name):
    with fluent.start_run() as run:
        fluent.onnx.log_model(doubling, name="doubling", registered_model_name=name)
    version = client.get_model_version(name, "1")
    assert (version.run_id, version.status) == (run.info.run_id, "READY")
    onnx.checker.check_model(fluent.onnx.load_model(f"models:/{name}/1"))


def test_a_model_in_the_older_way_lies_among_the_files_of_its_run(fluent, client, doubling, tmp_path):
    fluent.onnx.save_model(doubling, tmp_path / "saved")
    with fluent.start_run() as run:
        fluent.log_artifacts(str(tmp_path / "saved"), "model")
    assert fluent.onnx.load_model(f"runs:/{run.info.run_id}/model").graph.name == "doubling"
