"""Spans as exporters of OpenTelemetry send them, and requests that no exporter would send."""

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span

SPAN = {"trace_id": b"\1" * 16, "span_id": b"\2" * 8, "name": "step", "start_time_unix_nano": 1_700_000_000_000_000_000}


def export(wire, experiment, *spans, resource=None, **headers):
    """Sends spans that have what they do not say of `SPAN`."""
    scope = ScopeSpans(spans=[Span(**SPAN | span) for span in spans])
    request = ExportTraceServiceRequest(resource_spans=[ResourceSpans(resource=resource, scope_spans=[scope])])
    return send_protobuf(wire, experiment, request.SerializeToString(), **headers)


def send_protobuf(wire, experiment, body, **headers):
    headers = {"Content-Type": "application/x-protobuf", "x-mlflow-experiment-id": str(experiment)} | headers
    return wire.send("POST", "/v1/traces", data=body, headers=headers)


def varint(number):
    """A number as protobuf writes it."""
    digits = []
    while number > 127:
        digits.append(number & 127 | 128)
        number >>= 7
    return bytes([*digits, number])


def within(value):
    """A request whose one span has an attribute of this value, written by hand: it may be what no library writes."""
    for tag in (b"\x12", b"\x4a", b"\x12", b"\x12", b"\x0a"):
        value = tag + varint(len(value)) + value
    return value
