"""What all tests share: the server under test, clients of it, names that nobody else uses, and which areas are run."""

import collections
import os
import uuid

import pytest
from areas import AREAS
from program import DIGITS, Program
from wire import Wire


def pytest_addoption(parser):
    parser.addoption("--url", required=True, help="the server under test")
    parser.addoption("--areas", default=",".join(AREAS), help="which of these to run: " + ", ".join(AREAS))
    parser.addoption("--program", help="the roost that serves, for tests that start servers of their own or run its commands")
    parser.addoption("--thorough", action="store_true", help="every hostile request, not a share of them")
    parser.addoption("--reference", action="store_true", help="the server is MLflow's own")


def pytest_configure(config):
    for area, content in AREAS.items():
        config.addinivalue_line("markers", f"{area}: {content}")
    config.addinivalue_line("markers", "only(server): of a pair of tests the one about 'roost' or 'mlflow'")
    os.environ |= {
        "MLFLOW_TRACKING_URI": config.getoption("--url"),
        "MLFLOW_DISABLE_TELEMETRY": "true",
        # Enough for a kept connection that the server closed just then; what fails for good fails soon.
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
        "MLFLOW_HTTP_REQUEST_TIMEOUT": "600",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
        "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER": "0",
        "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
        "GIT_PYTHON_REFRESH": "quiet",
    }
    unknown = set(config.getoption("--areas").split(",")) - set(AREAS)
    if unknown:
        raise pytest.UsageError(f"there is no area called {', '.join(sorted(unknown))}; there are {', '.join(AREAS)}")


def pytest_collection_modifyitems(config, items):
    wanted = set(config.getoption("--areas").split(","))
    other = "roost" if config.getoption("--reference") else "mlflow"
    kept, left_out = [], collections.Counter()
    for item in items:
        if any(other in mark.args for mark in item.iter_markers("only")):
            continue
        areas = {mark.name for mark in item.iter_markers() if mark.name in AREAS}
        if not areas:
            raise pytest.UsageError(f"{item.nodeid} belongs to no area")
        if areas <= wanted:
            kept.append(item)
        else:
            left_out[", ".join(sorted(areas - wanted))] += 1
    config.stash[LEFT_OUT] = left_out
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_terminal_summary(terminalreporter, config):
    for areas, count in sorted(config.stash.get(LEFT_OUT, {}).items()):
        terminalreporter.write_line(f"not run, for --areas leaves it out: {count} tests of {areas}")


LEFT_OUT = pytest.StashKey()


@pytest.fixture(scope="session")
def url(pytestconfig):
    return pytestconfig.getoption("--url")


@pytest.fixture(scope="session")
def is_reference(pytestconfig):
    return pytestconfig.getoption("--reference")


@pytest.fixture(scope="session")
def wire(url):
    """Requests as they go over the wire, for what the client would not send."""
    with Wire(url) as wire:
        yield wire


@pytest.fixture(scope="session")
def roost(url, pytestconfig, tmp_path_factory):
    """Roost's command line."""
    program = pytestconfig.getoption("--program")
    assert program, "the area worlds needs --program"
    return Program(program, url, tmp_path_factory.mktemp("roost-home"))


@pytest.fixture(scope="session")
def digits(roost, tmp_path_factory):
    """The name of a dataset of 40 pictures, four of each digit, all in the subset `test`."""
    name = f"digits-{uuid.uuid4().hex}"
    folder = tmp_path_factory.mktemp("digits")
    for digit in sorted((DIGITS / "images/test").iterdir()):
        (folder / digit.name).mkdir()
        for image in sorted(digit.glob("*.png"))[:4]:
            (folder / digit.name / image.name).write_bytes(image.read_bytes())
    roost("datasets", "import", name, str(folder), "--subset", "test")
    return name


@pytest.fixture(scope="session", autouse=True)
def patient_client():
    """The client gives a server three seconds to say what it can do, and goes on without; here it waits."""
    from mlflow.store.tracking import rest_store
    from mlflow.utils import server_info

    def patient(ask):
        def asked(*arguments, **options):
            return ask(*arguments, **(options | {"timeout": 600} if "timeout" in options else options))

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for module in (rest_store, server_info):
            patch.setattr(module, "http_request", patient(module.http_request))
        yield


@pytest.fixture(scope="session")
def exported(roost, tmp_path_factory):
    """The digits' classifier as one ONNX file that says of itself how it is used."""
    place = tmp_path_factory.mktemp("exported") / "digits.onnx"
    done = roost.run("export", str(DIGITS / "checkpoint"), "--output", str(place))
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="session")
def client():
    import mlflow

    return mlflow.MlflowClient()


@pytest.fixture
def name():
    """A name that no other test and no other run of the suite uses."""
    return f"n-{uuid.uuid4().hex}"


@pytest.fixture
def experiment(client, name):
    """The id of an experiment of this test alone."""
    return client.create_experiment(f"experiment-{name}")


@pytest.fixture
def run(client, experiment):
    """The id of a running run in an experiment of this test alone."""
    return client.create_run(experiment).info.run_id


@pytest.fixture
def fluent(experiment):
    """The fluent client, turned to an experiment of this test alone; whatever run is left open is ended."""
    import mlflow

    mlflow.set_experiment(experiment_id=experiment)
    yield mlflow
    while mlflow.active_run():
        mlflow.end_run()


@pytest.fixture
def model(client, name):
    """The name of a registered model of this test alone."""
    return client.create_registered_model(f"model-{name}").name
