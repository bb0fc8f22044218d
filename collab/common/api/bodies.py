"""Request bodies: JSON objects checked by forms, types taken strictly, foreign keys looked up inside the audience."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..errors import FieldError, Invalid

LARGEST = 2**63 - 1


class BodyForm(forms.Form):
    """The shape of a body; every choice among rows is narrowed to what `person` may see."""

    def __init__(self, data: Any = None, *, person: Any = None, **kwargs: Any):
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            rows: Any = getattr(field, "queryset", None)
            if hasattr(rows, "visible_to"):
                field.queryset = rows.visible_to(person)  # type: ignore[attr-defined]


class SharedChoice(forms.ModelChoiceField):
    """A choice among rows that are read once for several fields; see share()."""

    known: Mapping[int, Any] | None = None

    def to_python(self, value: Any) -> Any:
        """The row, or None for nothing; a ValidationError where it is not among those read."""
        if self.known is None or value in self.empty_values:
            return super().to_python(value)
        if (row := self.known.get(value)) is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return row


class SharedChoices(forms.ModelMultipleChoiceField):
    """Several choices among rows that are read once for several fields; see share()."""

    known: Mapping[int, Any] | None = None

    def clean(self, value: Any) -> Any:
        """The rows in the order of their ids; a ValidationError names the first that is not among those read."""
        if self.known is None or not value:
            return super().clean(value)
        if missing := [pk for pk in value if pk not in self.known]:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": missing[0]}
            )
        return [self.known[pk] for pk in sorted(set(value))]


def share(form: forms.Form, rows: QuerySet, *names: str) -> None:
    """Have these fields choose among `rows`, and read what was sent for all of them in one statement."""
    sent: list[Any] = []
    for name in names:
        form.fields[name].queryset = rows  # type: ignore[attr-defined]
        value = form.data.get(name)
        sent += value if isinstance(value, list) else [value]
    ids = {pk for pk in sent if _is_whole(pk)}
    known = rows.order_by().in_bulk(ids) if ids else {}
    for name in names:
        form.fields[name].known = known  # type: ignore[attr-defined]


def check_body(form: forms.Form, sent: Mapping[str, Any], *, partial: bool = False) -> dict[str, Any]:
    """What `form` (bound to `sent`) makes of it; unknown fields and every wrong one are named at once."""
    if partial:
        for name in form.fields.keys() - sent.keys():
            del form.fields[name]
    errors = [
        FieldError(name, "unknown_field", _("There is no such field."))
        for name in sent
        if name not in form.fields
    ]
    for name in form.fields.keys() & sent.keys():
        if why := _wrong_type(form.fields[name], sent[name]):
            errors.append(FieldError(name, "wrong_type", why))
    if not errors and not form.is_valid():
        errors = [
            FieldError("" if name == "__all__" else name, problem.code or "invalid", text)
            for name, problems in form.errors.as_data().items()
            for problem in problems
            for text in problem.messages
        ]
    if errors:
        raise Invalid(errors)
    return form.cleaned_data


def check_rows(
    form: type[BodyForm], sent: Mapping[str, Any], name: str, *, person: Any, partial: bool = True
) -> list[dict[str, Any]]:
    """The list of objects sent under `name`, each checked by `form`; a wrong entry is named by its place.

    With `partial`, fields that an entry leaves out are not in what is answered for it.
    """
    entries = sent.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Invalid.field(name, _("Send a list of objects."), "wrong_type")
    found: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for place, entry in enumerate(entries):
        try:
            given = check_body(form(entry, person=person), entry)
        except Invalid as refusal:
            errors += [replace(error, field=f"{name}.{place}.{error.field}") for error in refusal.errors]
        else:
            found.append({key: given[key] for key in given if key in entry} if partial else given)
    if errors:
        raise Invalid(errors)
    return found


def _wrong_type(field: forms.Field, value: Any) -> Any:
    if value is None:
        return "" if not field.required else _("This field is required.")
    if isinstance(field, forms.ModelMultipleChoiceField):
        fine = isinstance(value, list) and all(_is_whole(item) for item in value)
        return "" if fine else _("Send a list of ids.")
    if isinstance(field, forms.DecimalField):
        return "" if _is_figure(value) else _("Send a number, or a text such as “12.5”.")
    if isinstance(field, forms.ModelChoiceField | forms.IntegerField):
        return "" if _is_whole(value) else _("Send a whole number.")
    if isinstance(field, forms.TypedChoiceField) and field.coerce is int:
        return "" if _is_whole(value) else _("Send a whole number.")
    if isinstance(field, forms.BooleanField | forms.NullBooleanField):
        return "" if isinstance(value, bool) else _("Send true or false.")
    if isinstance(field, forms.JSONField):
        return ""
    if isinstance(field, forms.DateTimeField):
        return "" if _is_instant(value) else _("Send an instant with its zone, such as 2026-11-21T08:00:00Z.")
    return "" if isinstance(value, str) else _("Send a text.")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST


def _is_figure(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_instant(value: Any) -> bool:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return at.tzinfo is not None and 1970 <= at.year <= 2200


def form_schema(form: type[forms.Form], *, partial: bool = False) -> dict[str, Any]:
    """The JSON schema of what a form takes."""
    fields: dict[str, forms.Field] = dict(form.base_fields)  # type: ignore[attr-defined]
    fields |= {name: forms.IntegerField() for name in getattr(form, "matters", ())}
    required = [name for name, field in fields.items() if field.required and not partial]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _field_schema(field) for name, field in fields.items()},
        "additionalProperties": False,
    }
    return schema | ({"required": required} if required else {})


def _field_schema(field: forms.Field) -> dict[str, Any]:
    schema = _plain_schema(field)
    if not field.required and "type" in schema:
        told = schema["type"]
        schema["type"] = [*(told if isinstance(told, list) else [told]), "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def _codes(field: Any) -> list[Any]:
    return [code for code, _label in field.choices]


def _plain_schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return {"type": "array", "items": {"type": "integer"}}
    if isinstance(field, forms.DecimalField):
        return {"type": ["string", "number"]}
    if isinstance(field, forms.ModelChoiceField | forms.IntegerField):
        return {"type": "integer"}
    if isinstance(field, forms.TypedChoiceField) and field.coerce is int:
        return {"type": "integer", "enum": [int(code) for code in _codes(field)]}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": _codes(field)}
    if isinstance(field, forms.BooleanField | forms.NullBooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.JSONField):
        return {}
    if isinstance(field, forms.FileField):
        return {"type": "string", "format": "binary"}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    longest = getattr(field, "max_length", None)
    return {"type": "string"} | ({"maxLength": longest} if longest else {})
