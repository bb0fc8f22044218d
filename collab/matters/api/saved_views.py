"""Saved views through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match
from collab.common.keyset import Order

from .. import actions
from ..listings import SavedViewForm, ViewWordsForm, listings
from ..models import DefaultView, PinnedView, SavedView

COLUMNS = ("id", "listing", "name", "layout", "query", "scope", "version", "created_at", "updated_at")
OWN = ("is_default", "is_pinned")
BESIDE = ("owner", "owner__name", "owner__username", "department", "department__code", "department__name")


class DefaultBody(forms.Form):
    """Whether its list opens with it."""

    default = forms.BooleanField(required=False)


class PinBody(forms.Form):
    """Whether it stands in one's menu."""

    pinned = forms.BooleanField(required=False)


class SavedViewResource(Resource):
    """Filters of a list with a layout and an order under a name: one's own, one's departments', those for everyone."""

    body_form = SavedViewForm
    change_form = ViewWordsForm
    columns: ClassVar[tuple[str, ...]] = (*COLUMNS, *BESIDE)
    filters: ClassVar = {
        "listing": Filter("choices", "listing__in", choices=lambda: list(listings)),
        "scope": Filter("choices", "scope__in", choices=lambda: list(SavedView.Scope.values)),
        "layout": Filter("choices", "layout__in", choices=lambda: list(SavedView.Layout.values)),
    }
    orders: ClassVar = {"id": Order("id"), "-id": Order("id", True)}

    def rows(self) -> QuerySet:
        mine = DefaultView.objects.filter(view=OuterRef("pk"), person=self.request.user.pk)
        rows = SavedView.objects.visible_to(self.request.user)
        pins = PinnedView.objects.filter(view=OuterRef("pk"), person=self.request.user.pk)
        rows = rows.annotate(is_default=Exists(mine), is_pinned=Exists(pins))
        return rows.select_related("owner", "department")

    def page_rows(self, rows: QuerySet) -> QuerySet:
        return rows.values(*self.columns, *OWN)

    def item(self, row: dict) -> dict[str, Any]:
        owner = {"id": row["owner"], "username": row["owner__username"], "name": row["owner__name"]}
        department = row["department"] and {
            "id": row["department"],
            "code": row["department__code"],
            "name": row["department__name"],
        }
        beside = {"owner": owner, "department": department} | {name: row[name] for name in OWN}
        return {name: row[name] for name in COLUMNS} | beside

    def whole(self, row: Any) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS}
        plain |= {name: instant(plain[name]) for name in ("created_at", "updated_at")}
        owner, department = row.owner, row.department
        return plain | {
            "owner": {"id": owner.pk, "username": owner.username, "name": owner.name},
            "department": department
            and {"id": department.pk, "code": department.code, "name": department.name},
            **{name: getattr(row, name) for name in OWN},
        }

    def create(self, request) -> HttpResponse:
        """Keep a filter under a name; `query` is what stands behind the ? of a page of the list."""
        sent = body_of(request)
        given = check_body(SavedViewForm(sent, reader=request.user), sent)
        view = actions.save_view(
            actor=self.actor, **{name: value for name, value in given.items() if name in sent}
        )
        return self.answer(self.find(str(view.pk)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Rename it, change its filters, or share it otherwise."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        given = check_body(ViewWordsForm(sent, reader=request.user, listing=row.listing), sent, partial=True)
        actions.edit_view(view=row, actor=self.actor, version=version, **given)
        return self.answer(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Drop it."""
        actions.remove_view(view=self.find(pk), actor=self.actor, version=if_match(request))
        return self.gone()

    @action(detail=True, methods=["post"], url_path="make-default", url_name="make-default")
    def make_default(self, request, pk: str) -> HttpResponse:
        """Have its list open with this view; `{"default": false}` takes that back."""
        view, sent = self.find(pk), body_of(request)
        chosen = check_body(DefaultBody(sent), sent)["default"] if sent else True
        actions.choose_default_view(view=view, actor=self.actor, chosen=chosen)
        return self.answer(self.find(pk))

    @action(detail=True, methods=["post"])
    def pin(self, request, pk: str) -> HttpResponse:
        """Keep this view in one's menu; `{"pinned": false}` takes that back."""
        view, sent = self.find(pk), body_of(request)
        pinned = check_body(PinBody(sent), sent)["pinned"] if sent else True
        actions.pin_view(view=view, actor=self.actor, pinned=pinned)
        return self.answer(self.find(pk))
