"""Hostile requests for a route: wrong in every way that its row of the table allows for, and the same every time."""

import json
import random
import typing
import urllib.parse

from wire import API

JSON = {"Content-Type": "application/json"}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]


class Attack(typing.NamedTuple):
    """One request."""

    what: str
    method: str
    target: str
    headers: dict = {}
    body: bytes | None = None
    # The field that is of the wrong kind, which a refusal must name.
    field: str | None = None

    def __str__(self):
        return f"{self.what}: {self.method} {self.target[:200]} {(self.body or b'')[:300]}"


# What is no value of a kind at all, and must be refused by the name of its field.
WRONG = {
    "text": [5, -1.5, True, [], {}, ["x"], {"a": {}}, 10**40],
    "number": ["x", "1x", "0x10", "1e3", 1.5, 10**40, 2**63, -(2**63) - 1, 1e300, True, [], {}, [1], "9" * 40, "NaN"],
    "double": ["x", "1x", "0x10", True, [], {}, [1]],
    "flag": ["x", 5, 1.5, [], {}],
    "list": ["x", 5, True, {}, {"key": "a"}, [5], [True], [["x"]]],
    "texts": ["x", 5, True, {}, [5], [True], [["x"]], [{}]],
    "enum": [1.5, True, [], {}],
    "object": ["x", 5, 1.5, True, [], ["x"], [{}]],
    # What the address says already.
    "said": [],
}
# What is odd, and may be refused or not.
ODD = {
    "text": [
        *["", " ", "\t", "x" * 70_000, "ä" * 9_000, "\0", "\x1f", "\x7f", "../../etc", "/", ".", "a/b/../c", "%00"],
        *["🐓\u202e", "\ufeff", "e\u0301", "\ud800", "\udfff\ud800", "\u2028", "' OR 1=1 --", '"', "`", "\\"],
        *["-1", "987654321", "1e9", "9" * 40, "NaN", "null", "true", "[]", "m-" + "1" * 32, "1" * 32, "f" * 24, None],
        *["metrics.m > 1 AND" * 200, "(" * 3000, "runs:/x/y", "models:/", "file:///etc/passwd", "s3://b/" + "k" * 9000],
    ],
    "number": [-1, 0, 1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63), "1", "-1", " 1", "", 1.0, 1e18, None],
    "double": [0, -1, 1e308, -5e-324, 10**400, float("nan"), float("inf"), "NaN", "-Infinity", "1e999", "", None],
    "flag": [0, 1, "true", "TRUE", "", None],
    "list": [
        *[[], [{}], [None], [{}] * 2000, [{"key": "k"}], [{"key": None}], [{"key": {}, "value": []}], [{"value": "v"}]],
        *[[{"key": "k", "value": "v", "timestamp": "t"}], [{"key": "k", "value": 1, "timestamp": -1, "step": 2**63}]],
        *[[{"key": "k" * 9000, "value": "v" * 900_000}], [{"key": "k", "value": 1, "timestamp": 1}] * 1001, None],
        *[[{"key": "\ud800", "value": "\0"}], [{"key": "../k", "value": "v"}], [{"key": "k", "value": "v"}] * 3],
        *[[{"dataset": None}], [{"dataset": {"name": 5}}], [{"dataset": {"name": "n", "digest": "d"}, "tags": 5}]],
        *[[{"dataset": {"name": "n" * 501, "digest": "d", "source_type": "s", "source": "x"}}], [{"model_id": 5}]],
        *[[{"model_id": "m-0", "step": "x"}], [{"field_name": "x" * 900, "ascending": 5}]],
    ],
    "texts": [[], [""], ["x"], ["x"] * 5000, ["x" * 70_000], [None], ["\ud800"], ["metrics.m DESC"] * 3, ["`"], None],
    "enum": ["DANCING", "", "RUNNING", "1", -1, 0, 99, 2**40, 10**40, "\ud800", None],
    "object": [
        *[{}, {"": ""}, {"a": {"b": {"c": []}}}, None, {"trace_info": 5}, {"trace_info": {}}, {"trace_info": {"trace_id": 5}}],
        *[{"trace_info": {"trace_id": "tr-1", "request_time": when, "trace_location": {}} } for when in ("", "now", 5, {})],
        *[{"trace_info": {"trace_id": "tr-1", "tags": odd, "trace_metadata": odd}} for odd in ([], 5, {"a": 1}, {"": "x"})],
        *[{"trace_info": {"trace_id": "../x" * 20, "execution_duration": "1e9s", "state": "DANCING", "assessments": [5]}}],
        *[{"assessment_name": odd, "feedback": {"value": odd}} for odd in ("", 5, "x" * 300, {}, None, "\ud800")],
        *[{"assessment_name": "a", "feedback": {"value": 1}, "source": odd} for odd in (5, {}, {"source_type": 9}, "HUMAN")],
        *[{"assessment_name": "a", "feedback": {}, "expectation": {}}, {"assessment_name": "a", "expectation": {"value": {}}}],
        *[{"assessment_name": "a", "feedback": {"value": "v" * 900_000}, "metadata": {"k": 5}, "overrides": "a-0"}],
    ],
    "said": [None],
}
# Bodies that are no request of anything.
BODIES = {
    "no JSON": b"{",
    "a half": b'{"run_id": "x", "na',
    "nothing": b"",
    "blanks": b" \r\n\t",
    "null": b"null",
    "a text": b'"text"',
    "a number": b"7",
    "a list": b'[{"run_id": "x"}]',
    "more after the end": b"{} {}",
    "a comma too many": b'{"name": "a",}',
    "single quotes": b"{'name': 'a'}",
    "no UTF-8": b'{"run_id": "\xff\xfe", "name": "\xc0\x80", "key": "\xed\xa0\x80"}',
    "UTF-16": '{"name": "a"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"name": "a"}',
    "half a character": b'{"run_id": "\\ud800", "name": "\\ud800", "key": "\\udfff"}',
    "half an escape": b'{"name": "\\u12',
    "a zero byte": b'{"run_id": "a\\u0000b", "name": "a\\u0000b", "experiment_id": "\\u0000", "key": "\\u0000"}',
    "a raw zero byte": b'{"name": "a\0b"}',
    "a raw line break": b'{"name": "a\nb"}',
    "deep lists": b'{"tags": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "deep objects": b'{"a": ' * 20_000 + b"1" + b"}" * 20_000,
    "unfinished depth": b"[" * 100_000,
    "a name twice": b'{"name": "a", "name": "b", "run_id": "a", "run_id": "b", "key": "x", "key": []}',
    "two spellings": b'{"run_id": "a", "runId": "b", "experiment_id": "0", "experimentId": "1"}',
    "huge numbers": b'{"max_results": 1e400, "timestamp": 123456789012345678901234567890, "step": -1e300}',
    "words for numbers": b'{"max_results": NaN, "timestamp": Infinity, "value": -Infinity, "step": +1}',
    "odd numbers": b'{"max_results": 01, "timestamp": 1., "step": .5}',
    "a key of a megabyte": b'{"' + b"k" * (1 << 20) + b'": 1}',
    "an empty key": b'{"": {"": [""]}}',
    "10,000 keys": json.dumps({f"key{number}": number for number in range(10_000)}).encode(),
    "binary": bytes(range(256)) * 16,
    "a form": b"name=a&run_id=b",
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
}
TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "",
    ";",
    "x" * 500,
]
QUERIES = [
    *["%ff", "%00=1&=&&", "=", "&" * 500, "a=%zz", "a=%", "run_id[]=x&run_id[a]=y", "max_results=1;page_token=x"],
    *["run_id=x&run_id=y&run_id=z", "name=%ed%a0%80", "name=%00", "run_id=" + "x" * 6000, "k" * 6000 + "=1"],
    *["&".join(f"p{number}={number}" for number in range(700)), "filter=" + "%28" * 2000, "?name=x", "name=+%2b+"],
]
# What is put behind the address of a route.
TAILS = [
    *["/", "//", "/.", "/..", "/%2e%2e/%2e%2e/etc/passwd", "/x", "/%00", "/%ff", ";a=b", "%20", "%2f", "?", "#a"],
    "/" * 300,
    *["/../../../../etc/passwd", "%0d%0aX-Header:%20x", "/" + "a" * 5000, "/%f0%9f%90%93", ".json", "*"],
]
# What is put where the artifact proxy expects the path of a file.
PATHS = [
    *["", "/", "//", ".", "..", "../x", "..%2fx", "%2e%2e/x", "%252e%252e%252fx", "a/../../b", "a/./b", "a//b", "a/"],
    *["%00", "a%00b", "%ff%fe", "%c0%ae%c0%ae/x", "C:%5Cx", "a%5cb", "..%5c..%5cx", "%2fetc%2fpasswd", "~/x", "%"],
    *["x" * 5000, "a/" * 600 + "b", "%e2%80%ae", "%f0%9f%90%93", "a%23b", "a%3fb", "%20", "a%0d%0aX:%20y", "a%0ab"],
    *[".roost", "-rf", "a'b", "a%22b", "%3cscript%3e", "e%cc%81", "%ed%a0%80", "nul.", "a;b", "a:b", "*", "[", "%zz"],
    *["con", "artifacts"],
]
RANGES = [
    *["bytes=-", "bytes=5-1", "bytes=99999999999999999999-", "bytes=0-0,2-2", "bytes=-0", "lines=1", "x"],
    "bytes=" + "0-0," * 200,
]


