"""The base of every resource: lists in cursor pages, single rows with an ETag, bodies checked by forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from ..actor import Actor
from ..errors import FieldError, Invalid, NotFound
from ..keyset import Order
from . import paging
from .bodies import check_body
from .describing import columns, known
from .filters import Filter, narrow, repeated_parameters, unknown_parameters
from .rendering import as_json
from .versions import etag, unchanged

__all__ = ["Resource", "WholeRows", "body_of", "check_body"]
FURTHEST = 2**63 - 1  # the greatest id a database takes; no row has it
ROW: dict[str, Any] = {
    "type": "object",
    "properties": {"id": {"type": "integer"}},
    "additionalProperties": True,
}


class Resource(ViewSet):
    """A room's resource. `rows()` is always scoped to the reader; `columns` are what a list row is made from."""

    lookup_value_regex = r"\d{1,18}"
    filters: ClassVar[Mapping[str, Filter]] = {}
    orders: ClassVar[Mapping[str, Order]] = {"id": Order("id"), "-id": Order("id", True)}
    default_order: ClassVar[str] = "-id"
    columns: ClassVar[tuple[str, ...]] = ("id",)
    body_form: ClassVar[type[forms.Form] | None] = None
    change_form: ClassVar[type[forms.Form] | None] = None
    model: ClassVar[type[Model] | None] = None
    in_pages: ClassVar[bool] = True
    metadata_class = None

    def perform_content_negotiation(self, request, force=False) -> tuple:
        """There is one format; nothing to negotiate."""
        return self.renderer_classes[0](), self.renderer_classes[0].media_type

    def rows(self) -> QuerySet:
        """What this reader may see."""
        raise NotImplementedError

    def item(self, row: dict) -> dict[str, Any]:
        """A list row from its column values."""
        return row

    def whole(self, row: Any) -> dict[str, Any]:
        """A single row with all there is to it."""
        raise NotImplementedError

    def described(self, *, whole: bool = False) -> dict[str, Any]:
        """JSON Schema of a list row, or of a single one; its columns where the list shows them as they are."""
        as_they_are = type(self).item is Resource.item and type(self).items is Resource.items
        if self.model is None or not as_they_are:
            return ROW if self.in_pages else {"type": "object"}
        title = self.model.__name__ if whole else f"{self.model.__name__}Row"
        return known(columns(self.model, self.columns), title, more=whole)

    @property
    def actor(self) -> Actor:
        return Actor(self.request.user, "api")

    def list(self, request) -> HttpResponse:
        """One page of what the reader may see, filtered and ordered."""
        if request.headers.get("If-None-Match") and unchanged(request, held := self.held_tag()):
            return HttpResponse(status=304, headers={"ETag": held})
        params = request.query_params
        if repeated := repeated_parameters(params):
            raise Invalid(repeated)
        rows = narrow(self.rows(), self.filters, params.dict(), request.user)
        order = self.order(params.get("ordering"))
        limit = paging.limit_of(params.get("limit"))
        page = paging.read_page(self.page_rows(rows), order, limit, params.get("cursor"))
        tag = self.page_tag(page.rows)
        body: dict[str, Any] = {
            "results": self.items(page.rows),
            "next": paging.link(request, page.next),
            "previous": paging.link(request, page.previous),
        }
        if "count" in params:
            if params["count"] != "exact":
                raise Invalid.field("count", _("Use count=exact."))
            body["count"] = rows.count()
        return HttpResponse(
            as_json(body), content_type="application/json", headers={"ETag": tag} if tag else {}
        )

    def items(self, rows: Sequence[dict]) -> Sequence[dict[str, Any]]:
        return [self.item(row) for row in rows]

    def page_rows(self, rows: QuerySet) -> QuerySet:
        """The rows as the page reads them."""
        return rows.values(*self.columns)

    def page_tag(self, rows: Sequence[dict]) -> str:
        """A weak ETag that changes with anything this list could show; "" where there is none."""
        return ""

    def held_tag(self) -> str:
        """The tag that a fresh answer would carry, read without its rows."""
        return ""

    def order(self, name: str | None) -> Order:
        try:
            return self.orders[name or self.default_order]
        except KeyError:
            told = ", ".join(self.orders)
            raise Invalid(
                [FieldError("ordering", "invalid_filter", _("Use one of: %(names)s.") % {"names": told})]
            ) from None

    def find(self, pk: str, rows: QuerySet | None = None) -> Any:
        """The row inside the reader's audience, or NotFound."""
        rows = (self.rows() if rows is None else rows).filter(pk=min(int(pk), FURTHEST)).order_by()
        for row in rows[:1]:
            return row
        raise NotFound

    def find_bare(self, pk: str) -> Any:
        """The same without what is shown beside it, for a step that reads the row again under its lock."""
        return self.find(pk)

    def retrieve(self, request, pk: str) -> HttpResponse:
        """One row with its version as ETag; 304 where the reader has this version."""
        self.no_parameters(request)
        version = self.version_of(pk) if request.headers.get("If-None-Match") else None
        if version and unchanged(request, etag(version)):
            return HttpResponse(status=304, headers={"ETag": etag(version)})
        return self.answer(self.find(pk))

    def version_of(self, pk: str) -> int | None:
        """The version of a row inside the reader's audience, read without the rest of it; None where it has none."""
        return None

    def answer(self, row: Any, status: int = 200) -> HttpResponse:
        """The whole row, or 304."""
        headers = {}
        if hasattr(row, "version"):
            headers["ETag"] = etag(row.version)
            if self.request.method == "GET" and unchanged(self.request, headers["ETag"]):
                return HttpResponse(status=304, headers=headers)
        return HttpResponse(
            as_json(self.whole(row)), status=status, content_type="application/json", headers=headers
        )

    @staticmethod
    def no_parameters(request) -> None:
        """A single row takes no parameters."""
        if errors := unknown_parameters(request.query_params):
            raise Invalid(errors)

    def gone(self) -> Response:
        return Response(status=204)


class WholeRows(Resource):
    """Rows that a list shows as whole as they are alone: a page of them is read again as models, with what is
    `related`. A resource names its `shape`, or writes whole(), or shaped() where one reading serves several.
    """

    related: ClassVar[tuple[str, ...]] = ()
    shape: ClassVar[Any] = None

    def find(self, pk: str, rows: QuerySet | None = None) -> Any:
        return super().find(pk, self._loaded(self.rows() if rows is None else rows))

    def items(self, rows: Sequence[dict]) -> Sequence[dict[str, Any]]:
        found = self._loaded(self.rows()).in_bulk([row["id"] for row in rows])
        return self.shaped([found[row["id"]] for row in rows if row["id"] in found])

    def shaped(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """These rows as the reader may see them."""
        return [self.whole(row) for row in rows]

    def whole(self, row: Any) -> dict[str, Any]:
        return self.shaped([row])[0] if self.shape is None else type(self).shape(row)

    def _loaded(self, rows: QuerySet) -> QuerySet:
        return rows.select_related(*self.related) if self.related else rows


def body_of(request) -> dict[str, Any]:
    """The JSON object sent, or Invalid."""
    if not isinstance(request.data, Mapping):
        raise Invalid(message=_("Send a JSON object."))
    return dict(request.data)
