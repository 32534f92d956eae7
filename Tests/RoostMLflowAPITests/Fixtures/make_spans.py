"""Writes spans.pb, a request as OpenTelemetry's exporters send it, and spans.json, its spans in protobuf's JSON.

Made with opentelemetry-proto 1.45.2 and protobuf 7.36.2: both files are what these make of the values below.
"""

import json
import pathlib

from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

START = 1_700_000_000_123_456_789


def main():
    request = ExportTraceServiceRequest()
    sent = request.resource_spans.add(schema_url="https://example.org/schema")
    sent.resource.attributes.add(key="service.name").value.string_value = "shop"
    sent.resource.attributes.add(key="service.count").value.int_value = 3
    sent.resource.attributes.add(key="telemetry.sdk.name").value.string_value = "opentelemetry"
    scope = sent.scope_spans.add(schema_url="https://example.org/schema")
    scope.scope.name = "test"
    root = scope.spans.add(trace_id=bytes(range(16)), span_id=bytes(range(8, 16)), name="größe \"1\"\n", flags=257)
    root.kind, root.trace_state, root.start_time_unix_nano = Span.SPAN_KIND_SERVER, "a=b", START
    root.end_time_unix_nano = START + 2_500_000_000
    root.status.code = Status.STATUS_CODE_OK
    root.attributes.add(key="mlflow.spanType").value.string_value = "LLM"
    root.attributes.add(key="mlflow.spanInputs").value.string_value = '{"question": "größe?"}'
    root.attributes.add(key="mlflow.traceTag.team").value.string_value = "a"
    root.attributes.add(key="mlflow.traceTag.mlflow.artifactLocation").value.string_value = "file:///etc"
    for key, name, value in [
        ("flag", "bool_value", False),
        ("least", "int_value", -(2**63)),
        ("part", "double_value", 0.1),
        ("huge", "double_value", float("inf")),
        ("empty", "string_value", ""),
        ("bytes", "bytes_value", b"\x00\xff\x10"),
    ]:
        setattr(root.attributes.add(key=key).value, name, value)
    root.attributes.add(key="none").value.SetInParent()
    root.attributes.add(key="no values").value.array_value.SetInParent()
    values = root.attributes.add(key="values").value.array_value.values
    values.add().int_value = 7
    values.add().kvlist_value.values.add(key="inner").value.array_value.values.add().bool_value = True
    step = scope.spans.add(trace_id=bytes(range(16)), span_id=b"\xff" * 8, parent_span_id=bytes(range(8, 16)), name="step")
    step.start_time_unix_nano = START + 1
    step.status.code, step.status.message = Status.STATUS_CODE_ERROR, "no luck"
    event = step.events.add(time_unix_nano=START + 2, name="exception")
    event.attributes.add(key="exception.message").value.string_value = "häß 🐓"
    link = step.links.add(trace_id=b"\x01" * 16, span_id=b"\x02" * 8, trace_state="c=d")
    link.attributes.add(key="why").value.string_value = "because"

    here = pathlib.Path(__file__).parent
    (here / "spans.pb").write_bytes(request.SerializeToString(deterministic=True))
    spans = [MessageToDict(span, preserving_proto_field_name=True) for span in scope.spans]
    for span in spans:
        span.pop("flags", None)  # Not kept.
    (here / "spans.json").write_text(json.dumps(spans, ensure_ascii=False, indent=1) + "\n")


main()
