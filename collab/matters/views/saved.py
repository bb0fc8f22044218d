"""Saved views in the bar of every list: open, keep, share, pin, rename, remove, open with."""

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
from ..listings import Listing, SavedViewForm, ViewWordsForm, address_of, listings
from ..models import SavedView
from ..selectors import default_views, pinned_views

SHOWN = 60
KEPT = ("listing", "layout", "query")


def listing_asked_for(request: HttpRequest) -> Listing:
    """The list that the address names, or NotFound."""
    try:
        return listings[request.GET.get("listing", "")]
    except KeyError:
        raise NotFound from None


class SavedViews(LoginRequiredMixin, View):
    """The views of one list that this person may open, pinned ones first, the one on the screen marked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        listing, actor = listing_asked_for(request), page_actor(request)
        here = (request.GET.get("layout", ""), request.GET.get("query", ""))
        default = default_views().get((request.user.pk or 0, listing.code))
        pinned = pinned_views().get(request.user.pk or 0, [])
        rows = SavedView.objects.visible_to(request.user).filter(listing=listing.code)
        shown = rows.select_related("owner", "department").order_by("scope", "name", "pk")[:SHOWN]
        views = [
            {
                "row": row,
                "url": address_of(row),
                "active": (row.layout, row.query) == here,
                "may_edit": policies.can_edit_view(actor, row),
                "is_default": row.pk == default,
                "is_pinned": row.pk in pinned,
            }
            for row in shown
        ]
        views.sort(key=lambda view: not view["is_pinned"])
        save_url = f"{reverse('matters:save_view')}?{request.GET.urlencode()}"
        return render(request, "matters/_saved_views.html", {"views": views, "save_url": save_url})


class MineForm(forms.Form):
    """What each reader chooses about a view for themselves."""

    is_default = forms.BooleanField(label=_("Open this list with this view"), required=False)
    is_pinned = forms.BooleanField(label=_("Pin it to the menu"), required=False)


class SaveForm(MineForm, SavedViewForm):
    """As the dialog asks for a new view."""

    field_order = ("name", "scope", "department", "is_default", "is_pinned")


class EditForm(MineForm, ViewWordsForm):
    """As the dialog asks for a view of one's own."""

    field_order = SaveForm.field_order
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SaveView(DialogView):
    """Keep what is on the screen under a name."""

    title = _("Save this view")
    text = _("Its filters, layout and order are kept; what it shows is always what its reader may see.")
    said = _("The view is saved.")
    view: SavedView

    @property
    def actor(self) -> Actor:
        return page_actor(self.request)

    def form(self, data=None) -> Any:
        kept = {name: self.request.GET.get(name, "") for name in KEPT}
        return SaveForm(data, reader=self.request.user, initial={"layout": "list"} | kept)

    def carry_out(self, form: Any) -> None:
        given = {name: form.cleaned_data[name] for name in ("listing", *actions.saved_views.EDITABLE)}
        self.view = actions.save_view(actor=self.actor, **given)
        self.choose(form.cleaned_data)

    def choose(self, given: dict[str, Any]) -> None:
        """What the reader chose for themselves; a changed menu is drawn anew."""
        person = self.request.user.pk or 0
        is_default = default_views().get((person, self.view.listing)) == self.view.pk
        is_pinned = self.view.pk in pinned_views().get(person, [])
        if given["is_default"] != is_default:
            actions.choose_default_view(view=self.view, actor=self.actor, chosen=given["is_default"])
        if given["is_pinned"] != is_pinned:
            actions.pin_view(view=self.view, actor=self.actor, pinned=given["is_pinned"])
            self.leave = True

    def topics(self) -> list[str]:
        return ["saved-views"]

    def home(self) -> str:
        return address_of(self.view) or "/"


class OneView(SaveView):
    """A dialog about one saved view."""

    def prepare(self) -> None:
        found = SavedView.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise NotFound
        self.view, self.text = found, found.name


class EditView(OneView):
    """Rename or share it; of somebody else's, choose it for oneself."""

    title, said = _("Edit this view"), _("The view is saved.")

    def form(self, data=None) -> Any:
        person, view = self.request.user.pk or 0, self.view
        mine = {
            "is_default": default_views().get((person, view.listing)) == view.pk,
            "is_pinned": view.pk in pinned_views().get(person, []),
        }
        if not policies.can_edit_view(self.actor, view):
            return MineForm(data, initial=mine)
        kept = {name: getattr(view, name) for name in actions.saved_views.EDITABLE}
        initial = kept | mine | {"version": view.version}
        return EditForm(data, reader=self.request.user, listing=view.listing, initial=initial)

    def carry_out(self, form: Any) -> None:
        given = form.cleaned_data
        if isinstance(form, EditForm):
            words = {name: given[name] for name in actions.saved_views.EDITABLE}
            self.view = actions.edit_view(view=self.view, actor=self.actor, version=given["version"], **words)
        self.choose(given)


class RemoveForm(forms.Form):
    """The version that is dropped."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RemoveView(OneView):
    """Drop it."""

    title, danger, said = _("Remove this view"), True, _("The view is removed.")

    def form(self, data=None) -> RemoveForm:
        return RemoveForm(data, initial={"version": self.view.version})

    def carry_out(self, form: Any) -> None:
        self.leave = self.view.pk in pinned_views().get(self.request.user.pk or 0, [])
        actions.remove_view(view=self.view, actor=self.actor, version=form.cleaned_data["version"])
