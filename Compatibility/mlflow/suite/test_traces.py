"""Traces: written by the tracing client, found, tagged, judged, linked to runs, deleted."""

import pytest
from mlflow.entities import SpanEvent
from otlp import SPAN, export, send_protobuf, varint, within
from wire import answered, is_refused, refused

pytestmark = pytest.mark.traces

TRACES = "/api/3.0/mlflow/traces"


@pytest.fixture
def tracing(fluent):
    """The fluent client, which sends traces at once and to an experiment of this test alone."""
    return fluent


def logged(mlflow, value=1, *, tags=None, fails=False, client_request_id=None, session=None):
    """The id of a new trace of two spans."""

    @mlflow.trace(name=f"answer-{value}", span_type="LLM", attributes={"model": "none"})
    def answer(question):
        metadata = {"mlflow.trace.session": session} if session else None
        mlflow.update_current_trace(tags=tags or {}, client_request_id=client_request_id, metadata=metadata)
        with mlflow.start_span("look-up", span_type="RETRIEVER") as span:
            span.set_inputs({"question": question})
            span.set_outputs(["häß 🐓"])
        if fails:
            raise ValueError("no answer")
        return question * 2

    try:
        answer(value)
    except ValueError:
        pass
    mlflow.flush_trace_async_logging()
    return mlflow.get_last_active_trace_id()


def found(mlflow, filter_string=None, **options):
    """The names of the traces that a search finds."""
    traces = mlflow.search_traces(filter_string=filter_string, return_type="list", include_spans=False, **options)
    return [trace.info.tags["mlflow.traceName"] for trace in traces]


def test_a_trace_comes_back_with_its_spans(tracing):
    trace = tracing.get_trace(logged(tracing, 21, tags={"team": "a"}, client_request_id="request-7"))
    assert trace.info.state == "OK"
    assert trace.info.client_request_id == "request-7"
    assert trace.info.tags["team"] == "a"
    assert trace.info.request_preview == '{"question": 21}' and trace.info.response_preview == "42"
    assert [(span.name, span.span_type) for span in trace.data.spans] == [("answer-21", "LLM"), ("look-up", "RETRIEVER")]
    assert trace.data.spans[1].outputs == ["häß 🐓"]
    assert trace.data.spans[0].attributes["model"] == "none"
    assert trace.info.execution_duration >= 0 and trace.info.timestamp_ms > 0


def test_spans_are_kept_by_the_server_and_not_as_a_file(tracing, wire):
    trace = logged(tracing)
    assert tracing.get_trace(trace).info.tags["mlflow.trace.spansLocation"] == "TRACKING_STORE"
    whole = answered(wire.get(f"{TRACES}/get", trace_id=trace))["trace"]
    assert [span["name"] for span in whole["spans"]] == ["answer-1", "look-up"]
    assert whole["spans"][1]["parent_span_id"] == whole["spans"][0]["span_id"]


def test_a_span_keeps_values_of_every_kind(tracing):
    values = {"text": "ä\n\"", "flag": True, "whole": -(2**60), "part": 0.1, "none": None, "empty": [], "none at all": {}}
    values |= {"list": [1, "a", [False]], "map": {"a": {"b": [1.5]}}, "bytes": "x" * 100_000}
    with tracing.start_span("root") as root:
        root.set_inputs(values)
        with tracing.start_span("step", span_type="TOOL", attributes=values) as step:
            step.add_event(SpanEvent("hm", attributes={"word": "yes", "count": 3}))
    tracing.flush_trace_async_logging()
    whole, part = tracing.get_trace(root.trace_id).data.spans
    assert whole.inputs == values
    assert {name: part.attributes[name] for name in values if values[name] is not None} == present(values)
    assert (part.events[0].name, part.events[0].attributes["count"]) == ("hm", 3)
    assert (part.parent_id, part.start_time_ns) == (whole.span_id, step.start_time_ns)
    assert part.end_time_ns == step.end_time_ns >= part.start_time_ns


def present(values):
    return {name: value for name, value in values.items() if value is not None}


def test_many_nested_spans_come_back_in_their_order(tracing):
    with tracing.start_span("0") as root:
        for number in range(1, 40):
            with tracing.start_span(str(number)), tracing.start_span(f"{number}-in"):
                pass
    tracing.flush_trace_async_logging()
    spans = tracing.get_trace(root.trace_id).data.spans
    assert [span.name for span in spans if "-" not in span.name] == [str(number) for number in range(40)]
    ids = {span.span_id: span.name for span in spans}
    assert all(ids[span.parent_id] == span.name.removesuffix("-in") for span in spans if "-in" in span.name)


