"""Prompts, which the client keeps in the registry: registered, loaded, aliased, tagged, searched, deleted."""

import mlflow
import pytest
from wire import refused

pytestmark = pytest.mark.registry


@pytest.fixture
def prompt(name):
    """The name of a prompt with two versions."""
    mlflow.genai.register_prompt(name, "Hello {{who}}", commit_message="first", tags={"tone": "plain"})
    mlflow.genai.register_prompt(name, [{"role": "user", "content": "Hi {{who}}"}])
    return name


def test_a_prompt_is_loaded_by_version_and_by_uri(prompt):
    first = mlflow.genai.load_prompt(prompt, version=1)
    assert (first.template, first.commit_message, first.tags["tone"]) == ("Hello {{who}}", "first", "plain")
    assert mlflow.genai.load_prompt(f"prompts:/{prompt}/1").format(who="Ada") == "Hello Ada"
    assert mlflow.genai.load_prompt(f"prompts:/{prompt}@latest").version == 2


def test_a_prompt_has_aliases(prompt):
    mlflow.genai.set_prompt_alias(prompt, "best", 1)
    assert mlflow.genai.load_prompt(f"prompts:/{prompt}@best").version == 1
    mlflow.genai.delete_prompt_alias(prompt, "best")
    with refused(saying="best"):
        mlflow.genai.load_prompt(f"prompts:/{prompt}@best")


def test_prompts_and_models_are_told_apart(client, prompt, model):
    assert [one.name for one in mlflow.genai.search_prompts(f"name = '{prompt}'")] == [prompt]
    assert len(mlflow.genai.search_prompts(f"name = '{model}'")) == 0
    assert client.search_registered_models(f"name IN ('{prompt}', '{model}')")[0].name == model
    assert len(client.search_model_versions(f"name = '{prompt}'")) == 0


def test_a_prompt_is_tagged(client, prompt):
    client.set_prompt_tag(prompt, "team", "vision")
    client.set_prompt_version_tag(prompt, "2", "reviewed", "yes")
    assert client.get_prompt(prompt).tags["team"] == "vision"
    assert client.get_prompt_version(prompt, "2").tags["reviewed"] == "yes"
    client.delete_prompt_tag(prompt, "team")
    assert "team" not in client.get_prompt(prompt).tags


def test_a_long_prompt_comes_back_whole(name):
    text = "häßlich " * 12_000
    mlflow.genai.register_prompt(name, text)
    assert mlflow.genai.load_prompt(name, version=1).template == text


def test_a_prompt_is_deleted(client, prompt):
    for version in ("1", "2"):
        client.delete_prompt_version(prompt, version)
    client.delete_prompt(prompt)
    assert len(mlflow.genai.search_prompts(f"name = '{prompt}'")) == 0
