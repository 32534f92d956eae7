"""Makes the models beside this file. Pinned: onnx==1.23.2, numpy==2.4.6.

Run it in its own folder: python make.py
"""

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh


def save(name, nodes, inputs, outputs, initializers=(), metadata=None):
    graph = h.make_graph(nodes, name, inputs, outputs, list(initializers))
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 20)], ir_version=10, producer_name="roost")
    if metadata:
        h.set_model_props(model, metadata)
    with open(f"{name}.onnx", "wb") as file:
        file.write(model.SerializeToString())


def external(name, shape, location, offset):
    tensor = onnx.TensorProto(name=name, data_type=T.FLOAT, dims=shape, data_location=T.EXTERNAL)
    length = 4 * int(np.prod(shape))
    for key, value in (("location", location), ("offset", offset), ("length", length)):
        tensor.external_data.add(key=key, value=str(value))
    return tensor


def value(name, type, shape):
    return h.make_tensor_value_info(name, type, shape)


# y = x W + b, with W = [[1, 2], [3, 4], [5, 6]] and b = [10, 20]
save(
    "affine",
    [h.make_node("Gemm", ["x", "W", "b"], ["y"])],
    [value("x", T.FLOAT, ["batch", 3])],
    [value("y", T.FLOAT, ["batch", 2])],
    [
        nh.from_array(np.array([[1, 2], [3, 4], [5, 6]], np.float32), "W"),
        nh.from_array(np.array([10, 20], np.float32), "b"),
    ],
    {"labels": '["cat", "dog"]', "note": "größer"},
)

# Every element type goes in and comes out as it is; the sequence and the text are no tensors of numbers.
types = [
    (T.DOUBLE, "float64"), (T.FLOAT, "float32"), (T.FLOAT16, "float16"), (T.BFLOAT16, "bfloat16"),
    (T.INT64, "int64"), (T.INT32, "int32"), (T.INT16, "int16"), (T.INT8, "int8"),
    (T.UINT64, "uint64"), (T.UINT32, "uint32"), (T.UINT16, "uint16"), (T.UINT8, "uint8"), (T.BOOL, "bool"),
]
save(
    "types",
    [h.make_node("Identity", [name], [f"{name}_out"]) for _, name in types],
    [value(name, type, ["n", 2]) for type, name in types],
    [value(f"{name}_out", type, ["n", 2]) for type, name in types],
)
save(
    "sequence",
    [
        h.make_node("SequenceConstruct", ["x", "x"], ["pair"]),
        h.make_node("Identity", ["x"], ["same"]),
        h.make_node("Constant", [], ["text"], value_strings=["a", "b"]),
    ],
    [value("x", T.FLOAT, [1])],
    [h.make_tensor_sequence_value_info("pair", T.FLOAT, [1]), value("same", T.FLOAT, [1]), value("text", T.STRING, [2])],
)

# y = x W^T, with W in 64 MiB of another file, 64 bytes into it.
save(
    "external",
    [h.make_node("Gemm", ["x", "W"], ["y"], transB=1)],
    [value("x", T.FLOAT, ["batch", 4096])],
    [value("y", T.FLOAT, ["batch", 4096])],
    [external("W", [4096, 4096], "model.safetensors", 64)],
)
# The same in small, so that a test can lay the file beside it; and one that reaches out of its folder.
for name, location in (("beside", "weights.bin"), ("escaping", "../weights.bin")):
    save(
        name,
        [h.make_node("MatMul", ["x", "W"], ["y"])],
        [value("x", T.FLOAT, [1, 64])],
        [value("y", T.FLOAT, [1, 64])],
        [external("W", [64, 64], location, 0)],
    )

# Counts for hours unless it is stopped.
body = h.make_graph(
    [h.make_node("Identity", ["go"], ["go_on"]), h.make_node("Add", ["sum", "one"], ["next"])],
    "body",
    [value("i", T.INT64, []), value("go", T.BOOL, []), value("sum", T.FLOAT, [])],
    [value("go_on", T.BOOL, []), value("next", T.FLOAT, [])],
    [nh.from_array(np.array(1, np.float32), "one")],
)
save(
    "endless",
    [h.make_node("Loop", ["times", "", "x"], ["y"], body=body)],
    [value("x", T.FLOAT, [])],
    [value("y", T.FLOAT, [])],
    [nh.from_array(np.array(2**62, np.int64), "times")],
)