def test_a_file_that_is_attached_to_a_span_is_kept(tracing, wire):
    from mlflow.tracing.attachments import Attachment

    picture = Attachment(content_type="image/png", content_bytes=b"\x89PNG")
    with tracing.start_span("picture") as span:
        span.set_inputs({"picture": picture})
    tracing.flush_trace_async_logging()
    trace = tracing.get_trace(span.trace_id)
    assert trace.data.spans[0].inputs["picture"].startswith("mlflow-attachment://")
    folder = trace.info.tags["mlflow.artifactLocation"].removeprefix("mlflow-artifacts:/")
    file = wire.get(f"/api/2.0/mlflow-artifacts/artifacts/{folder}/attachments/{picture.id}")
    assert file.content == b"\x89PNG"


def test_a_trace_that_failed_tells_how(tracing):
    trace = tracing.get_trace(logged(tracing, fails=True))
    assert trace.info.state == "ERROR"
    assert trace.data.spans[0].events[0].attributes["exception.message"] == "no answer"


def test_a_trace_of_a_run_is_found_by_the_run(tracing):
    with tracing.start_run() as run:
        inside = logged(tracing, 1)
    logged(tracing, 2)
    assert tracing.get_trace(inside).info.trace_metadata["mlflow.sourceRun"] == run.info.run_id
    assert found(tracing, run_id=run.info.run_id) == ["answer-1"]


def test_traces_are_linked_to_a_run(tracing, client, run):
    trace = logged(tracing, 1)
    logged(tracing, 2)
    client.link_traces_to_run([trace], run)
    client.link_traces_to_run([trace], run)
    assert found(tracing, run_id=run) == ["answer-1"]


def test_a_prompt_that_went_into_a_trace_finds_it(tracing, wire, name):
    trace = logged(tracing, 1)
    logged(tracing, 2)
    for _ in range(2):
        answered(wire.post("traces/link-prompts", trace_id=trace, prompt_versions=[{"name": name, "version": "2"}]))
    assert found(tracing, f"prompt = '{name}/2'") == ["answer-1"]
    assert found(tracing, f"prompt = '{name}/1'") == []


def test_a_trace_that_is_not_there(tracing, wire):
    assert is_refused(wire.get(f"{TRACES}/tr-0"), "RESOURCE_DOES_NOT_EXIST", "Trace with ID 'tr-0' not found.")
    assert tracing.get_trace("tr-0") is None


@pytest.mark.parametrize(
    "filter_string, expected",
    [
        ("status = 'OK'", ["answer-3", "answer-1"]),
        ("attributes.status = 'ERROR'", ["answer-2"]),
        ("trace.status != 'OK'", ["answer-2"]),
        ("status IN ('OK', 'ERROR')", ["answer-3", "answer-2", "answer-1"]),
        ("name = 'answer-2'", ["answer-2"]),
        ("name LIKE 'answer-%'", ["answer-3", "answer-2", "answer-1"]),
        ("tags.team = 'a'", ["answer-2", "answer-1"]),
        ("tags.team != 'a'", ["answer-3"]),
        ("tags.team ILIKE 'B%'", ["answer-3"]),
        ("tags.rare IS NOT NULL", ["answer-3"]),
        ("tags.rare IS NULL", ["answer-2", "answer-1"]),
        ("client_request_id = 'r-2'", ["answer-2"]),
        ("metadata.`mlflow.traceInputs` LIKE '%3%'", ["answer-3"]),
        ("request_metadata.`mlflow.trace.session` = 's-1'", ["answer-1"]),
        ("timestamp_ms > 0 AND execution_time_ms < 600000", ["answer-3", "answer-2", "answer-1"]),
        ("timestamp_ms < 1000", []),
        ("end_time_ms > 1000 AND tags.team = 'b'", ["answer-3"]),
        ("tags.team = 'a' AND status = 'OK'", ["answer-1"]),
        ("tags.nobody = 'x'", []),
        ("span.name = 'answer-2'", ["answer-2"]),
        ("span.name LIKE 'answer-%' AND span.status = 'OK'", ["answer-3", "answer-1"]),
        ("span.status = 'ERROR' AND span.type = 'LLM'", ["answer-2"]),
        ("span.status = 'ERROR' AND span.type = 'RETRIEVER'", []),
        ("span.type IN ('RETRIEVER', 'TOOL')", ["answer-3", "answer-2", "answer-1"]),
        ("span.name = 'answer-1' AND tags.team = 'b'", []),
        ("span.attributes.model LIKE '%none%'", ["answer-3", "answer-2", "answer-1"]),
        ("span.attributes.model ILIKE '%NOBODY%'", []),
        ("trace.text LIKE '%answer-3%'", ["answer-3"]),
        ("trace.text LIKE '%häß 🐓%'", ["answer-3", "answer-2", "answer-1"]),
        (None, ["answer-3", "answer-2", "answer-1"]),
    ],
)
def test_search(three, filter_string, expected):
    assert found(three, filter_string) == expected


