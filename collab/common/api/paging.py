"""Cursor pages by keyset: flat cost at any depth, empty values last, tampered cursors refused."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ..errors import Invalid

DEFAULT_LIMIT, MAX_LIMIT = 50, 200


@dataclass(frozen=True)
class Order:
    """A column with its direction, the row's id breaking ties."""

    column: str
    descending: bool = False
    pk: str = "id"
    instant: bool = False

    def columns(self, backwards: bool) -> list:
        down = self.descending != backwards
        nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
        first = F(self.column).desc(**nulls) if down else F(self.column).asc(**nulls)
        if self.column == self.pk or not self.nullable:
            first = F(self.column).desc() if down else F(self.column).asc()
        if self.column == self.pk:
            return [first]
        return [first, F(self.pk).desc() if down else F(self.pk).asc()]

    @property
    def nullable(self) -> bool:
        return self.column in ("due_at",)

    def beyond(self, value: Any, pk: int, backwards: bool) -> Q:
        """Rows that come after (or before) the one with these values."""
        sign = "lt" if self.descending != backwards else "gt"
        tie = Q(**{f"{self.pk}__{sign}": pk})
        if self.column == self.pk:
            return tie
        if value is None:
            same = Q(**{f"{self.column}__isnull": True}) & tie
            return same | Q(**{f"{self.column}__isnull": False}) if backwards else same
        past = Q(**{f"{self.column}__{sign}": value}) | (Q(**{self.column: value}) & tie)
        if self.nullable and not backwards:
            past |= Q(**{f"{self.column}__isnull": True})
        return past


@dataclass(frozen=True)
class Page:
    """Rows of one page with the cursors around it."""

    rows: list[dict]
    next: str | None
    previous: str | None


def limit_of(raw: str | None) -> int:
    """The page size asked for, at most 200."""
    if raw is None:
        return DEFAULT_LIMIT
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 5 and 1 <= int(raw) <= MAX_LIMIT):
        raise Invalid.field("limit", _("Between 1 and 200."))
    return int(raw)


def read_page(rows: QuerySet, order: Order, limit: int, cursor: str | None) -> Page:
    """One page of `rows` (a values() queryset with the order's columns in it)."""
    value, pk, backwards = _decode(cursor, order) if cursor else (None, None, False)
    if pk is not None:
        rows = rows.filter(order.beyond(value, pk, backwards))
    found = list(rows.order_by(*order.columns(backwards))[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    if not found:
        return Page([], None, None)
    after = _encode(found[-1], order, False) if more or backwards else None
    before = _encode(found[0], order, True) if (cursor and not backwards) or (backwards and more) else None
    return Page(found, after, before)


def link(request, cursor: str | None) -> str | None:
    """The address of the page at this cursor."""
    if cursor is None:
        return None
    params = {key: value for key, value in request.query_params.items() if key != "cursor"}
    return request.build_absolute_uri(f"{request.path}?{urlencode(params | {'cursor': cursor})}")


def _encode(row: dict, order: Order, backwards: bool) -> str:
    raw = orjson.dumps([order.column, row[order.column], row[order.pk], backwards])
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(cursor: str, order: Order) -> tuple[Any, int, bool]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        column, value, pk, backwards = orjson.loads(raw)
        if column != order.column or not isinstance(pk, int) or not isinstance(backwards, bool):
            raise ValueError(column)
        if order.instant and value is not None and (value := parse_datetime(value)) is None:
            raise ValueError(column)
        if abs(pk) >= 2**63 or isinstance(value, list | dict):
            raise ValueError(pk)
    except (ValueError, TypeError, binascii.Error, UnicodeError) as error:
        raise Invalid.field(
            "cursor", _("This cursor does not fit; begin again from the first page.")
        ) from error
    return value, pk, backwards
