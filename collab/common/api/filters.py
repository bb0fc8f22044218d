"""Filters of lists, declared once: they read the query string, refuse what they do not know, and describe themselves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from ..errors import FieldError, Invalid

COMMON = ("limit", "cursor", "count", "ordering")
Apply = Callable[[QuerySet, Any, Any], QuerySet]


@dataclass(frozen=True)
class Filter:
    """`kind`: int, ids (comma-separated), bool, choice, choices (comma-separated), instant, text.

    `to` is the lookup it becomes, or `apply(rows, value, person)` narrows the rows itself.
    """

    kind: str
    to: str = ""
    choices: Callable[[], list[str]] | None = None
    apply: Apply | None = None
    help: str = ""

    def read(self, name: str, raw: str) -> Any:
        """The value meant, or Invalid naming the parameter."""
        reader = _READERS[self.kind]
        try:
            return reader(self, raw)
        except (ValueError, OverflowError) as error:
            raise Invalid([FieldError(name, "invalid_filter", _why(self))]) from error


def _int(filter: Filter, raw: str) -> int:
    if len(raw) > 20 or not raw.isascii() or not raw.removeprefix("-").isdecimal():
        raise ValueError(raw)
    value = int(raw)
    if abs(value) >= 2**63:
        raise ValueError(raw)
    return value


def _ids(filter: Filter, raw: str) -> list[int]:
    return [_int(filter, part) for part in raw.split(",", 500)]


def _bool(filter: Filter, raw: str) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    if raw.lower() not in words:
        raise ValueError(raw)
    return words[raw.lower()]


def _choices(filter: Filter, raw: str) -> list[str]:
    known = filter.choices() if filter.choices else []
    wanted = raw.split(",")
    if not set(wanted) <= set(known):
        raise ValueError(raw)
    return wanted


def _instant(filter: Filter, raw: str) -> datetime:
    value = parse_datetime(raw.replace(" ", "+"))
    if value is None and (day := parse_date(raw)):
        value = datetime(day.year, day.month, day.day)
    if value is None or not 1970 <= value.year <= 2200:
        raise ValueError(raw)
    return value if timezone.is_aware(value) else timezone.make_aware(value)


def _text(filter: Filter, raw: str) -> str:
    if "\x00" in raw or len(raw) > 300:
        raise ValueError(raw)
    return raw


_READERS: Mapping[str, Callable[[Filter, str], Any]] = {
    "int": _int,
    "ids": _ids,
    "bool": _bool,
    "choices": _choices,
    "instant": _instant,
    "text": _text,
}


def _why(filter: Filter) -> Any:
    if filter.choices:
        return _("Use one of: %(choices)s.") % {"choices": ", ".join(filter.choices())}
    return {
        "int": _("Use a whole number."),
        "ids": _("Use ids separated by commas."),
        "bool": _("Use true or false."),
        "instant": _("Use an ISO 8601 date or instant."),
        "text": _("Use at most 300 characters, none of them null."),
    }.get(filter.kind, _("This value is not understood."))


def narrow(rows: QuerySet, filters: Mapping[str, Filter], params: Mapping[str, str], person) -> QuerySet:
    """Rows that pass every filter given; unknown parameters and values are Invalid, all named at once."""
    errors = unknown_parameters(params, {*filters, *COMMON})
    given: dict[str, Any] = {}
    for name in params.keys() & filters.keys():
        try:
            given[name] = filters[name].read(name, params[name])
        except Invalid as error:
            errors += error.errors
    if errors:
        raise Invalid(errors)
    for name, value in given.items():
        chosen = filters[name]
        rows = chosen.apply(rows, value, person) if chosen.apply else rows.filter(Q(**{chosen.to: value}))
    return rows


def repeated_parameters(params) -> list[FieldError]:
    """An error for every parameter given more than once."""
    why = _("Give this parameter once; several values go behind commas.")
    return [FieldError(name, "repeated_parameter", why) for name, values in params.lists() if len(values) > 1]


def unknown_parameters(params: Iterable[str], known: Iterable[str] = ()) -> list[FieldError]:
    """An error for every parameter nobody reads here."""
    why = _("There is no such parameter here.")
    return [FieldError(name, "unknown_parameter", why) for name in params if name not in known]
