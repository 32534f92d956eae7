"""One world for pipelines of transformers: logged by the client, run, judged and trained by Roost."""

import pytest
from program import DIGITS

pytestmark = [pytest.mark.transformers, pytest.mark.worlds]


@pytest.fixture
def logged(fluent, name):
    """The name of a registered model whose version 1 is the digits' classifier, logged as a pipeline."""
    from transformers import ViTForImageClassification, ViTImageProcessorPil

    checkpoint = DIGITS / "checkpoint"
    components = {
        "model": ViTForImageClassification.from_pretrained(checkpoint).eval(),
        "image_processor": ViTImageProcessorPil.from_pretrained(checkpoint),
    }
    with fluent.start_run():
        fluent.transformers.log_model(
            components, name="m", task="image-classification", registered_model_name=name, pip_requirements=["transformers"]
        )
    return name


def test_a_pipeline_is_a_model_of_roost_and_worth_what_its_checkpoint_is(roost, digits, logged, name):
    roost("push", f"pushed-{name}", str(DIGITS / "checkpoint"))
    pushed, version = roost("show", f"pushed-{name}:1"), roost("show", f"{logged}:1")
    assert [version[field] for field in ("task", "type", "labels")] == [pushed[field] for field in ("task", "type", "labels")]
    assert version["configuration"]["hidden_size"] == pushed["configuration"]["hidden_size"]
    assert roost.evaluation(f"{logged}:1", digits) == roost.evaluation(f"pushed-{name}:1", digits)


def test_a_pipeline_is_trained_further_and_what_comes_out_prepares_images_as_it_did(roost, logged, name, tmp_path):
    import json

    roost("datasets", "import", f"trained-{name}", str(DIGITS / "images"))
    trained = roost("train", f"{logged}:1", "--dataset", f"trained-{name}", "--set", "max_iterations=3")
    roost("artifacts", "download", f"{logged}:{trained['number']}", str(tmp_path / "trained"))
    expected = json.loads((DIGITS / "checkpoint/preprocessor_config.json").read_text())
    written = json.loads((tmp_path / "trained/preprocessor_config.json").read_text())
    assert all(written[field] == expected[field] for field in ("size", "image_mean", "image_std", "resample"))


def test_a_checkpoint_that_was_pushed_is_loaded_as_a_pipeline_and_answers_alike(roost, name):
    import json

    import mlflow

    roost("push", name, str(DIGITS / "checkpoint"))
    loaded = mlflow.transformers.load_model(f"models:/{name}/1")
    function = mlflow.pyfunc.load_model(f"models:/{name}/1")
    for answer in json.loads((DIGITS / "expected.json").read_text())["predictions"][::50]:
        picture = str(DIGITS / "images" / answer["image"])
        assert loaded(picture)[0]["label"] == answer["label"]
        assert function.predict(picture)["label"][0] == answer["label"]


def test_what_roost_trained_is_loaded_with_its_head_and_answers_alike(roost, name, tmp_path):
    import mlflow
    import numpy
    from safetensors.numpy import load_file

    roost("push", name, str(DIGITS / "checkpoint"))
    roost("datasets", "import", f"trained-{name}", str(DIGITS / "images"))
    version = f"{name}:{roost('train', f'{name}:1', '--dataset', f'trained-{name}', '--set', 'max_iterations=3')['number']}"
    roost("artifacts", "download", version, str(tmp_path / "trained"))
    loaded = mlflow.transformers.load_model(f"models:/{version.replace(':', '/')}")
    weights = load_file(tmp_path / "trained/model.safetensors")
    assert numpy.array_equal(loaded.model.classifier.weight.detach().numpy(), weights["classifier.weight"])
    pictures = [str(next((DIGITS / f"images/test/{digit}").glob("*.png"))) for digit in range(10)]
    answers = [answer["annotations"][0]["label"] for answer in roost("predict", version, *pictures)]
    assert [loaded(picture)[0]["label"] for picture in pictures] == answers
