"""Bad input on every route: never a fault of the server, always MLflow's shape of an error, and a server that goes on.

MLflow's own server answers many of these with a 500 or a page; it is held to no more than that it takes the good ones,
answers all, and goes on.
"""

import http.client
import json
import uuid

import pytest
from hostile import Attack, attacks, file_attacks, path_attacks
from otlp import export
from raw import Raw
from routes import ROUTES
from wire import API, answered

EVERY_ROUTE = [
    pytest.param(route, marks=getattr(pytest.mark, route.area), id=f"{route.method} {route.path}") for route in ROUTES
]
CODES = {
    400: {"INVALID_PARAMETER_VALUE", "RESOURCE_ALREADY_EXISTS", "BAD_REQUEST", "INVALID_STATE"},
    404: {"RESOURCE_DOES_NOT_EXIST", "ENDPOINT_NOT_FOUND", "NOT_FOUND"},
    405: {"ENDPOINT_NOT_FOUND"},
    416: {"INVALID_PARAMETER_VALUE"},
    501: {"NOT_IMPLEMENTED"},
}
PROXY = "/api/2.0/mlflow-artifacts/artifacts/"


@pytest.fixture
def raw(url):
    with Raw(url) as raw:
        yield raw


@pytest.fixture(scope="module")
def witness(wire):
    """A run that nobody attacks, and that is the same after every attack."""
    experiment = answered(wire.post("experiments/create", name=f"witness-{uuid.uuid4().hex}"))["experiment_id"]
    run = answered(wire.post("runs/create", experiment_id=experiment, start_time=1))["run"]["info"]["run_id"]
    answered(wire.post("runs/log-metric", run_id=run, key="m", value=0.5, timestamp=1))
    return run, answered(wire.get("runs/get", run_id=run))


@pytest.fixture
def victim(request, wire, name):
    """A good value for every field, of things that are there."""
    experiment = answered(wire.post("experiments/create", name=name))["experiment_id"]
    run = answered(wire.post("runs/create", experiment_id=experiment, start_time=1))["run"]["info"]["run_id"]
    valid = GOOD | {"experiment_id": experiment, "experiment_ids": [experiment], "run_id": run, "run_ids": [run]}
    valid |= {"source_run_id": run, "name": name, "experiment_name": name, "new_name": f"{name}-new"}
    answered(wire.post("experiments/set-experiment-tag", experiment_id=experiment, key="k", value="v"))
    answered(wire.post("runs/set-tag", run_id=run, key="k", value="v"))
    path = f"{experiment}/{run}/artifacts/kept"
    assert wire.send("PUT", PROXY + path, data=b"kept").status_code == 200
    route = request.node.callspec.params.get("route")
    area = route.area if route else None
    if area == "registry":
        answered(wire.post("registered-models/create", name=name))
        answered(wire.post("model-versions/create", name=name, source="s3://bucket/folder"))
        answered(wire.post("registered-models/alias", name=name, alias="a", version="1"))
        answered(wire.post("registered-models/set-tag", name=name, key="k", value="v"))
        answered(wire.post("model-versions/set-tag", name=name, version="1", key="k", value="v"))
    if area == "models":
        made = answered(wire.post("logged-models", experiment_id=experiment, name="model"))
        model_id = made["model"]["info"]["model_id"]
        valid |= {"model_id": model_id, "status": "LOGGED_MODEL_READY"}
        kept = f"{PROXY}{experiment}/models/{model_id}/artifacts/kept"
        assert wire.send("PUT", kept, data=b"kept").status_code == 200
        answered(wire.patch(f"logged-models/{valid['model_id']}/tags", tags=[{"key": "k", "value": "v"}]))
    if area == "traces":
        valid |= judged_trace(wire, experiment)
    if route and route.path == "experiments/restore":
        answered(wire.post("experiments/delete", experiment_id=experiment))
    return valid | own(route, name)


