"""Who may ask: a token, the same as a password, and nobody else.

MLflow's own server asks nobody, so this is not run there.
"""

import os

import pytest
import requests
from wire import API

pytestmark = pytest.mark.authentication


@pytest.fixture
def token():
    assert (token := os.environ.get("MLFLOW_TRACKING_TOKEN")), "the server's token belongs in MLFLOW_TRACKING_TOKEN"
    return token


def ask(url, **options):
    with requests.Session() as session:
        session.trust_env = False
        return session.get(f"{url}{API}experiments/get?experiment_id=0", timeout=600, **options)


def test_a_token_is_taken_as_bearer(url, token):
    assert ask(url, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_token_is_taken_as_password(url, token):
    assert ask(url, auth=("anybody", token)).status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic !!!"}, {"Authorization": "Basic YTpi"}]
)
def test_nobody_else_is_let_in(url, headers):
    answer = ask(url, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert answer.json()["error_code"] == "UNAUTHENTICATED"


def test_health_and_version_need_no_token(url):
    for path in ("/health", "/version"):
        assert requests.get(url + path, timeout=600).status_code == 200
