"""Checks exported models with ONNX's own tools, and runs them in engines that are not Roost.

    check.py PROGRAM FIXTURES FOLDER

PROGRAM is roost. FIXTURES is Tests/RoostHuggingFaceTests/Fixtures: checkpoints, each with inputs and what transformers
5.23 answers for them. Each is exported into FOLDER, and again with the extents of its first inputs. Every file must pass
onnx.checker and strict shape inference, be complete in itself, and give transformers' answers, to 1e-4, in ONNX Runtime
and in OpenVINO.
"""

import json
import pathlib
import struct
import subprocess
import sys

import numpy
import onnx
import onnxruntime
import openvino

TOLERANCE = 1e-4
DTYPES = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I8": "i1"}


def tensors(path):
    """The arrays of a safetensors file, by name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        arrays[name] = numpy.frombuffer(data[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays


def pixels(array):
    """Inputs are kept as halves, or as steps of 1/32."""
    return array.astype(numpy.float32) / 32 if array.dtype == numpy.int8 else array.astype(numpy.float32)


def mask(valid, shape):
    """1 within the height and width of each image, 0 in its padding."""
    result = numpy.zeros((shape[0], *shape[2:]), numpy.int64)
    for plane, (height, width) in zip(result, valid):
        plane[:height, :width] = 1
    return result


def batches(arrays):
    """Pairs of inputs and answers, by the names that the models have for them."""
    if "input" in arrays:
        yield {"pixel_values": pixels(arrays["input"])}, {"logits": arrays["logits"]}
    for number in range(len(arrays)):
        if f"input.{number}" not in arrays:
            return
        batch = {name[:-2]: array for name, array in arrays.items() if name.endswith(f".{number}")}
        inputs = {"pixel_values": pixels(batch.pop("input"))}
        if "valid" in batch:
            inputs["pixel_mask"] = mask(batch.pop("valid"), inputs["pixel_values"].shape)
        yield inputs, batch


def check(path):
    """What onnx itself says of a file; the facts in its metadata."""
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(path, load_external_data=False)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    assert {opset.domain for opset in model.opset_import} == {""}, "an operator is not of the standard"
    assert not any(onnx.external_data_helper.uses_external_data(tensor) for tensor in model.graph.initializer)
    assert model.producer_name == "roost" and model.producer_version and model.doc_string
    facts = {entry.key: entry.value for entry in model.metadata_props}
    declaration = json.loads(facts["roost"])
    assert declaration["task"] == facts["task"] and "\n".join(declaration["labels"]) == facts["labels"]
    assert facts["preprocessing"] and facts["postprocessing"] and facts["architecture"]
    return [[dim.dim_value for dim in value.type.tensor_type.shape.dim] for value in model.graph.input]


def export(program, folder, file, *options):
    """Exports a checkpoint twice, which must give the same bytes; the reason when it is refused."""
    for path in [file, file.with_suffix(".again")]:
        done = subprocess.run(
            [program, "export", folder, "--output", path, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            return done.stderr
    assert file.read_bytes() == path.read_bytes(), f"{file.name} differs from run to run"
    path.unlink()


def runtime(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return lambda inputs: dict(zip(names, session.run(names, inputs)))


def vino(path):
    core = openvino.Core()
    model = core.read_model(path)
    options = {
        "INFERENCE_NUM_THREADS": 1,
        # By default some processors would compute in bfloat16.
        "INFERENCE_PRECISION_HINT": "f32",
        # OpenVINO 2026.4.1 crashes when it fuses attention as small as that of these checkpoints.
        "SNIPPETS_MODE": "DISABLE",
    }
    compiled = core.compile_model(model, "CPU", options)
    return lambda inputs: {output.any_name: value for output, value in compiled(inputs).items()}


def compare(path, examples, worst):
    """Runs a file in all engines; what it answers for the examples must be what is expected."""
    for engine, load in ENGINES.items():
        run = load(path)
        for inputs, answers in examples:
            given = run(inputs)
            assert given.keys() == answers.keys(), (path.name, engine, given.keys())
            for name, expected in answers.items():
                assert given[name].shape == expected.shape, (path.name, engine, name)
                error = float(numpy.abs(given[name] - expected).max())
                assert error < TOLERANCE, f"{path.name}: {name} is off by {error} in {engine}"
                worst[engine] = max(worst[engine], error)


ENGINES = {"ONNX Runtime": runtime, "OpenVINO": vino}


def main(program, fixtures, folder):
    worst = dict.fromkeys(ENGINES, 0.0)
    count = 0
    for checkpoint in sorted(fixtures.glob("checkpoints/*")) + sorted(fixtures.glob("dense/*")):
        examples = list(batches(tensors(checkpoint / "expected.safetensors")))
        assert examples, checkpoint
        name = f"{checkpoint.parent.name}-{checkpoint.name}"
        # Some classifiers name no size; they are exported for one.
        if checkpoint.parent.name == "dense":
            file = folder / f"{name}.onnx"
            refusal = export(program, checkpoint, file)
            assert not refusal, (name, refusal)
            check(file)
            compare(file, examples, worst)
            count += 1
        shapes = [list(array.shape) for array in examples[0][0].values()]
        file = folder / f"{name}.static.onnx"
        refusal = export(program, checkpoint, file, "--static", "x".join(map(str, shapes[0])))
        if refusal and "mask2former" in name and any(side % 32 for side in shapes[0][2:]):
            assert "multiples of 32" in refusal, refusal
            continue
        assert not refusal, (name, refusal)
        assert check(file) == shapes, file.name
        compare(file, examples[:1], worst)
        count += 1
    errors = ", ".join(f"{error:.1e} in {engine}" for engine, error in worst.items())
    print(f"{count} exported models pass onnx.checker; farthest from transformers: {errors}")


main(sys.argv[1], *map(pathlib.Path, sys.argv[2:]))
