"""Pages of a long list by where the last one ended: page 1,000 costs what page 1 does, no row is skipped."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime


class BadCursor(ValueError):
    """The place in the list cannot be read."""


@dataclass(frozen=True)
class Page:
    """The rows of one page and the cursors beside it, empty where there is nothing further."""

    rows: list[Any]
    previous: str
    next: str


@dataclass(frozen=True)
class Order:
    """By one column and then by id, both in one direction; rows without a value come last."""

    column: str
    descending: bool = False

    def page(self, rows: QuerySet, cursor: str, size: int) -> Page:
        """The page at `cursor` (empty for the first). BadCursor where it cannot be read."""
        place = _read(cursor) if cursor else None
        backwards = bool(place and place["back"])
        if place is not None:
            rows = rows.filter(self._beyond(place["value"], place["id"], backwards))
        found = list(rows.order_by(*self._ordering(backwards))[: size + 1])
        more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        before = more if backwards else place is not None
        after = True if backwards else more
        return Page(
            found,
            self._cursor(found[0], True) if found and before else "",
            self._cursor(found[-1], False) if found and after else "",
        )

    def _ordering(self, backwards: bool) -> list:
        down = self.descending != backwards
        column = F(self.column)
        ordered = column.desc if down else column.asc
        return [ordered(nulls_first=True) if backwards else ordered(nulls_last=True), "-id" if down else "id"]

    def _beyond(self, value: Any, pk: int, backwards: bool) -> Q:
        further = "lt" if self.descending != backwards else "gt"
        same = Q(**{f"{self.column}__isnull": True} if value is None else {self.column: value}) & Q(
            **{f"id__{further}": pk}
        )
        if value is None:
            return same | Q(**{f"{self.column}__isnull": False}) if backwards else same
        beyond = same | Q(**{f"{self.column}__{further}": value})
        return beyond if backwards else beyond | Q(**{f"{self.column}__isnull": True})

    def _cursor(self, row: Any, back: bool) -> str:
        value = getattr(row, self.column)
        written = value.isoformat() if isinstance(value, datetime) else value
        return base64.urlsafe_b64encode(json.dumps([written, row.pk, back]).encode()).decode().rstrip("=")


def _read(cursor: str) -> dict[str, Any]:
    try:
        value, pk, back = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadCursor from error
    if isinstance(value, str):
        value = parse_datetime(value)
        if value is None or value.tzinfo is None:
            raise BadCursor
    elif value is not None and type(value) is not int:
        raise BadCursor
    if type(pk) is not int or type(back) is not bool or abs(pk) > 2**62:
        raise BadCursor
    return {"value": value, "id": pk, "back": back}