def judged_trace(wire, experiment):
    """Good values for what traces have, of one that is there."""
    number = uuid.uuid4()
    trace_id = f"tr-{number.hex}"
    assert export(wire, experiment, {"trace_id": number.bytes}).status_code == 200
    location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
    trace = {"trace_id": trace_id, "trace_location": location, "request_time": "2026-11-21T10:15:54.407Z", "state": "OK"}
    answered(wire.post("/api/3.0/mlflow/traces", trace={"trace_info": trace | {"tags": {"k": "v"}}}))
    judgement = {"assessment_name": "a", "trace_id": trace_id, "source": {"source_type": "HUMAN", "source_id": "ada"}}
    judgement |= {"feedback": {"value": 1}, "create_time": trace["request_time"], "last_update_time": trace["request_time"]}
    made = answered(wire.post(f"/api/3.0/mlflow/traces/{trace_id}/assessments", assessment=judgement))["assessment"]
    return {
        **{"trace_id": trace_id, "trace_ids": [trace_id], "request_ids": [], "locations": [location]},
        **{"trace": {"trace_info": trace | {"trace_id": f"tr-{uuid.uuid4().hex}"}}, "allow_partial": True},
        **{"assessment": judgement, "assessment_id": made["assessment_id"], "update_mask": "assessmentName"},
        **{"max_timestamp_millis": 1, "max_traces": 1, "prompt_versions": [{"name": "p", "version": "1"}]},
    }


def own(route, name):
    """Good values for what a route alone understands, or for what it makes, which must not be there yet."""
    return {
        "model-versions/create": {"version": 7},
        "experiments/create": {"name": f"{name}-new"},
        "registered-models/create": {"name": f"{name}-new"},
        "runs/create": {"run_id": uuid.uuid4().hex},
        "logged-models": {"model_id": f"m-{uuid.uuid4().hex}"},
    }.get(route.path if route else None, {})


MODEL = json.dumps({"artifact_path": "m", "flavors": {}, "run_id": "r", "utc_time_created": "now"})
GOOD = {
    **{"key": "k", "value": "1", "timestamp": 1, "step": 0, "metric_key": "m", "path": "kept", "filter": ""},
    **{"max_results": 10, "page_token": None, "order_by": [], "view_type": "ALL", "run_view_type": "ALL", "tags": []},
    **{"params": [], "metrics": [], "datasets": [], "models": [], "stages": [], "status": "FINISHED", "end_time": 2},
    **{"start_time": 1, "start_step": 0, "end_step": 9, "user_id": "ada", "run_name": "runner", "run_link": ""},
    **{"artifact_location": "", "description": "what it is", "version": "1", "alias": "a", "stage": "Staging"},
    **{"archive_existing_versions": False, "source": "s3://bucket/folder", "model_id": "", "model_type": ""},
    **{"model_json": MODEL, "tag_key": "k", "artifact_directory_path": "", "creation_time": 1},
    **{"creation_timestamp_ms": 1, "creation_timestamp": 1, "last_updated_timestamp": 1},
    **{"artifact_file_path": "kept", "num_parts": 2, "upload_id": "f" * 24},
    **{"parts": [{"part_number": 1, "etag": '"' + "0" * 64 + '"'}]},
}


def complaint(attack, status, headers, body):
    """What is not sound about an answer of Roost's, or nothing."""
    if status in (200, 206):
        return None
    if status not in CODES:
        return f"status {status}"
    if len(attack.target) > 8000 and status == 400 and not body:
        return None  # The head is longer than is read.
    if attack.method == "HEAD":
        return "a body to HEAD" if body else None
    try:
        told = json.loads(body)
        code, message = told["error_code"], told["message"]
    except (ValueError, TypeError, KeyError):
        return f"status {status} without MLflow's shape of an error"
    if not headers.get("Content-Type", "").startswith("application/json"):
        return f"an error of type {headers.get('Content-Type')}"
    if code not in CODES[status]:
        return f"status {status} with the code {code}"
    if not isinstance(message, str) or not message or len(message) > 5000:
        return f"a message of {len(message)} characters"
    return None


def laxity(attack, status, body):
    """What Roost let pass that it must refuse by the name of its field, or nothing."""
    if attack.field is None:
        return None
    if status != 400:
        return f"status {status} to a value of the wrong kind"
    if attack.field not in json.loads(body)["message"]:
        return "the field is not named"
    return None