@pytest.fixture(scope="module")
def three(client):
    """The fluent client, turned to an experiment with three traces."""
    import uuid

    import mlflow

    mlflow.set_experiment(experiment_id=client.create_experiment(f"traces-{uuid.uuid4().hex}"))
    logged(mlflow, 1, tags={"team": "a"}, client_request_id="r-1", session="s-1")
    logged(mlflow, 2, tags={"team": "a"}, client_request_id="r-2", fails=True)
    logged(mlflow, 3, tags={"team": "b", "rare": "x"}, client_request_id="r-3")
    return mlflow


@pytest.mark.parametrize(
    "order, expected",
    [
        ("timestamp ASC", ["answer-1", "answer-2", "answer-3"]),
        ("timestamp_ms DESC", ["answer-3", "answer-2", "answer-1"]),
        ("name ASC", ["answer-1", "answer-2", "answer-3"]),
        ("status ASC", ["answer-2", "answer-3", "answer-1"]),
        ("tags.rare ASC", ["answer-3", "answer-2", "answer-1"]),
        ("tags.team DESC", ["answer-3", "answer-2", "answer-1"]),
    ],
)
def test_order(three, order, expected):
    assert found(three, order_by=[order]) == expected


@pytest.mark.parametrize(
    "filter_string, saying",
    [
        ("nope = 'x'", "Invalid attribute key"),
        ("metrics.m = 1", "Invalid entity type"),
        ("status > 'OK'", "Invalid comparator"),
        ("status = OK", ""),
        ("tags.a = 1", "Expected a quoted string value"),
        ("span.nope = 'x'", "Invalid span attribute"),
        ("span.attributes. LIKE 'x'", ""),
        ("trace.text = 'x'", "comparator"),
        ("issue.nope = 'x'", "Invalid issue attribute"),
    ],
)
def test_a_filter_that_is_wrong_is_refused(wire, experiment, filter_string, saying):
    assert is_refused(search(wire, experiment, filter=filter_string), saying=saying)


def search(wire, experiment, **members):
    location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
    return wire.post(f"{TRACES}/search", locations=[location], **members)


def test_a_search_comes_in_pages(three, client, wire):
    experiment = client.get_experiment_by_name(three.get_experiment(three.tracking.fluent._get_experiment_id()).name)
    seen, token = [], None
    while True:
        body = answered(search(wire, experiment.experiment_id, max_results=2, **({"page_token": token} if token else {})))
        seen += [trace["tags"]["mlflow.traceName"] for trace in body.get("traces", [])]
        token = body.get("next_page_token")
        if not token:
            break
    assert seen == ["answer-3", "answer-2", "answer-1"]


@pytest.mark.parametrize("members", [{"max_results": 501}, {"max_results": 0}, {"page_token": "no"}])
def test_a_page_that_cannot_be_is_refused(wire, experiment, members):
    assert is_refused(search(wire, experiment, **members))


def test_tags_are_set_and_taken_away(tracing):
    trace = logged(tracing)
    tracing.set_trace_tag(trace, "k", "v")
    tracing.set_trace_tag(trace, "k", "w" * 4097)
    assert tracing.get_trace(trace).info.tags["k"] == "w" * 4096
    tracing.delete_trace_tag(trace, "k")
    assert "k" not in tracing.get_trace(trace).info.tags
    with refused("RESOURCE_DOES_NOT_EXIST", "No trace tag with key 'k'"):
        tracing.delete_trace_tag(trace, "k")


