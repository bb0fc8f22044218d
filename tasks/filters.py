"""The one filter bar of tasks: what may stand in the address, and what it selects."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.renderers import Jinja2
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collab.common import clock
from collab.common.keyset import Order
from collab.deadlines.models import Clock, Deadline
from collab.matters import search
from collab.matters.models import Light, Party, PartyRole
from collab.org.models import Department, Person

from .models import Source, Task

PLACES = {"cursor", "zoom"}
PARTS = {
    "owner": (gettext_lazy("Responsible"), (PartyRole.RESPONSIBLE, PartyRole.ACCOUNTABLE)),
    "supervisor": (gettext_lazy("Supervisor"), (PartyRole.SUPERVISOR, PartyRole.GIVER)),
    "any": (gettext_lazy("Any part"), tuple(PartyRole)),
}
STATES = [("", gettext_lazy("Open")), ("closed", gettext_lazy("Finished")), ("all", gettext_lazy("All"))]
DUE = [
    ("", gettext_lazy("Any time")),
    ("overdue", gettext_lazy("Overdue")),
    ("today", gettext_lazy("Today")),
    ("week", gettext_lazy("Within 7 days")),
    ("month", gettext_lazy("Within 30 days")),
    ("none", gettext_lazy("No date")),
]
ORDERS = {
    "": (gettext_lazy("Due first"), Order("due_at")),
    "updated": (gettext_lazy("Latest change"), Order("updated_at", descending=True)),
    "newest": (gettext_lazy("Newest"), Order("created_at", descending=True)),
    "priority": (gettext_lazy("Priority"), Order("priority", descending=True)),
}
ANY = ("", gettext_lazy("Any"))
RECEIPTS = [
    ANY,
    ("awaited", gettext_lazy("Not signed for yet")),
    ("missed", gettext_lazy("Time to sign has passed")),
]


class TaskFilter(forms.Form):
    """Everything is optional; what is unknown is named, never guessed."""

    default_renderer = Jinja2()  # draws the same fields as Django's templates do, several times as fast

    q = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "data-page-search": True}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False, empty_label=ANY[1]
    )
    person = forms.CharField(
        label=gettext_lazy("Person"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "people-options", "autocomplete": "off", "placeholder": "@"}),
    )
    part = forms.ChoiceField(
        label=pgettext_lazy("filter", "Their part"),
        required=False,
        choices=[(code, part[0]) for code, part in PARTS.items()],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Task.machine.choices()]
    )
    light = forms.ChoiceField(label=gettext_lazy("Light"), required=False, choices=[ANY, *Light.choices])
    due = forms.ChoiceField(label=gettext_lazy("Due"), required=False, choices=DUE)
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False, choices=[ANY, *Source.choices])
    receipt = forms.ChoiceField(label=gettext_lazy("Receipt"), required=False, choices=RECEIPTS)
    state = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=STATES)
    order = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        required=False,
        choices=[(code, order[0]) for code, order in ORDERS.items()],
    )

    def __init__(self, data, reader):
        super().__init__(data)
        self.reader = reader
        self.fields["department"].queryset = (
            Department.objects.visible_to(reader).active().only("name", "name_zh")
        )

    def clean_person(self) -> Person | None:
        handle = self.cleaned_data["person"].strip().removeprefix("@")
        if not handle:
            return None
        if handle == "me":
            return self.reader
        found = Person.objects.visible_to(self.reader).filter(username__iexact=handle).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has the user name “%(name)s”."), params={"name": handle})
        return found

    def clean(self) -> dict[str, Any]:
        unknown = sorted(set(self.data) - set(self.fields) - PLACES)
        if unknown:
            raise forms.ValidationError(
                _("There is no filter called “%(name)s”.") % {"name": unknown[0][:60]}
            )
        return self.cleaned_data

    def problems(self) -> list[str]:
        """What cannot be taken, each naming its filter."""
        found = []
        for name, errors in self.errors.items():
            label = f"{self.fields[name].label}: " if name in self.fields else ""
            found += [f"{label}{error}" for error in errors]
        return found

    @property
    def sorting(self) -> Order:
        return ORDERS[self.cleaned_data.get("order") or ""][1]

    def narrow(self, rows: QuerySet, *, every_state: bool = False) -> QuerySet:
        """Those of `rows` that pass; `every_state` leaves open and finished to the caller."""
        chosen = self.cleaned_data
        for name in ("department", "status", "light", "source"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if not chosen.get("status") and chosen.get("state") != "all" and not every_state:
            rows = rows.filter(is_open=chosen.get("state") != "closed")
        if chosen.get("person"):
            rows = rows.filter(_taking_part(chosen["person"], chosen.get("part") or "owner"))
        if chosen.get("due"):
            rows = rows.filter(_due(chosen["due"], clock.now()))
        if chosen.get("receipt"):
            rows = rows.filter(_unsigned(chosen["receipt"] == "missed"))
        return search.matching(rows, chosen["q"]) if chosen.get("q") else rows

    def chips(self) -> list[dict[str, str]]:
        """Each filter that is on, with the address without it."""
        return [
            {
                "label": f"{self.fields[name].label}: {self._shown(name)}",
                "remove_url": "?" + self.query(without=name),
            }
            for name in self.fields
            if name != "order" and self.data.get(name)
        ]

    def _shown(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        choices = getattr(self.fields[name], "choices", None)
        if choices is not None and not isinstance(value, Department):
            return str(dict(choices).get(value, value))
        return str(value)

    def query(self, *, without: str = "", **more: str) -> str:
        """The query string of these filters, changed by `more`, with no place in the list."""
        kept = {name: self.data[name] for name in self.fields if self.data.get(name) and name != without}
        return urlencode(kept | more)


def _taking_part(person: Person, part: str) -> Q:
    parties = Party.objects.filter(matter=OuterRef("pk"), person=person, role__in=PARTS[part][1])
    named = Q(Exists(parties))
    return named if part == "supervisor" else named | Q(owner=person)


def _unsigned(missed: bool) -> Q:
    receipts = Deadline.objects.running().filter(matter=OuterRef("pk"), clock=Clock.RECEIPT)
    return Q(Exists(receipts.filter(due_at__lt=clock.now()) if missed else receipts))


def _due(word: str, now: datetime) -> Q:
    if word == "none":
        return Q(due_at=None)
    if word == "overdue":
        return Q(is_open=True, due_at__lt=now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"today": 1, "week": 7, "month": 30}[word]
    return Q(due_at__gte=midnight, due_at__lt=midnight + timedelta(days=days))
