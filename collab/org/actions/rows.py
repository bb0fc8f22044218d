"""How the organisation's rows are locked, checked and written: one version at a time, every wrong field named."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from collab.common.errors import FieldError, Invalid, NotFound, StaleVersion


def locked(model: type[models.Model], pk: int, version: int | None = None) -> Any:
    """The row, locked for change; StaleVersion where it is not at `version` any more, None skips the check."""
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise StaleVersion(version=row.version)  # type: ignore[attr-defined]
    return row


def check(row: models.Model, skip: Iterable[str] = ()) -> None:
    """Invalid, with every field that the model's own rules refuse."""
    errors = [
        FieldError(field.name, "null_characters_not_allowed", _("Null characters cannot be stored."))
        for field in row._meta.local_concrete_fields
        if "\x00" in str(getattr(row, field.attname) or "")
    ]
    try:
        if not errors:
            row.full_clean(exclude={"password", *skip})
    except ValidationError as error:
        errors = [
            FieldError("" if name == "__all__" else name, one.code or "invalid", "; ".join(one.messages))
            for name, found in error.error_dict.items()
            for one in found
        ]
    if errors:
        raise Invalid(errors)


def changed(row: models.Model, changes: dict[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    """Set what differs and answer with the former values; Invalid for what may not be set here."""
    if unknown := changes.keys() - set(allowed):
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."), "unknown_field")
    before = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, changes[name])
    return before


def write(row: Any, names: Iterable[str]) -> None:
    """Store these fields and raise the version; StaleVersion if somebody was faster."""
    values = {row._meta.get_field(name).attname for name in names}
    found = type(row)._default_manager.filter(pk=row.pk, version=row.version)
    if not found.update(version=row.version + 1, **{name: getattr(row, name) for name in values}):
        raise StaleVersion(version=row.version)
    row.version += 1


def told(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the history keeps them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
