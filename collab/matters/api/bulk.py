"""The API's door to many at once: POST /{resource}/bulk/ does one thing to each item, and each answers for itself."""

from collections import Counter
from collections.abc import Mapping
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
        name, items, sent = _read(kind, body_of(request))
        form = DoingForm(doings_of(kind)[name], None, request.user, sent, with_version=False)
        check_body(form, sent)
        outcomes = run_doing(kind, name, items, self.actor, form.answers())
        body = {
            "action": name,
            "counts": Counter(outcome.status for outcome in outcomes),
            "results": [result(outcome) for outcome in outcomes],
        }
        return HttpResponse(as_json(body), content_type="application/json")

    bulk.__doc__ = "Do one thing to many; each item is done, refused with its reason, or changed meanwhile."
    schema = extend_schema(
        operation_id=f"{kind}_bulk",
        description=bulk.__doc__,
        request={"application/json": _schema(kind)},
        responses={200: OpenApiResponse({"type": "object"}, description="What became of each item.")},
    )
    return schema(action(detail=False, methods=["post"], url_path="bulk", url_name="bulk")(bulk))


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


def _read(kind: str, sent: dict[str, Any]) -> tuple[str, list[Item], dict[str, Any]]:
    errors = [
        FieldError(name, "unknown_field", _("There is no such field.")) for name in sent if name not in FIELDS
    ]
    name, rows, answers = (sent.get(field) for field in FIELDS)
    known = doings_of(kind)
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


def _schema(kind: str) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 1}
    item = {"type": "object", "properties": {"id": whole, "version": whole}, "required": ["id", "version"]}
    return {
        "type": "object",
        "properties": {
            "action": {"type": "string", "enum": list(doings_of(kind))},
            "items": {"type": "array", "items": item, "minItems": 1, "maxItems": MOST},
            "answers": {"type": "object", "additionalProperties": True},
        },
        "required": ["action", "items"],
        "additionalProperties": False,
    }
