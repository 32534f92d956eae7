"""mlflow.transformers with a tiny image classifier made on the spot; needs torch, so it is an area of its own."""

import numpy
import pytest

pytestmark = pytest.mark.transformers


@pytest.fixture
def classifier():
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessorPil

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


def test_a_classifier_comes_back_with_its_weights_and_labels(fluent, classifier, name):
    with fluent.start_run():
        info = fluent.transformers.log_model(
            classifier, name="vit", task="image-classification", registered_model_name=name
        )
    loaded = fluent.transformers.load_model(f"models:/{name}/{info.registered_model_version}", return_type="components")
    assert loaded["model"].config.id2label == {0: "cat", 1: "dog"}
    sent, got = classifier["model"].state_dict(), loaded["model"].state_dict()
    assert sent.keys() == got.keys()
    assert all(numpy.array_equal(sent[key].numpy(), got[key].numpy()) for key in sent)