def test_where_the_spans_are_is_not_for_clients_to_say(tracing, wire):
    trace = logged(tracing)
    response = wire.patch(f"traces/{trace}/tags", key="mlflow.trace.spansLocation", value="ARCHIVE_REPO")
    assert is_refused(response, saying="is immutable")
    assert len(tracing.get_trace(trace).data.spans) == 2


def test_feedback_comes_back_as_it_was_given(tracing):
    from mlflow.entities import AssessmentSource

    trace = logged(tracing)
    source = AssessmentSource("HUMAN", "ada")
    for name, value in {"score": 0.5, "good": True, "word": "yes", "many": [1, "a"], "map": {"a": 1}}.items():
        made = tracing.log_feedback(trace_id=trace, name=name, value=value, source=source, rationale="so", metadata={"m": "1"})
        kept = tracing.get_assessment(trace, made.assessment_id)
        assert (kept.name, kept.value, kept.rationale, kept.metadata) == (name, value, "so", {"m": "1"})
        assert (kept.source.source_type, kept.source.source_id, kept.valid) == ("HUMAN", "ada", True)
    assert [one.name for one in tracing.get_trace(trace).info.assessments] == ["score", "good", "word", "many", "map"]


def test_feedback_may_tell_why_there_is_none(tracing):
    trace = logged(tracing)
    tracing.log_feedback(trace_id=trace, name="score", error=ValueError("no judge"))
    (kept,) = tracing.get_trace(trace).info.assessments
    assert (kept.value, kept.error.error_code, kept.error.error_message) == (None, "ValueError", "no judge")


def test_an_expectation_is_any_value(tracing):
    trace = logged(tracing)
    made = tracing.log_expectation(trace_id=trace, name="should", value={"answer": [42, None]})
    assert tracing.get_assessment(trace, made.assessment_id).value == {"answer": [42, None]}


def test_an_assessment_is_changed(tracing):
    from mlflow.entities import Expectation, Feedback

    trace = logged(tracing)
    made = tracing.log_feedback(trace_id=trace, name="score", value=1, metadata={"a": "1"})
    tracing.update_assessment(trace, made.assessment_id, Feedback(name="mark", value=2, rationale="why", metadata={"b": "2"}))
    kept = tracing.get_assessment(trace, made.assessment_id)
    assert (kept.name, kept.value, kept.rationale, kept.metadata) == ("mark", 2, "why", {"a": "1", "b": "2"})
    assert kept.last_update_time_ms >= kept.create_time_ms == made.create_time_ms
    with refused(saying="Cannot update expectation value on a Feedback assessment."):
        tracing.update_assessment(trace, made.assessment_id, Expectation(name="mark", value=3))


def test_feedback_is_overridden_until_that_is_taken_away(tracing):
    trace = logged(tracing)
    first = tracing.log_feedback(trace_id=trace, name="score", value=1).assessment_id
    second = tracing.override_feedback(trace_id=trace, assessment_id=first, value=5).assessment_id
    assert tracing.get_assessment(trace, first).valid is False
    assert tracing.get_assessment(trace, second).overrides == first
    assert found(tracing, "feedback.score > 2") == ["answer-1"] and found(tracing, "feedback.score < 2") == []
    tracing.delete_assessment(trace, second)
    assert tracing.get_assessment(trace, first).valid is True
    tracing.delete_assessment(trace, second)
    with refused("RESOURCE_DOES_NOT_EXIST", f"Assessment with ID '{second}' not found for trace '{trace}'"):
        tracing.get_assessment(trace, second)


@pytest.mark.parametrize(
    "filter_string, expected",
    [
        ("feedback.score >= 0.5", ["answer-2"]),
        ("feedback.score < 0.5", ["answer-1"]),
        ("feedback.word = 'yes'", ["answer-1"]),
        ("feedback.word != 'yes'", ["answer-2"]),
        ("feedback.good = 'true'", ["answer-2"]),
        ("feedback.good IS NULL", ["answer-3", "answer-1"]),
        ("expectation.should IS NOT NULL", ["answer-3"]),
        ("feedback.should IS NOT NULL", []),
    ],
)
def test_search_by_assessments(judged, filter_string, expected):
    assert found(judged, filter_string) == expected


