"""The one filter bar of tasks: what may stand in the address, and what it selects."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.forms.renderers import Jinja2
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collab.common import clock
from collab.common.keyset import Order
from collab.matters import search
from collab.matters.listings import register_listing
from collab.matters.models import Label, Light, PartyRole
from collab.matters.rows import PRIORITY_CODES
from collab.org.models import Department, Person

from . import conditions
from .models import Source, Task
from .orders import FIRST, ORDERS, ranked

PLACES = {"cursor", "print", "month", "week", "zoom"}
IN_FRONT = {"q", "department", "light", "due", "person"}
UNSHOWN = {"order", "group"}
CODED_PRIORITIES = {code: priority for priority, code in PRIORITY_CODES.items()}
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
ANY = ("", gettext_lazy("Any"))
RECEIPTS = [
    ANY,
    ("awaited", gettext_lazy("Not signed for yet")),
    ("missed", gettext_lazy("Time to sign has passed")),
]
YES_NO = [ANY, ("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))]
PRIORITIES = [ANY, *((code, priority.label) for priority, code in PRIORITY_CODES.items())]
GROUPS = [
    ("", gettext_lazy("Not grouped")),
    ("department", gettext_lazy("Lead department")),
    ("source", gettext_lazy("Source")),
]
DATES = {
    "due_after": ("due_at__gte", gettext_lazy("Due from")),
    "due_before": ("due_at__lt", gettext_lazy("Due before")),
    "created_after": ("created_at__gte", gettext_lazy("Created from")),
    "created_before": ("created_at__lt", gettext_lazy("Created before")),
}


class DayField(forms.DateField):
    """A day within living memory; others have no midnight in every zone."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and not 1970 <= day.year <= 2200:
            raise forms.ValidationError(_("Choose a day between 1970 and 2200."))
        return day


def _day(label: Any) -> forms.DateField:
    return DayField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


def _person(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"list": "people-options", "autocomplete": "off", "placeholder": "@"})
    return forms.CharField(label=label, required=False, max_length=150, widget=widget)