def endure(raw, attacks, is_reference):
    """Sends all of them; returns how many, and what was not sound about the answers."""
    count, unsound = 0, []
    for attack in attacks:
        count += 1
        try:
            status, headers, body = raw.send(attack)
        except (OSError, http.client.HTTPException) as error:
            unsound.append(f"{attack}\n  no answer: {error!r}")
            continue
        if attack.what == "a good one" and status != 200:
            wrong = "a request that is good is refused"
        elif is_reference:
            wrong = None
        else:
            wrong = complaint(attack, status, headers, body) or laxity(attack, status, body)
        if wrong:
            unsound.append(f"{attack}\n  {wrong}: {status} {body[:300]}")
    return count, unsound


def goes_on(wire, witness):
    run, before = witness
    assert answered(wire.get("runs/get", run_id=run)) == before
    assert wire.get("/version").status_code == 200


@pytest.mark.parametrize("route", EVERY_ROUTE)
def test_no_request_is_the_server_s_fault(raw, wire, witness, victim, is_reference, pytestconfig, route):
    share = 1 if pytestconfig.getoption("--thorough") else 0.3
    count, unsound = endure(raw, attacks(route, victim, route.path, share), is_reference)
    assert count > 50
    assert not unsound, f"{len(unsound)} of {count} answers are not sound:\n" + "\n".join(unsound[:12])
    goes_on(wire, witness)


@pytest.mark.artifacts
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_no_path_of_a_file_is_the_server_s_fault(raw, wire, witness, victim, is_reference, method):
    folder = f"{victim['experiment_id']}/{victim['run_id']}/artifacts"
    count, unsound = endure(raw, file_attacks(method, folder), is_reference)
    assert count > 100
    assert not unsound, f"{len(unsound)} of {count} answers are not sound:\n" + "\n".join(unsound[:12])
    goes_on(wire, witness)


PATHS_OF = [
    ("artifacts", "GET", "/get-artifact?run_id={run_id}&path="),
    ("artifacts", "GET", "/api/2.0/mlflow/artifacts/list?run_id={run_id}&path="),
    ("artifacts", "GET", "/api/2.0/mlflow-artifacts/artifacts?path={experiment_id}/{run_id}/artifacts/"),
    ("artifacts", "POST", "/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run_id}&path="),
    ("artifacts", "GET", "/api/2.0/mlflow-artifacts/presigned/{experiment_id}/{run_id}/artifacts/"),
    ("artifacts", "POST", "/api/2.0/mlflow-artifacts/mpu/create/{experiment_id}/{run_id}/artifacts/"),
    ("models", "GET", "/ajax-api/2.0/mlflow/logged-models/m-0/artifacts/files?artifact_file_path="),
    ("models", "GET", "/api/2.0/mlflow/logged-models/m-0/artifacts/directories?artifact_directory_path="),
    ("models", "PUT", "/api/2.0/mlflow-artifacts/artifacts/{experiment_id}/models/m-0/artifacts/"),
    ("registry", "GET", "/api/2.0/mlflow-artifacts/artifacts/models/{name}/1/"),
    ("registry", "PUT", "/api/2.0/mlflow-artifacts/artifacts/models/{name}/1/"),
    ("registry", "GET", "/api/2.0/mlflow-artifacts/artifacts?path=models/{name}/1/"),
]


@pytest.mark.parametrize(
    ("method", "address"),
    [pytest.param(method, address, marks=getattr(pytest.mark, area)) for area, method, address in PATHS_OF],
)
def test_no_path_of_a_query_is_the_server_s_fault(raw, wire, witness, victim, is_reference, method, address):
    count, unsound = endure(raw, path_attacks(method, address.format_map(victim)), is_reference)
    assert count > 40
    assert not unsound, f"{len(unsound)} of {count} answers are not sound:\n" + "\n".join(unsound[:12])
    goes_on(wire, witness)


