"""Lists whose filters can be kept as saved views, each declared once beside its filter bar; the shape of a view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collab.org.models import Department
from collab.org.standing import standing_of

from .doings import Text
from .models import SavedView


@dataclass(frozen=True)
class Listing:
    """A list of matters: `filter` reads its address, `layouts` leads from each layout to its route.

    `bare` is a query that filters nothing; an address without any query opens the reader's default view.
    """

    code: str
    label: Text
    filter: Callable[[Any, Any], Any]
    layouts: Mapping[str, str] = field(default_factory=dict)
    bare: str = "q="

    def address(self, layout: str, query: str) -> str:
        """Where a layout stands with these filters; never the address that opens the default view."""
        return f"{reverse(self.layouts[layout])}?{query or self.bare}"


listings: dict[str, Listing] = {}


def register_listing(code: str, label: Text, filter: Callable[[Any, Any], Any], **more: Any) -> Listing:
    """Declare a list that keeps saved views; a code stands in stored views, so it never changes."""
    if code in listings:
        raise ValueError(f"the list {code} is declared twice")
    listings[code] = Listing(code, label, filter, **more)
    return listings[code]


def address_of(view: SavedView) -> str:
    """Where a saved view opens; "" where its list or layout is not there any more."""
    listing = listings.get(view.listing)
    return listing.address(view.layout, view.query) if listing and view.layout in listing.layouts else ""


def _listing_choices() -> list[tuple[str, Text]]:
    return [(listing.code, listing.label) for listing in listings.values()]


class ViewWordsForm(forms.Form):
    """What of a view can be changed: its name, what is kept under it, and whom it is shared with."""

    name = forms.CharField(label=_("Name"), max_length=100)
    scope = forms.ChoiceField(
        label=_("Shared with"), choices=SavedView.Scope.choices, required=False, initial=SavedView.Scope.OWN
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        required=False,
        help_text=_("Where it is shared with a department."),
    )
    layout = forms.ChoiceField(choices=SavedView.Layout.choices, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, reader, listing: str = "", initial=None):
        super().__init__(data, initial=initial)
        self.reader, self.kept_for, standing = reader, listing, standing_of(reader)
        mine = Department.objects.visible_to(reader).active()
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = (
            mine if standing.is_coordinator else mine.filter(pk__in=standing.department_ids)
        )
        if not standing.is_coordinator:
            kept = [choice for choice in SavedView.Scope.choices if choice[0] != SavedView.Scope.EVERYONE]
            fields["scope"].widget.choices = kept

    def clean_scope(self) -> str:
        return self.cleaned_data["scope"] or SavedView.Scope.OWN

    def clean(self) -> dict[str, Any]:
        """The layout is one of the list's, and the filters stand in its bar's own order, without a place in it."""
        given = self.cleaned_data
        listing = listings.get(self.kept_for or given.get("listing", ""))
        if listing is None:
            return given
        if given.get("layout") and given["layout"] not in listing.layouts:
            self.add_error("layout", _("This list has no such layout."))
        if given.get("query"):
            self._order_query(listing)
        return given

    def _order_query(self, listing: Listing) -> None:
        sent = QueryDict(mutable=True)
        for name, value in parse_qsl(self.cleaned_data["query"].lstrip("?")):
            sent[name] = value
        chosen = listing.filter(sent, self.reader)
        if chosen.is_valid():
            self.cleaned_data["query"] = chosen.query()
        else:
            self.add_error("query", " ".join(chosen.problems()))


class SavedViewForm(ViewWordsForm):
    """A new view, with the list it is for."""

    listing = forms.ChoiceField(choices=_listing_choices, widget=forms.HiddenInput)
