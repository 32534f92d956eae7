"""Plain HTTP beside the client: what it would not send, and what it does not show of an answer."""

import contextlib
import os

import pytest
import requests

API = "/api/2.0/mlflow/"


class Wire:
    """One connection to a server, with the credentials that the client takes from the environment too."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.session = requests.Session()
        self.session.trust_env = False
        if token := os.environ.get("MLFLOW_TRACKING_TOKEN"):
            self.session.headers["Authorization"] = f"Bearer {token}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session.close()

    def send(self, method, path, **options):
        """A path without a leading slash is one of MLflow's API."""
        return self.session.request(
            method, self.url + (path if path.startswith("/") else API + path), timeout=600, **options
        )

    def get(self, path, /, **query):
        return self.send("GET", path, params=query)

    def post(self, path, /, **body):
        return self.send("POST", path, json=body)

    def patch(self, path, /, **body):
        return self.send("PATCH", path, json=body)

    def delete(self, path, /, **body):
        return self.send("DELETE", path, json=body)


def answered(response):
    """The body of an answer that must be good."""
    assert response.status_code == 200, f"{response.status_code}: {response.text[:500]}"
    return response.json()


def is_refused(response, code="INVALID_PARAMETER_VALUE", saying=""):
    """Checks the whole shape of a refusal: status, code and message."""
    assert response.status_code == STATUS[code], f"{response.status_code}: {response.text[:500]}"
    body = response.json()
    assert body["error_code"] == code, body
    assert saying in body["message"], body["message"]
    return True


@contextlib.contextmanager
def refused(code="INVALID_PARAMETER_VALUE", saying=""):
    """What the real client raises when the server refuses."""
    from mlflow.exceptions import MlflowException

    with pytest.raises(MlflowException) as caught:
        yield
    assert caught.value.error_code == code, caught.value
    assert saying in str(caught.value), caught.value


STATUS = {
    "BAD_REQUEST": 400,
    "INVALID_PARAMETER_VALUE": 400,
    "RESOURCE_ALREADY_EXISTS": 400,
    "RESOURCE_DOES_NOT_EXIST": 404,
    "ENDPOINT_NOT_FOUND": 404,
    "NOT_FOUND": 404,
    "NOT_IMPLEMENTED": 501,
}
