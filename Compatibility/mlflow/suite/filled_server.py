"""Fills an MLflow server with one of everything that an import has to carry, through the real client.

python filled_server.py URL [PREFIX]      the server runs already; names begin with PREFIX
"""

import math
import pathlib
import sys
import tempfile

POINTS = 10_000


def fill(url, prefix):
    """Makes experiments, runs, logged models and a registry; nothing of it depends on the time of day but ids."""
    import mlflow
    from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelInput, LoggedModelOutput
    from mlflow.entities import LoggedModelParameter, LoggedModelTag, Metric, Param, RunTag

    client = mlflow.MlflowClient(url)
    main = client.create_experiment(
        f"{prefix}-größen 数", tags={"team": "vision", "mlflow.note.content": "What we **tried**."}
    )

    # A parent with parts, one of them failed, one deleted, one left running, one that waits and knows its end.
    parent = client.create_run(main, start_time=1_700_000_000_000, run_name="sweep", tags={"mlflow.user": "ada"})
    client.log_batch(
        parent.info.run_id,
        metrics=[Metric("best", 0.91, 1_700_000_000_100, 0), Metric("best", 0.93, 1_700_000_000_200, 1)],
        params=[Param("grid/lr", "[0.1, 0.01]"), Param("empty", "")],
        tags=[RunTag("mlflow.note.content", "the sweep"), RunTag("Überschrift", "žluťoučký kůň 🐎")],
    )
    for number, status in enumerate(["FINISHED", "FAILED", "KILLED", "RUNNING", "FINISHED", "SCHEDULED"]):
        part = client.create_run(
            main,
            start_time=1_700_000_001_000 + number,
            run_name=f"part {number}",
            tags={"mlflow.parentRunId": parent.info.run_id, "number": str(number)},
        )
        client.log_batch(
            part.info.run_id,
            metrics=[
                Metric("val/acc", 0.5 + number / 100, 1_700_000_001_500 + step, step) for step in range(20 + number)
            ],
            params=[Param(f"p{index}", "x" * (index * 30)) for index in range(100)],
            tags=[RunTag("long", "y" * 5000)],
        )
        if status != "RUNNING":
            client.set_terminated(part.info.run_id, status, end_time=1_700_000_009_000 + number)
        if number == 4:
            client.delete_run(part.info.run_id)
    client.set_terminated(parent.info.run_id, "FINISHED", end_time=1_700_000_010_000)

    # Long histories, several points of one step, and numbers that are none.
    long = client.create_run(main, start_time=1_700_000_020_000, run_name="long").info.run_id
    for start in range(0, POINTS, 1000):
        client.log_batch(
            long,
            metrics=[
                Metric("loss", math.exp(-step / 3000), 1_700_000_020_000 + step, step)
                for step in range(start, start + 1000)
            ],
        )
    client.log_batch(
        long,
        metrics=[
            Metric("odd", math.nan, 1_700_000_030_000, 0),
            Metric("odd", math.inf, 1_700_000_030_001, 1),
            Metric("odd", -math.inf, 1_700_000_030_002, 2),
            Metric("odd", -0.0, 1_700_000_030_003, -3),
            Metric("odd", 5e-324, 1_700_000_030_004, 4),
            Metric("odd", 0.1 + 0.2, 1_700_000_030_004, 5),
            Metric("twice", 1.0, 1_700_000_030_000, 7),
            Metric("twice", 2.0, 1_700_000_030_000, 7),
            Metric("twice", 2.0, 1_700_000_030_001, 7),
        ],
    )
    client.log_inputs(
        long,
        [
            DatasetInput(
                Dataset("train", "abcdef01", "local", '{"uri": "data/train.csv"}', '{"cols": ["a"]}', '{"rows": 3}'),
                [InputTag("mlflow.data.context", "training"), InputTag("licence", "CC0")],
            ),
            DatasetInput(Dataset("test", "abcdef02", "http", '{"url": "https://example.org/t"}'), []),
        ],
    )
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "deep" / "er").mkdir(parents=True)
        (folder / "note.txt").write_text("hello\n")
        (folder / "empty").write_bytes(b"")
        (folder / "deep" / "er" / "größe und % leer.bin").write_bytes(bytes(range(256)) * 4000)
        (folder / "deep" / "plan.json").write_text('{"a": 1}')
        client.log_artifacts(long, str(folder))
        client.log_artifacts(long, str(folder), "copy")
    client.set_terminated(long, "FINISHED", end_time=1_700_000_040_000)

    # Logged models: one of a run with files and metrics by dataset, one of no run that failed.
    maker = client.create_run(main, start_time=1_700_000_050_000, run_name="maker").info.run_id
    client.log_inputs(maker, [DatasetInput(Dataset("val", "abcdef03", "local", '{"uri": "v"}'), [])])
    model = client.create_logged_model(
        main,
        name="resnet",
        source_run_id=maker,
        params={"depth": "50"},
        tags={"stage": "späť"},
        model_type="classifier",
    )
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "MLmodel").write_text("flavors:\n  onnx:\n    data: model.onnx\n")
        (folder / "weights").mkdir()
        (folder / "weights" / "model.onnx").write_bytes(b"\x08\x07" * 5000)
        client.log_model_artifacts(model.model_id, str(folder))
    client.finalize_logged_model(model.model_id, "READY")
    client.log_metric(
        maker, "acc", 0.75, 1_700_000_050_500, 3, dataset_name="val", dataset_digest="abcdef03", model_id=model.model_id
    )
    client.log_metric(maker, "acc", 0.8, 1_700_000_050_600, 4, model_id=model.model_id)
    client.log_outputs(maker, [LoggedModelOutput(model.model_id, 4)])
    client.set_terminated(maker, "FINISHED", end_time=1_700_000_060_000)
    reader = client.create_run(main, start_time=1_700_000_070_000, run_name="reader").info.run_id
    client.log_inputs(reader, models=[LoggedModelInput(model.model_id)])
    client.set_terminated(reader, "FINISHED", end_time=1_700_000_080_000)
    broken = client.create_logged_model(main, name="broken", tags={"why": "memory"})
    client.finalize_logged_model(broken.model_id, "FAILED")

    # An experiment that was deleted with all that is in it.
    gone = client.create_experiment(f"{prefix}-gone", tags={"old": "yes"})
    ended = client.create_run(gone, start_time=1_700_000_090_000, run_name="buried").info.run_id
    client.log_metric(ended, "m", 1.5, 1_700_000_090_100, 1)
    client.set_terminated(ended, "FINISHED", end_time=1_700_000_090_200)
    client.delete_experiment(gone)

    # Many small runs, so that there is a middle to be killed in.
    many = client.create_experiment(f"{prefix}-many")
    for number in range(40):
        small = client.create_run(many, start_time=1_700_000_100_000 + number, run_name=f"small {number}").info.run_id
        client.log_batch(
            small,
            metrics=[Metric("m", number + step / 10, 1_700_000_100_000 + step, step) for step in range(10)],
            params=[Param("number", str(number))],
        )
        client.log_text(small, f"run {number}\n", "out.txt")
        client.set_terminated(small, "FINISHED", end_time=1_700_000_200_000 + number)

    # The registry: versions with gaps in their numbers, from a run, a logged model and elsewhere.
    name = f"{prefix} digits.v2"
    client.create_registered_model(name, tags={"task": "images", "ürgent": "ja"}, description="Reads digits.")
    client.create_model_version(name, f"runs:/{long}/deep", run_id=long, description="first", tags={"a": "1"})
    client.create_model_version(name, "s3://bucket/elsewhere")
    client.create_model_version(name, f"models:/{model.model_id}", model_id=model.model_id, run_id=maker)
    client.create_model_version(name, f"runs:/{long}/copy", run_id=long, run_link="https://example.org/run")
    client.create_model_version(name, f"runs:/{long}/copy", run_id=long)
    client.delete_model_version(name, "2")
    client.delete_model_version(name, "5")
    client.set_registered_model_alias(name, "champion", "3")
    client.set_registered_model_alias(name, "Herausforderer", "4")
    client.set_model_version_tag(name, "4", "checked", "ja ✓")
    client.transition_model_version_stage(name, "1", "Archived")
    client.transition_model_version_stage(name, "4", "Production")
    client.create_registered_model(f"{prefix}-empty")
    return client


if __name__ == "__main__":
    fill(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "source")