@pytest.fixture(scope="module")
def judged(client):
    """The fluent client, turned to an experiment with three traces that were judged."""
    import uuid

    import mlflow

    mlflow.set_experiment(experiment_id=client.create_experiment(f"judged-{uuid.uuid4().hex}"))
    for value, feedback in {1: {"score": 0.25, "word": "yes"}, 2: {"score": 0.75, "word": "no", "good": True}}.items():
        trace = logged(mlflow, value)
        for name, said in feedback.items():
            mlflow.log_feedback(trace_id=trace, name=name, value=said)
    mlflow.log_expectation(trace_id=logged(mlflow, 3), name="should", value="be")
    return mlflow


def test_traces_are_deleted_by_name(tracing, client, experiment):
    kept, gone = logged(tracing, 1), logged(tracing, 2)
    assert client.delete_traces(experiment, trace_ids=[gone, "tr-0"]) == 1
    assert found(tracing) == ["answer-1"]
    assert tracing.get_trace(gone) is None and tracing.get_trace(kept) is not None


def test_traces_are_deleted_by_age_the_oldest_first(tracing, client, experiment):
    logged(tracing, 1)
    last = tracing.get_trace(logged(tracing, 2)).info.timestamp_ms
    logged(tracing, 3)
    assert client.delete_traces(experiment, max_timestamp_millis=last, max_traces=1) == 1
    assert found(tracing) == ["answer-3", "answer-2"]
    assert client.delete_traces(experiment, max_timestamp_millis=2**40 * 4) == 2
    assert found(tracing) == []


@pytest.mark.parametrize(
    "members, saying",
    [
        ({}, "Either `max_timestamp_millis` or `trace_ids` must be specified."),
        ({"max_timestamp_millis": 1, "request_ids": ["tr-0"]}, "Only one of"),
        ({"max_traces": 1, "request_ids": ["tr-0"]}, "`max_traces` can't be specified"),
        ({"max_timestamp_millis": 1, "max_traces": 0}, "must be a positive integer"),
    ],
)
def test_a_deletion_says_what_it_means(wire, experiment, members, saying):
    assert is_refused(wire.post("traces/delete-traces", experiment_id=experiment, **members), saying=saying)


def test_a_trace_that_is_sent_again_is_completed(wire, experiment):
    def send(**members):
        location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
        trace = {"trace_id": f"tr-{experiment}-again", "trace_location": location, "request_time": "2026-11-21T10:15:54.407Z"}
        return answered(wire.post(TRACES, trace={"trace_info": trace | members}))["trace"]["trace_info"]

    send(state="IN_PROGRESS", tags={"a": "1"}, request_preview="in")
    kept = send(state="OK", execution_duration="1.5s", tags={"b": "2"}, response_preview="out")
    assert (kept["state"], kept["execution_duration"], kept["request_preview"]) == ("OK", "1.500s", "in")
    kept = answered(wire.get(f"{TRACES}/{kept['trace_id']}"))["trace"]["trace_info"]
    assert (kept["tags"]["a"], kept["tags"]["b"], kept["response_preview"]) == ("1", "2", "out")


def test_a_trace_goes_to_no_experiment_that_was_deleted(wire, client, experiment):
    client.delete_experiment(experiment)
    location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
    trace = {"trace_id": "tr-lost", "trace_location": location, "request_time": "2026-11-21T10:15:54.407Z", "state": "OK"}
    assert is_refused(wire.post(TRACES, trace={"trace_info": trace}), saying="must be in the 'active' state")


@pytest.fixture
def span_ids():
    """The identifiers of a trace and of a span that nobody else has."""
    import uuid

    return {"trace_id": uuid.uuid4().bytes, "span_id": uuid.uuid4().bytes[:8]}


