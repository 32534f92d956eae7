"""Every route, with the kind of each of its fields: what hostile requests are made of."""

import pathlib
import typing


class Route(typing.NamedTuple):
    """One line of the table."""

    area: str
    method: str
    # Below MLflow's API, or with a slash in front the whole address; places of it are in braces.
    path: str
    # The kind of each: text, number, double, flag, enum, object, list (of objects), texts, said.
    fields: dict
    required: set

    @classmethod
    def read(cls, line):
        area, method, path, *fields = line.split()
        pairs = [one.split(":") for one in fields]
        kinds = {name.rstrip("*"): kind for name, kind in pairs}
        return cls(area, method, path, kinds, {name.rstrip("*") for name, _ in pairs if name.endswith("*")})


# One line a route: the area it belongs to, its method, its path, its fields; `*` marks what is required.
TABLE = pathlib.Path(__file__).with_name("routes.txt")
ROUTES = [Route.read(line) for line in TABLE.read_text().splitlines()]
