"""Cursor pages of the API: the pages of collab/common/keyset.py with a limit, and with links to those beside."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..errors import Invalid
from ..keyset import BadCursor, Order, Page

DEFAULT_LIMIT, MAX_LIMIT = 50, 200


def limit_of(raw: str | None) -> int:
    """The page size asked for, at most 200."""
    if raw is None:
        return DEFAULT_LIMIT
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 5 and 1 <= int(raw) <= MAX_LIMIT):
        raise Invalid.field("limit", _("Between 1 and 200."))
    return int(raw)


def read_page(rows: QuerySet, order: Order, limit: int, cursor: str | None) -> Page:
    """One page of `rows` (a values() queryset with the id and the order's column in it)."""
    try:
        return order.page(rows, cursor or "", limit)
    except BadCursor as error:
        raise Invalid.field(
            "cursor", _("This cursor does not fit; begin again from the first page.")
        ) from error


def link(request, cursor: str) -> str | None:
    """The address of the page at this cursor; None where there is none."""
    if not cursor:
        return None
    params = {key: value for key, value in request.query_params.items() if key != "cursor"}
    return request.build_absolute_uri(f"{request.path}?{urlencode(params | {'cursor': cursor})}")
