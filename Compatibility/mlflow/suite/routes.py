"""Every route that takes fields, with the kind of each: what hostile requests are made of."""

import pathlib

# One line a route: the area it belongs to, its method, its path, its fields; `*` marks what is required.
TABLE = pathlib.Path(__file__).with_name("routes.txt")
ROUTES = [line.split(maxsplit=3) for line in TABLE.read_text().splitlines()]


def fields(spelled):
    """`{name: (kind, whether it is required)}`."""
    pairs = (one.split(":") for one in spelled.split())
    return {name.rstrip("*"): (kind, name.endswith("*")) for name, kind in pairs}
