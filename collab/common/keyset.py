"""Pages of a long list by where the last one ended: page 1,000 costs what page 1 does, no row is skipped."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime

FURTHEST = 2**62


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
    """By one column and then by id, both in one direction; rows without a value come last.

    `column` may be the id itself, or lead to another row ("department__name"). `text` says that its values are
    texts. Rows of one `group` (a column without empty values) stay together, the groups going up.
    """

    column: str
    descending: bool = False
    text: bool = False
    group: str = ""

    def page(self, rows: QuerySet, cursor: str, size: int, columns: Sequence[str] = ()) -> Page:
        """The page at `cursor` (empty for the first). BadCursor where it cannot be read.

        With `columns`, of which the first is the id, its rows are tuples of these values instead of model instances;
        rows that are dicts hold the id and the column.
        """
        place = _read(cursor, self.column, self.text) if cursor else None
        empty = self._may_be_empty(rows)
        backwards = bool(place and place["back"])
        if place is not None:
            rows = self._after(rows, place, backwards, empty)
        if columns:
            rows = rows.values_list(*columns, self.column, *([self.group] if self.group else []))
        found = list(rows.order_by(*self._ordering(backwards, empty))[: size + 1])
        more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        before = more if backwards else place is not None
        after = True if backwards else more
        wide = len(columns)
        return Page(
            [row[:wide] for row in found] if columns else found,
            self._cursor(found[0], True, wide) if found and before else "",
            self._cursor(found[-1], False, wide) if found and after else "",
        )

    def sort(self, rows: QuerySet) -> QuerySet:
        """All of the rows in this order."""
        return rows.order_by(*self._ordering(False, self._may_be_empty(rows)))

    def _may_be_empty(self, rows: QuerySet) -> bool:
        """Whether rows without a value have to be reckoned with; a column that always has one keeps its plain index."""
        try:
            return bool(rows.model._meta.get_field(self.column).null)
        except FieldDoesNotExist:
            return True

    def _ordering(self, backwards: bool, empty: bool) -> list:
        down = self.descending != backwards
        held = [f"{'-' if backwards else ''}{self.group}"] if self.group else []
        tie = "-id" if down else "id"
        if self.column == "id":
            return [*held, tie]
        column = F(self.column)
        nulls = ({"nulls_first": True} if backwards else {"nulls_last": True}) if empty else {}
        return [*held, (column.desc if down else column.asc)(**nulls), tie]

    def _after(self, rows: QuerySet, place: dict[str, Any], backwards: bool, empty: bool) -> QuerySet:
        beyond = self._beyond(place["value"], place["id"], backwards, empty)
        try:
            if self.group:
                further, held = "lt" if backwards else "gt", place["group"]
                beyond = Q(**{f"{self.group}__{further}": held}) | (Q(**{self.group: held}) & beyond)
            return rows.filter(beyond)
        except (TypeError, ValueError) as error:
            raise BadCursor from error

    def _beyond(self, value: Any, pk: int, backwards: bool, empty: bool) -> Q:
        further = "lt" if self.descending != backwards else "gt"
        tie = Q(**{f"id__{further}": pk})
        if self.column == "id":
            return tie
        if value is None:
            same = Q(**{f"{self.column}__isnull": True}) & tie
            return same | Q(**{f"{self.column}__isnull": False}) if backwards else same
        beyond = (Q(**{self.column: value}) & tie) | Q(**{f"{self.column}__{further}": value})
        return beyond | Q(**{f"{self.column}__isnull": True}) if empty and not backwards else beyond

    def _cursor(self, row: Any, back: bool, wide: int) -> str:
        if wide:
            pk, (value, *group) = row[0], row[wide:]
        else:
            pk, value = _value(row, "id"), _value(row, self.column)
            group = [_value(row, self.group)] if self.group else []
        written = value.isoformat() if isinstance(value, datetime) else value
        place = [self.column, written, pk, back, *group]
        return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _value(row: Any, column: str) -> Any:
    if isinstance(row, dict):
        return row[column]
    for name in column.split("__"):
        row = getattr(row, name) if row is not None else None
    return row


def _read(cursor: str, wanted: str, text: bool) -> dict[str, Any]:
    try:
        column, value, pk, back, *held = json.loads(
            base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        )
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadCursor from error
    group = held[0] if held else None
    if column != wanted or type(pk) is not int or type(back) is not bool or abs(pk) > FURTHEST:
        raise BadCursor
    if not _fits(group, int, str) or not _fits(value, str if text else int, str):
        raise BadCursor
    if isinstance(value, str) and not text:
        value = parse_datetime(value)
        if value is None or value.tzinfo is None:
            raise BadCursor
    return {"value": value, "id": pk, "back": back, "group": group}


def _fits(value: Any, *types: type) -> bool:
    if value is None:
        return True
    if type(value) is int:
        return int in types and abs(value) <= FURTHEST
    return type(value) is str and str in types and "\x00" not in value
