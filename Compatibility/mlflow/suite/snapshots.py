"""What an MLflow server has, read through the real client, in a form that two servers can be compared by.

Identifiers of runs and logged models are replaced by names where `names` says so, for a server that gives its own.
"""

import hashlib
import pathlib
import tempfile


def snapshot(url, prefix, names=None):
    """Everything of the experiments and models whose names begin with `prefix`."""
    import mlflow
    from mlflow.entities import ViewType

    names = names or {}
    client = mlflow.MlflowClient(url)
    experiments = {
        experiment.name: experiment
        for experiment in client.search_experiments(view_type=ViewType.ALL)
        if experiment.name.startswith(prefix)
    }
    return {
        "experiments": {
            name: {
                "stage": experiment.lifecycle_stage,
                "created": experiment.creation_time,
                "tags": experiment.tags,
                "runs": runs(client, experiment.experiment_id, names),
                "models": models(client, experiment.experiment_id, names),
            }
            for name, experiment in experiments.items()
        },
        "registry": {
            model.name: registered(client, model, names)
            for model in client.search_registered_models(max_results=1000)
            if model.name.startswith(prefix)
        },
    }


def named(text, names):
    for identifier, name in names.items():
        text = text.replace(identifier, name) if text else text
    return text


def runs(client, experiment, names):
    from mlflow.entities import ViewType

    found, token = {}, None
    while True:
        page = client.search_runs([experiment], run_view_type=ViewType.ALL, page_token=token)
        for run in page:
            found[named(run.info.run_id, names)] = described(client, client.get_run(run.info.run_id), names)
        if not (token := page.token):
            return found


def described(client, run, names):
    identifier = run.info.run_id
    return {
        "name": run.info.run_name,
        "user": run.info.user_id,
        "status": run.info.status,
        "started": run.info.start_time,
        "ended": run.info.end_time,
        "stage": run.info.lifecycle_stage,
        "params": run.data.params,
        "tags": {key: named(value, names) for key, value in run.data.tags.items() if not key.startswith("roost.")},
        "metrics": {key: history(client, identifier, key) for key in run.data.metrics},
        "datasets": sorted(
            (
                read.dataset.name,
                read.dataset.digest,
                read.dataset.source_type,
                read.dataset.source,
                read.dataset.schema,
                read.dataset.profile,
                tuple(sorted((tag.key, tag.value) for tag in read.tags)),
            )
            for read in run.inputs.dataset_inputs
        ),
        "reads": sorted(named(read.model_id, names) for read in run.inputs.model_inputs),
        "makes": sorted((named(made.model_id, names), made.step) for made in run.outputs.model_outputs),
        "files": files(client.tracking_uri, run.info.artifact_uri),
    }


def history(client, run, key):
    """Every point; what is no number is told by its name, for it equals nothing."""
    return sorted((point.timestamp, point.step, repr(point.value)) for point in client.get_metric_history(run, key))


def files(url, location):
    """Digests by path. Not through a client: that remembers by run where files are, also those of another server."""
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    repository = get_artifact_repository(location, tracking_uri=url)
    if not repository.list_artifacts():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(repository.download_artifacts("", folder))
        return {
            str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in root.rglob("*")
            if path.is_file()
        }


def models(client, experiment, names):
    found = {}
    for model in client.search_logged_models([experiment]):
        model = client.get_logged_model(model.model_id)
        found[named(model.model_id, names)] = {
            "name": model.name,
            "type": model.model_type,
            "run": named(model.source_run_id, names) or None,
            "status": str(model.status),
            "params": model.params,
            "tags": {
                key: value
                for key, value in model.tags.items()
                # The second says which versions were made of it, which each server writes by itself.
                if not key.startswith("roost.") and key != "mlflow.modelVersions"
            },
            "metrics": sorted(
                (
                    point.key,
                    point.timestamp,
                    point.step,
                    repr(point.value),
                    point.dataset_name or None,
                    point.dataset_digest or None,
                    named(point.run_id, names),
                )
                for point in model.metrics or []
            ),
            "files": files(client.tracking_uri, model.artifact_location),
        }
    return found


def registered(client, model, names):
    model = client.get_registered_model(model.name)
    return {
        "text": model.description or "",
        "tags": model.tags,
        "aliases": {alias: int(version) for alias, version in model.aliases.items()},
        "versions": {
            int(version.version): {
                "source": named(version.source, names),
                "run": named(version.run_id, names) or None,
                "link": version.run_link or None,
                "text": version.description or "",
                "stage": version.current_stage,
                "status": version.status,
                "tags": version.tags,
            }
            for version in client.search_model_versions(f"name='{model.name}'")
        },
    }