def attacks(route, valid, seed, share):
    """Those of a route; `valid` has a good value for each of its fields, so that one thing is wrong at a time.

    A `share` of the odd values is tried for each field, other ones for other fields and routes.
    """
    chance = random.Random(seed)
    address, kinds = Address(route, valid), route.fields
    good = {name: valid[name] for name in kinds}
    takes_query = route.method == "GET"

    def ask(what, fields, field=None):
        if takes_query:
            return Attack(what, route.method, address.next + "?" + query(fields), field=field)
        return Attack(what, route.method, address.next, JSON, json.dumps(fields).encode(), field)

    is_granted = not any(word in route.path for word in ["presigned", "mpu", "2.11"])
    yield ask("a good one" if is_granted else "one that not every server grants", good)
    for name, kind in kinds.items():
        wrong = WRONG[kind]
        if takes_query:  # There everything is a text.
            wrong = [one for one in wrong if isinstance(one, str)] if kind in ("number", "double") else []
        for value in wrong:
            yield ask(f"{name} is no {kind}", good | {name: value}, name)
        for value in chance.sample(ODD[kind], round(len(ODD[kind]) * share)):
            yield ask(f"{name} is odd", good | {name: value})
        yield ask(f"no {name}", {other: value for other, value in good.items() if other != name})
    for _ in range(10):
        yield ask(
            "all at random",
            {name: chance.choice(WRONG[kind] + ODD[kind]) for name, kind in kinds.items() if chance.random() < 0.8},
        )
    yield ask("a field nobody knows", good | {"x" * 2000: "y", "🐓": "1"})
    for what, body in BODIES.items():
        yield Attack(what, route.method, address.next, JSON, body)
    for kind in TYPES:
        yield Attack(f"content of type {kind[:40]!r}", route.method, address.next, {"Content-Type": kind}, b"{}")
    yield Attack("content of no type", route.method, address.next, {}, b"{}")
    packed = JSON | {"Content-Encoding": "gzip"}
    yield Attack("content in a coding", route.method, address.next, packed, b"\x1f\x8b\x08")
    for text in QUERIES:
        yield Attack("an odd query", route.method, f"{address.next}?{text}")
    for method in METHODS:
        if method != route.method:
            yield Attack("another method", method, address.next, JSON, b"{}")
    if address.is_below_api:
        yield from odd_spellings(route.method, address)
    for value in ODD["text"]:
        for odd in address.with_odd_places(value):
            yield Attack("an odd part of the address", route.method, odd, JSON, json.dumps(good).encode())


