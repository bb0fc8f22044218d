"""Saved views in the bar of every layout: open, keep, share, rename, remove, open with."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.actor import Actor
from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor

from .. import actions, policies
from ..models import SavedView
from ..saved_views import SavedViewForm
from ..selectors import default_views
from .lists import address_of

SHOWN = 60


class SavedViews(LoginRequiredMixin, View):
    """The views this person may open, the one on the screen marked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        here = (request.GET.get("layout", ""), request.GET.get("query", ""))
        actor, default = page_actor(request), default_views().get(request.user.pk or 0)
        rows = SavedView.objects.visible_to(request.user).select_related("owner", "department")
        views = [
            {
                "row": row,
                "url": address_of(row.layout, row.query),
                "active": (row.layout, row.query) == here,
                "may_edit": policies.can_edit_view(actor, row),
                "is_default": row.pk == default,
            }
            for row in rows.order_by("scope", "name", "pk")[:SHOWN]
        ]
        save_url = f"{reverse('tasks:save_view')}?{request.GET.urlencode()}"
        return render(request, "tasks/_saved_views.html", {"views": views, "save_url": save_url})


class ViewForm(SavedViewForm):
    """As a dialog asks for it."""

    is_default = forms.BooleanField(label=_("Open Work with this view"), required=False)

    def answers(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        return {name: given[name] for name in ("name", "scope", "department", "layout", "query")}


class SaveView(DialogView):
    """Keep what is on the screen under a name."""

    title = _("Save this view")
    text = _("Its filters, layout and order are kept; what it shows is always what its reader may see.")
    said = _("The view is saved.")

    def form(self, data=None) -> ViewForm:
        kept = {name: self.request.GET.get(name, "") for name in ("layout", "query")}
        return ViewForm(data, reader=self.request.user, initial={"layout": "list"} | kept)

    def carry_out(self, form: Any) -> None:
        actor = page_actor(self.request)
        view = actions.save_view(actor=actor, **form.answers())
        if form.cleaned_data["is_default"]:
            actions.choose_default_view(view=view, actor=actor)

    def topics(self) -> list[str]:
        return ["saved-views"]

    def home(self) -> str:
        return reverse("tasks:list")


class OneView(SaveView):
    """A dialog about one saved view."""

    view: SavedView

    def prepare(self) -> None:
        found = SavedView.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.view, self.text = found, found.name

    @property
    def actor(self) -> Actor:
        return page_actor(self.request)


class OtherForm(forms.Form):
    """What can be chosen about somebody else's view."""

    is_default = ViewForm.base_fields["is_default"]  # type: ignore[attr-defined]


class EditView(OneView):
    """Rename or share it; of somebody else's, choose it as one's default."""

    title, said = _("Edit this view"), _("The view is saved.")

    def form(self, data=None) -> Any:
        is_default = default_views().get(self.request.user.pk or 0) == self.view.pk
        if not policies.can_edit_view(self.actor, self.view):
            return OtherForm(data, initial={"is_default": is_default})
        kept = {name: getattr(self.view, name) for name in actions.saved_views.EDITABLE}
        initial = kept | {"is_default": is_default, "version": self.view.version}
        form = ViewForm(data, reader=self.request.user, initial=initial)
        form.fields["version"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
        return form

    def carry_out(self, form: Any) -> None:
        if isinstance(form, ViewForm):
            version = form.cleaned_data["version"]
            actions.edit_view(view=self.view, actor=self.actor, version=version, **form.answers())
        chosen = form.cleaned_data["is_default"]
        actions.choose_default_view(view=self.view, actor=self.actor, chosen=chosen)


class RemoveForm(forms.Form):
    """The version that is dropped."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RemoveView(OneView):
    """Drop it."""

    title, danger, said = _("Remove this view"), True, _("The view is removed.")

    def form(self, data=None) -> RemoveForm:
        return RemoveForm(data, initial={"version": self.view.version})

    def carry_out(self, form: Any) -> None:
        actions.remove_view(view=self.view, actor=self.actor, version=form.cleaned_data["version"])