class FixedChoiceField(forms.ChoiceField):
    """A choice whose choices never change, so that all forms share them."""

    def __deepcopy__(self, memo: dict) -> "FixedChoiceField":
        return forms.Field.__deepcopy__(self, memo)


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
    person = _person(gettext_lazy("Person"))
    part = FixedChoiceField(
        label=pgettext_lazy("filter", "Their part"),
        required=False,
        choices=[(code, part[0]) for code, part in PARTS.items()],
    )
    status = FixedChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Task.machine.choices()]
    )
    light = FixedChoiceField(label=gettext_lazy("Light"), required=False, choices=[ANY, *Light.choices])
    due = FixedChoiceField(label=gettext_lazy("Due"), required=False, choices=DUE)
    source = FixedChoiceField(label=gettext_lazy("Source"), required=False, choices=[ANY, *Source.choices])
    receipt = FixedChoiceField(label=gettext_lazy("Receipt"), required=False, choices=RECEIPTS)
    co_department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Co-department"), required=False, empty_label=ANY[1]
    )
    supervisor = _person(gettext_lazy("Supervisor"))
    priority = FixedChoiceField(label=gettext_lazy("Priority"), required=False, choices=PRIORITIES)
    due_after = _day(DATES["due_after"][1])
    due_before = _day(DATES["due_before"][1])
    created_after = _day(DATES["created_after"][1])
    created_before = _day(DATES["created_before"][1])
    extended = FixedChoiceField(label=gettext_lazy("Extended"), required=False, choices=YES_NO)
    late = FixedChoiceField(label=gettext_lazy("Overdue or done late"), required=False, choices=YES_NO)
    stale_days = forms.IntegerField(
        label=gettext_lazy("No progress for … days"), required=False, min_value=1, max_value=3650
    )
    label = forms.ModelChoiceField(
        Label.objects.all(),
        label=gettext_lazy("Label"),
        required=False,
        empty_label=ANY[1],
        to_field_name="name",
    )
    parent = forms.CharField(
        label=pgettext_lazy("task", "Part of"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "T-1"}),
    )
    group = FixedChoiceField(label=gettext_lazy("Group by"), required=False, choices=GROUPS)
    state = FixedChoiceField(label=gettext_lazy("Show"), required=False, choices=STATES)
    order = FixedChoiceField(
        label=gettext_lazy("Sort by"),
        required=False,
        choices=[(code, order[0]) for code, order in ORDERS.items()],
    )

    def __init__(self, data, reader):
        super().__init__(data)
        self.reader = reader
        fields: dict[str, Any] = self.fields
        departments = Department.objects.visible_to(reader).active().only("name", "name_zh")
        fields["department"].queryset = fields["co_department"].queryset = departments
        chosen = [(code, ORDERS[code][0]) for code in [self.data.get("order", "")] if code in ORDERS]
        first = [(code, order[0]) for code, order in FIRST.items()]
        fields["order"].widget.choices = [*first, *(one for one in chosen if one[0] not in FIRST)]

    def clean_person(self) -> Person | None:
        return self._known("person")

    def clean_supervisor(self) -> Person | None:
        return self._known("supervisor")

    def clean_parent(self) -> int | None:
        """The id of a task the reader may see, by number or id."""
        typed = self.cleaned_data["parent"].strip().upper()
        digits = typed.removeprefix("T-")
        if not typed:
            return None
        key = "serial" if digits != typed else "pk"
        rows = Task.objects.visible_to(self.reader)
        known = rows.filter(**{key: int(digits)}) if digits.isascii() and digits.isdecimal() else rows.none()
        found = known.values_list("pk", flat=True).first() if len(digits) < 18 else None
        if found is None:
            raise forms.ValidationError(_("There is no task “%(number)s”."), params={"number": typed})
        return found

    def _known(self, name: str) -> Person | None:
        handle = self.cleaned_data[name].strip().removeprefix("@")
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

    def further(self) -> list[forms.BoundField]:
        """The fields that stand behind “More filters”."""
        return [self[name] for name in self.fields if name not in IN_FRONT]

    def placed(self, rows: QuerySet) -> QuerySet:
        """The rows with what their order needs."""
        return ranked(rows, self.sorting)

    def narrow(self, rows: QuerySet, *, every_state: bool = False) -> QuerySet:
        """Those of `rows` that pass; `every_state` leaves open and finished to the caller."""
        chosen = self.cleaned_data
        for name in ("department", "status", "light", "source", "parent"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if not chosen.get("status") and chosen.get("state") != "all" and not every_state:
            rows = rows.filter(is_open=chosen.get("state") != "closed")
        if chosen.get("priority"):
            rows = rows.filter(priority=CODED_PRIORITIES[chosen["priority"]])
        if chosen.get("label"):
            rows = rows.filter(labels=chosen["label"])
        for condition in self._conditions():
            rows = rows.filter(condition)
        return search.matching(rows, chosen["q"]) if chosen.get("q") else rows

    def _conditions(self) -> Iterator[Q]:
        chosen = self.cleaned_data
        if chosen.get("person"):
            yield _taking_part(chosen["person"], chosen.get("part") or "owner")
        if chosen.get("supervisor"):
            yield conditions.supervised_by(chosen["supervisor"].pk)
        if chosen.get("co_department"):
            yield conditions.with_co_department([chosen["co_department"].pk])
        if chosen.get("due"):
            yield conditions.due_in(chosen["due"], clock.now())
        if chosen.get("receipt"):
            yield conditions.unsigned(chosen["receipt"] == "missed")
        if chosen.get("extended"):
            yield conditions.extended(chosen["extended"] == "true")
        if chosen.get("late"):
            yield conditions.late(chosen["late"] == "true")
        if chosen.get("stale_days"):
            yield conditions.stale(chosen["stale_days"])
        for name, (lookup, _label) in DATES.items():
            if chosen.get(name):
                yield Q(**{lookup: _midnight(chosen[name])})

    def chips(self) -> list[dict[str, str]]:
        """Each filter that is on, with the address without it."""
        return [
            {
                "label": f"{self.fields[name].label}: {self._shown(name)}",
                "remove_url": "?" + (self.query(without=name) or "state="),
            }
            for name in self.fields
            if name not in UNSHOWN and self.data.get(name)
        ]

    def _shown(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        choices = getattr(self.fields[name], "choices", None)
        if name == "parent":
            return str(self.data["parent"]).upper()
        if choices is not None and not isinstance(value, Department | Label):
            return str(dict(choices).get(value, value))
        return str(value)

    def query(self, *, without: str = "", **more: str) -> str:
        """The query string of these filters, changed by `more`, with no place in the list."""
        kept = {name: self.data[name] for name in self.fields if self.data.get(name) and name != without}
        return urlencode(kept | more)


def _taking_part(person: Person, part: str) -> Q:
    named = conditions.part_of_person(person.pk, PARTS[part][1])
    return named if part == "supervisor" else named | Q(owner=person)


def _midnight(day: date) -> datetime:
    """When the day begins for the reader."""
    return timezone.make_aware(datetime.combine(day, time.min))


TASKS = register_listing(
    "tasks",
    gettext_lazy("Work"),
    TaskFilter,
    layouts={name: f"tasks:{name}" for name in ("list", "board", "calendar", "ledger", "timeline")},
    bare="state=",
)