@pytest.mark.parametrize("route", [one for one in EVERY_ROUTE if one.values[0].required])
def test_a_required_field_that_is_missing_is_named(wire, route):
    given = {"text": "1", "number": 1, "double": 1, "flag": False, "enum": 1, "list": [], "texts": ["1"]}
    given["object"] = {}
    for missing in sorted(route.required):
        body = {
            name: given[kind]
            for name, kind in route.fields.items()
            if name in route.required and name != missing or name == "run_id"
        }
        options = {"params": body} if route.method == "GET" else {"json": body}
        answer = wire.send(route.method, route.path, **options)
        assert answer.status_code in (400, 404), f"{missing}: {answer.status_code} {answer.text[:300]}"
        if answer.status_code == 400:
            assert answer.json()["error_code"] == "INVALID_PARAMETER_VALUE"
            assert f"'{missing}'" in answer.json()["message"]


def request(line, *headers, host="127.0.0.1"):
    return "\r\n".join([line, f"Host: {host}", *headers, "", ""]).encode()


POST = f"POST {API}experiments/create HTTP/1.1"
TYPE = "Content-Type: application/json"
CUT = {
    "no head": (b"\r\n\r\n",),
    "half a head": (b"POST /api/2.0/ml",),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",),
    "a method nobody knows": (request(f"BREW {API}experiments/create HTTP/1.1"),),
    "an address with a raw byte": (request(f"GET {API}experiments/get?x=").replace(b"?x=", b"?x=\xff\x00"),),
    "half a body": (request(POST, TYPE, "Content-Length: 500"), b'{"name": "half'),
    "no body": (request(POST, TYPE, "Content-Length: 500"),),
    "half a chunk": (request(POST, TYPE, "Transfer-Encoding: chunked"), b"ff\r\n{"),
    "no chunk": (request(POST, TYPE, "Transfer-Encoding: chunked"), b"zz\r\n{}\r\n0\r\n\r\n"),
    "an endless chunk": (request(POST, TYPE, "Transfer-Encoding: chunked"), b"ffffffffffffffff\r\n{"),
    "two lengths": (request(POST, TYPE, "Content-Length: 2", "Content-Length: 3"), b"{}x"),
    "length and chunks": (request(POST, TYPE, "Content-Length: 2", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
    "a negative length": (request(POST, TYPE, "Content-Length: -1"), b"{}"),
    "a length of 10**30": (request(POST, TYPE, f"Content-Length: {10**30}"), b"{}"),
    "another coding": (request(POST, TYPE, "Transfer-Encoding: gzip"), b"{}"),
    "a folded header": (request(POST, TYPE, "X-A: b\r\n c"),),
    "1,000 headers": (request(POST, TYPE, *(f"X-{number}: y" for number in range(1000))),),
    "a header of 200,000 bytes": (request(POST, TYPE, "X-Long: " + "x" * 200_000),),
    "no host": (f"GET {API}experiments/get?experiment_id=0 HTTP/1.1\r\n\r\n".encode(),),
    "HTTP/9": (request(f"GET {API}experiments/get HTTP/9.9"),),
}


@pytest.mark.server
@pytest.mark.parametrize("parts", CUT.values(), ids=CUT)
def test_what_is_no_whole_request_is_answered_or_hung_up_on(raw, wire, witness, is_reference, parts):
    said = raw.send_bytes(*parts, closing=True)
    if said and not is_reference:
        assert said.startswith(b"HTTP/1.1 4"), said[:300]
    goes_on(wire, witness)


@pytest.mark.server
@pytest.mark.parametrize("length", [8 << 20, 1 << 40])
def test_a_body_that_is_too_long_is_refused_before_it_is_sent(raw, is_reference, length):
    if is_reference:
        pytest.skip("MLflow's server waits for all of it")
    token = raw.headers.get("Authorization", "")
    said = raw.send_bytes(request(POST, TYPE, f"Authorization: {token}", f"Content-Length: {length + 1}"), closing=True)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert b'"error_code":"INVALID_PARAMETER_VALUE"' in said


@pytest.mark.server
def test_a_foreign_host_is_told_so_in_mlflow_s_words(raw, is_reference):
    if is_reference:
        pytest.skip("MLflow's server has words of its own for this")
    status, headers, body = raw.send(Attack("foreign", "GET", API + "experiments/get", {"Host": "elsewhere.example"}))
    assert (status, json.loads(body)["error_code"]) == (421, "PERMISSION_DENIED")
