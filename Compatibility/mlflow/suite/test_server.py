"""What a client may ask of the server itself, and what becomes of routes that are not there."""

import pytest
from packaging.version import Version
from wire import answered

pytestmark = pytest.mark.server


def test_it_says_that_it_is_healthy(wire):
    assert wire.get("/health").status_code == 200


def test_its_version_is_one_that_the_client_can_read(wire):
    assert (answer := wire.get("/version")).status_code == 200
    assert Version(answer.text).major == 3


def test_it_promises_nothing_that_clients_are_slower_or_fail_with(wire):
    info = answered(wire.get("/api/3.0/mlflow/server-info"))
    assert info["workspaces_enabled"] is False
    assert info["multipart_uploads_enabled"] is False
    assert info["multipart_downloads_enabled"] is False


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_an_unknown_route_is_not_found(wire, method):
    assert wire.send(method, "no-such-thing/at-all").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "runs/create"), ("DELETE", "experiments/create"), ("PUT", "runs/get")]
)
def test_a_known_route_refuses_another_method(wire, method, path):
    assert wire.send(method, path).status_code == 405


def test_the_routes_of_the_browser_are_twins_of_the_client_s(wire, experiment):
    asked = {"experiment_id": experiment}
    assert answered(wire.get("/ajax-api/2.0/mlflow/experiments/get", **asked)) == answered(
        wire.get("experiments/get", **asked)
    )


def test_an_answer_is_json_and_says_so(wire, experiment):
    answer = wire.get("experiments/get", experiment_id=experiment)
    assert answer.headers["Content-Type"].startswith("application/json")