def test_spans_of_any_exporter_make_a_trace(wire, client, experiment, run, span_ids):
    from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
    from opentelemetry.proto.resource.v1.resource_pb2 import Resource

    def pair(key, value):
        return KeyValue(key=key, value=AnyValue(string_value=value))

    trace_id, start = f"tr-{span_ids['trace_id'].hex()}", SPAN["start_time_unix_nano"]
    resource = Resource(attributes=[pair("service.name", "shop"), pair("telemetry.sdk.name", "x")])
    step = span_ids | {"span_id": b"\7" * 8, "parent_span_id": span_ids["span_id"], "end_time_unix_nano": start + 10**9}
    response = export(wire, experiment, step, resource=resource)
    assert (response.status_code, response.content) == (200, b"")
    assert client.get_trace(trace_id).info.state == "IN_PROGRESS"
    whole = {"name": "all", "end_time_unix_nano": start + 2 * 10**9, "attributes": [pair("mlflow.traceTag.team", "a")]}
    headers = {"x-mlflow-run-id": run}
    assert export(wire, experiment, span_ids | whole, **headers).status_code == 200
    trace = client.get_trace(trace_id)
    assert (trace.info.state, trace.info.timestamp_ms, trace.info.execution_duration) == ("OK", start // 10**6, 2000)
    assert (trace.info.tags["service.name"], trace.info.tags["team"]) == ("shop", "a")
    assert "telemetry.sdk.name" not in trace.info.tags
    assert [span.name for span in trace.data.spans] == ["all", "step"]


def test_a_span_that_is_sent_again_is_replaced(wire, client, experiment, span_ids):
    for name in ("first", "second"):
        assert export(wire, experiment, span_ids | {"name": name}).status_code == 200
    (span,) = client.get_trace(f"tr-{span_ids['trace_id'].hex()}").data.spans
    assert span.name == "second"


def test_a_trace_that_misses_spans_is_told_only_to_who_asks_for_a_part(wire, experiment, span_ids):
    assert export(wire, experiment, span_ids).status_code == 200
    trace = f"tr-{span_ids['trace_id'].hex()}"
    location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
    told = {"trace_id": trace, "trace_location": location, "request_time": "2026-11-21T10:15:54.407Z", "state": "OK"}
    told["trace_metadata"] = {"mlflow.trace.sizeStats": '{"num_spans": 2}'}
    answered(wire.post(TRACES, trace={"trace_info": told}))
    assert is_refused(wire.get(f"{TRACES}/get", trace_id=trace), "RESOURCE_DOES_NOT_EXIST", "is not fully exported yet")
    assert len(answered(wire.get(f"{TRACES}/get", trace_id=trace, allow_partial=True))["trace"]["spans"]) == 1
    assert answered(wire.get(f"{TRACES}/batchGet", trace_ids=[trace])) == {}


@pytest.mark.parametrize(
    "span",
    [{"trace_id": b""}, {"span_id": b""}, {"start_time_unix_nano": 2**64 - 1}],
    ids=["no trace_id", "no span_id", "a start in the year 2554"],
)
def test_a_span_that_cannot_be_is_refused(wire, experiment, span_ids, is_reference, span):
    response = export(wire, experiment, span_ids | span)
    assert is_reference or response.status_code == 400
    assert response.status_code >= 400
    assert is_reference or "Invalid OpenTelemetry format" in response.json()["message"]


@pytest.mark.parametrize(
    "headers",
    [{"Content-Type": "text/plain"}, {"Content-Encoding": "br"}, {"x-mlflow-experiment-id": "987654321"}],
    ids=str,
)
def test_spans_that_cannot_be_taken_are_refused(wire, experiment, span_ids, headers):
    assert export(wire, experiment, span_ids, **headers).status_code in (400, 404)


def test_no_protobuf_is_the_server_s_fault(wire, experiment, is_reference):
    """Requests with bytes changed, cut and doubled, the same every time."""
    import random

    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    good = ExportTraceServiceRequest()
    span = good.resource_spans.add().scope_spans.add().spans.add(**SPAN)
    span.attributes.add(key="a").value.array_value.values.add().kvlist_value.values.add(key="b").value.int_value = -1
    span.events.add(name="e", time_unix_nano=1)
    span.links.add(trace_id=b"\3" * 16, span_id=b"\4" * 8)
    span.status.code = 2
    good, chance = good.SerializeToString(), random.Random(5)
    for _ in range(400):
        body = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(body))
            body[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3)) or body[at:][:9]
        response = send_protobuf(wire, experiment, bytes(body))
        assert is_reference or response.status_code in (200, 400), response.text[:300]
    deep = b""
    for _ in range(2000):
        deep = b"\x0a" + varint(len(deep)) + deep
        deep = b"\x2a" + varint(len(deep)) + deep
    for body in (b"", b"\xff" * 11, b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f", b"\x0a\x00" * 600_000, within(deep)):
        response = send_protobuf(wire, experiment, body)
        assert is_reference or response.status_code in (200, 400), response.text[:300]
    assert answered(wire.get("experiments/get", experiment_id=experiment))