def odd_spellings(method, address):
    for tail in TAILS:
        yield Attack("an odd address", method, address.next + tail, JSON, b"{}")
    head, _, last = address.next.rpartition("/")
    for middle in ["//", "/./", "/x/../", "/%2e%2e/"]:
        yield Attack("an odd spelling", method, head + middle + last, JSON, b"{}")
    yield Attack("an address in capitals", method, f"{head}/{last.upper()}", JSON, b"{}")
    yield Attack("an address that begins twice", method, f"/{head}/{last}", JSON, b"{}")


def file_attacks(method, folder):
    """For the artifact proxy; `folder` is where files of a run are, with a file `kept` in it."""
    body = b"x" if method == "PUT" else None
    for path in PATHS:
        for begin in (folder + "/", folder, folder.rpartition("/")[0] + "/", ""):
            target = "/api/2.0/mlflow-artifacts/artifacts/" + begin + path
            yield Attack("an odd path", method, target, {}, body)
    for text in RANGES:
        target = f"/api/2.0/mlflow-artifacts/artifacts/{folder}/kept"
        yield Attack("an odd range", method, target, {"Range": text}, body)
    for name in ("If-None-Match", "If-Match", "If-Range", "If-Modified-Since", "Content-Range", "Accept-Encoding"):
        yield Attack("an odd header", method, target, {name: '"' * 50, "Range": "bytes=0-0"}, body)


def path_attacks(method, address):
    """Paths behind an address that ends where a path begins."""
    for path in PATHS:
        yield Attack("an odd path", method, address + path, {}, b"x" if method in ("PUT", "POST") else None)


def query(fields):
    """Fields as the query of an address, as long as a head may be."""
    pairs = []
    for name, value in fields.items():
        for one in value[:9] if isinstance(value, list) else [value]:
            text = "" if one is None else one if isinstance(one, str) else json.dumps(one)
            pairs.append((name, text.encode("utf-8", "surrogatepass")[:3000]))
    return urllib.parse.urlencode(pairs)


class Address:
    """Where a route answers: below `/api` and, every other time, below `/ajax-api`."""

    def __init__(self, route, valid):
        self.path, self.valid = route.path, valid
        self.is_twin = True
        self.is_below_api = route.path.startswith(("/api/", "/ajax-api/")) or not route.path.startswith("/")

    def filled(self, change=None, value=None):
        path = self.path
        for name in places(path):
            text = value if name == change else self.valid[name]
            text = urllib.parse.quote(str(text).encode("utf-8", "surrogatepass"), safe="")
            path = path.replace("{" + name + "}", text)
        return path if path.startswith("/") else API + path

    @property
    def next(self):
        self.is_twin = not self.is_twin
        path = self.filled()
        return "/ajax-api" + path.removeprefix("/api") if self.is_twin and path.startswith("/api/") else path

    def with_odd_places(self, value):
        """The address with each of its places in turn holding `value`."""
        return [self.filled(name, str(value)[:3000]) for name in places(self.path)]


def places(path):
    """The names in braces."""
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]
