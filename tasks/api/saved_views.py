"""Saved views through the API."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.filters import Filter
from collab.common.api.paging import Order
from collab.common.api.rendering import instant
from collab.common.api.resources import Resource, body_of, check_body
from collab.common.api.versions import if_match

from .. import actions
from ..models import DefaultView, SavedView
from ..saved_views import SavedViewForm

COLUMNS = ("id", "name", "layout", "query", "scope", "version", "created_at", "updated_at")
BESIDE = ("owner", "owner__name", "owner__username", "department", "department__code", "department__name")


class DefaultBody(forms.Form):
    """Whether one's Work opens with it."""

    default = forms.BooleanField(required=False)


class SavedViewResource(Resource):
    """Filters with a layout and an order under a name: one's own, one's departments', and those for everyone."""

    body_form = SavedViewForm
    change_form = SavedViewForm
    columns: ClassVar[tuple[str, ...]] = (*COLUMNS, *BESIDE)
    filters: ClassVar = {
        "scope": Filter("choices", "scope__in", choices=lambda: list(SavedView.Scope.values)),
        "layout": Filter("choices", "layout__in", choices=lambda: list(SavedView.Layout.values)),
    }
    orders: ClassVar = {"id": Order("id"), "-id": Order("id", True)}

    def rows(self) -> QuerySet:
        mine = DefaultView.objects.filter(view=OuterRef("pk"), person=self.request.user.pk)
        rows = SavedView.objects.visible_to(self.request.user)
        return rows.annotate(is_default=Exists(mine)).select_related("owner", "department")

    def page_rows(self, rows: QuerySet) -> QuerySet:
        return rows.values(*self.columns, "is_default")

    def item(self, row: dict) -> dict[str, Any]:
        owner = {"id": row["owner"], "username": row["owner__username"], "name": row["owner__name"]}
        department = row["department"] and {
            "id": row["department"],
            "code": row["department__code"],
            "name": row["department__name"],
        }
        beside = {"owner": owner, "department": department, "is_default": row["is_default"]}
        return {name: row[name] for name in COLUMNS} | beside

    def whole(self, row: Any) -> dict[str, Any]:
        plain = {name: getattr(row, name) for name in COLUMNS}
        plain |= {name: instant(plain[name]) for name in ("created_at", "updated_at")}
        owner, department = row.owner, row.department
        return plain | {
            "owner": {"id": owner.pk, "username": owner.username, "name": owner.name},
            "department": department
            and {"id": department.pk, "code": department.code, "name": department.name},
            "is_default": row.is_default,
        }

    def _given(self, partial: bool = False) -> dict[str, Any]:
        sent = body_of(self.request)
        form = SavedViewForm(sent, reader=self.request.user)
        return {
            name: value for name, value in check_body(form, sent, partial=partial).items() if name in sent
        }

    def create(self, request) -> HttpResponse:
        """Keep a filter under a name; `query` is what stands behind the ? of a page of tasks."""
        view = actions.save_view(actor=self.actor, **self._given())
        return self.answer(self.find(str(view.pk)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Rename it, change its filters, or share it otherwise."""
        row, version = self.find(pk), if_match(request)
        actions.edit_view(view=row, actor=self.actor, version=version, **self._given(partial=True))
        return self.answer(self.find(pk))

    def destroy(self, request, pk: str) -> HttpResponse:
        """Drop it."""
        actions.remove_view(view=self.find(pk), actor=self.actor, version=if_match(request))
        return self.gone()

    @action(detail=True, methods=["post"], url_path="make-default", url_name="make-default")
    def make_default(self, request, pk: str) -> HttpResponse:
        """Have one's Work open with this view; `{"default": false}` takes that back."""
        view, sent = self.find(pk), body_of(request)
        chosen = check_body(DefaultBody(sent), sent)["default"] if sent else True
        actions.choose_default_view(view=view, actor=self.actor, chosen=chosen)
        return self.answer(self.find(pk))
