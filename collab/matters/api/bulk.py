"""The API's door to many at once: POST /{resource}/bulk/ does one thing to each item, and each answers for itself."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action

from collab.common.api.bodies import LARGEST
from collab.common.api.rendering import as_json
from collab.common.api.resources import body_of, check_body
from collab.common.errors import FieldError, Invalid

from ..bulk import MOST, Item, Outcome, checked, run_doing
from ..doings import doings_of
from ..forms import DoingForm

FIELDS = ("action", "items", "answers")


def bulk_door(kind: str):
    """The route for doings of this kind."""

    def bulk(self, request) -> HttpResponse:
        self.no_parameters(request)
        name, items, sent = read_bulk(doings_of(kind), body_of(request))
        form = DoingForm(doings_of(kind)[name], None, request.user, sent, with_version=False)
        check_body(form, sent)
        return bulk_answer(name, run_doing(kind, name, items, self.actor, form.answers()))

    return bulk_schema(kind, list(doings_of(kind)))(
        action(detail=False, methods=["post"], url_path="bulk", url_name="bulk")(bulk)
    )


def bulk_schema(kind: str, names: list[str]):
    """Describes a bulk route that takes these actions."""
    return extend_schema(
        operation_id=f"{kind}_bulk",
        description="Do one thing to many; each item is done, refused with its reason, or changed meanwhile.",
        request={"application/json": _schema(names)},
        responses={200: OpenApiResponse({"type": "object"}, description="What became of each item.")},
    )


def bulk_answer(name: str, outcomes: list[Outcome]) -> HttpResponse:
    """What became of each item, in the order sent, and how many of each."""
    body = {
        "action": name,
        "counts": Counter(outcome.status for outcome in outcomes),
        "results": [result(outcome) for outcome in outcomes],
    }
    return HttpResponse(as_json(body), content_type="application/json")


def result(outcome: Outcome) -> dict[str, Any]:
    """One item's answer; what the reader may not see has neither number nor version."""
    return {
        "id": outcome.id,
        "number": outcome.number or None,
        "status": outcome.status,
        "code": outcome.code or None,
        "detail": outcome.detail or None,
        "version": outcome.version,
    }


def read_bulk(known: Collection[str], sent: dict[str, Any]) -> tuple[str, list[Item], dict[str, Any]]:
    """The action (one of `known`), the items, and the answers to what the action asks for."""
    errors = [
        FieldError(name, "unknown_field", _("There is no such field.")) for name in sent if name not in FIELDS
    ]
    name, rows, answers = (sent.get(field) for field in FIELDS)
    if not isinstance(name, str) or name not in known:
        told = _("Use one of: %(choices)s.") % {"choices": ", ".join(known)}
        errors.append(FieldError("action", "invalid", told))
    if not isinstance(rows, list) or not all(_is_item(row) for row in rows):
        why = _("Send a list of objects with id and version, both whole numbers.")
        errors.append(FieldError("items", "wrong_type", why))
    if not isinstance(answers, Mapping | None):
        errors.append(FieldError("answers", "wrong_type", _("Send a JSON object.")))
    if errors:
        raise Invalid(errors)
    items = checked((row["id"], row["version"]) for row in rows)  # type: ignore[union-attr]
    return name, items, dict(answers or {})  # type: ignore[return-value]


def _is_item(row: Any) -> bool:
    return (
        isinstance(row, Mapping)
        and row.keys() == {"id", "version"}
        and all(type(value) is int and 0 < value <= LARGEST for value in row.values())
    )


def _schema(names: list[str]) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 1}
    item = {"type": "object", "properties": {"id": whole, "version": whole}, "required": ["id", "version"]}
    return {
        "type": "object",
        "properties": {
            "action": {"type": "string", "enum": names},
            "items": {"type": "array", "items": item, "minItems": 1, "maxItems": MOST},
            "answers": {"type": "object", "additionalProperties": True},
        },
        "required": ["action", "items"],
        "additionalProperties": False,
    }
