"""JSON Schema of what every matter answers; `shapes` makes what is described here."""

from collections.abc import Iterable
from typing import Any

from collab.common.api.describing import column, columns, known, listed, nullable

from ..models import Matter, Party
from . import shapes

PERSON = known(
    {"id": {"type": "integer"}, "username": {"type": "string"}, "name": {"type": "string"}}, "PersonStub"
)
DEPARTMENT = known(
    {"id": {"type": "integer"}, "code": {"type": "string"}, "name": {"type": "string"}}, "DepartmentStub"
)
NUMBER = {"type": "string", "pattern": "^[A-Z]+-[0-9]+$", "examples": ["T-2041"]}
PARTY = known(
    columns(Party, ("id", "role", "part", "due_at", "read_at", "signed_at"))
    | {"person": nullable(PERSON), "department": nullable(DEPARTMENT)},
    "Party",
)
ASKED = known(
    {
        "name": {"type": "string"},
        "kind": {"type": "string"},
        "required": {"type": "boolean"},
        "label": {"type": "string"},
    },
    "AskedField",
)
OFFER = known(
    {"name": {"type": "string"}, "label": {"type": "string"}, "fields": listed(ASKED)}, "AllowedAction"
)
SPINE = {name: column(Matter, name) for name in shapes.COLUMNS if "__" not in name and name != "serial"} | {
    "number": NUMBER,
    "department": DEPARTMENT,
    "owner": nullable(PERSON),
    "priority": {"type": "string", "enum": list(shapes.PRIORITIES.values())},
}
STEP_TAKEN = {
    "title": "StepTaken",
    "type": "object",
    "description": "The matter as it stands after the step; `result` names another row that the step made.",
    "properties": {
        "result": nullable(known({"type": {"type": "string"}, "id": {"type": "integer"}})),
        **{name: SPINE[name] for name in ("id", "number", "status", "is_open", "light", "due_at", "version")},
    },
    "required": ["result"],
}


def row(model: type[Matter], names: Iterable[str]) -> dict[str, Any]:
    """A list row of this kind."""
    return known(SPINE | columns(model, names), f"{model.__name__}Row", more=True)


def whole(model: type[Matter], names: Iterable[str]) -> dict[str, Any]:
    """A matter of this kind with its parties and what the reader may do now; a kind adds its own."""
    return known(
        SPINE
        | columns(model, names)
        | {"body": {"type": "string"}, "parties": listed(PARTY), "allowed_actions": listed(OFFER)},
        model.__name__,
        more=True,
    )
