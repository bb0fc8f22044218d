"""The form on which findings are corrected: facts of the meeting, and a few fields for each finding to review."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.matters.forms import DayField
from collab.org.fields import OfferedPersonSelect
from collab.org.models import Department, Membership, Person

from ..models import Finding, FindingKind, FindingState, MinutesReading, Presence
from .meeting import hosts

WORK = (FindingKind.ACTION, FindingKind.LEFT_OVER)
OWNED = (*WORK, FindingKind.DECISION, FindingKind.ITEM, FindingKind.PERSON)
FACTS = ("title", "held_on", "start", "end", "place", "department")


class ReviewForm(forms.Form):
    """`rows` are the findings with their fields, in the order they were found."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Host department"), required=False)
    held_on = DayField(label=_("Held on"), required=False)
    start = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    end = forms.TimeField(
        label=_("To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    issue = forms.BooleanField(
        label=_("Hand tasks out at once"), required=False, help_text=_("Otherwise they stay drafts.")
    )

    def __init__(
        self, data=None, *, reading: MinutesReading, findings: list[Finding], actor: Actor, **options
    ):
        initial = {name: getattr(reading, name) for name in FACTS} | {"version": reading.version}
        super().__init__(data, initial=initial | options.pop("initial", {}), **options)
        self.reading = reading
        self.findings = {row.pk: row for row in findings if row.state == FindingState.PENDING}
        self.fields["department"].queryset = hosts(actor)  # type: ignore[attr-defined]
        self._departments = list(Department.objects.visible_to(actor.person).active())
        self._reader = actor.person
        asked = {pk for row in findings for pk in (row.person_id, *row.candidates) if pk}
        self._people = self._named(asked)
        for row in self.findings.values():
            self._add(row)
        if reading.meeting_id:
            for name in FACTS:
                self.fields[name].disabled = True

    def _add(self, row: Finding) -> None:
        def put(name: str, field: forms.Field, value: Any) -> None:
            field.initial = value
            self.fields[f"{name}-{row.pk}"] = field

        named = row.kind == FindingKind.PERSON
        label = _("Name in the minutes") if named else pgettext_lazy("finding", "Text")
        lines = forms.TextInput() if named else forms.Textarea(attrs={"rows": 1, "data-short": ""})
        put("text", forms.CharField(label=label, max_length=300, widget=lines), row.text)
        nobody = _("Keep the name only") if named else _("Nobody yet")
        offered = [row.person_id, *row.candidates] if row.person_id else row.candidates
        widget = OfferedPersonSelect(self._people, offered, nobody=nobody)
        put("person", forms.IntegerField(label=_("Person"), required=False, widget=widget), row.person_id)
        if named:
            field = forms.ChoiceField(label=_("Presence"), choices=Presence.choices)
            put("presence", field, row.presence)
        if row.kind in WORK:
            choices = [("", _("Host department")), *((d.pk, str(d)) for d in self._departments)]
            field = forms.TypedChoiceField(
                label=_("Lead department"), choices=choices, required=False, coerce=int, empty_value=None
            )
            put("department", field, row.department_id or "")
            put("due_on", DayField(label=_("Due"), required=False), row.due_on)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen = {pk: given[f"person-{pk}"] for pk in self.findings if given.get(f"person-{pk}")}
        self._people |= self._named({pk for pk in chosen.values() if pk not in self._people})
        for pk, person in chosen.items():
            if person not in self._people:
                self.add_error(f"person-{pk}", _("This person cannot be chosen. Choose somebody else."))
        return given

    def _named(self, ids: Collection[int]) -> dict[int, Person]:
        """Those of these ids whom the reader may choose, with their departments."""
        people = Person.objects.visible_to(self._reader).active()
        known = [pk for pk in ids if 0 < pk < 2**63]
        parts = Membership.objects.select_related("department").order_by("pk")
        return people.prefetch_related(Prefetch("memberships", parts)).in_bulk(known) if known else {}

    def facts(self) -> dict[str, Any]:
        """What was said about the meeting itself; nothing once it was taken over."""
        return {} if self.reading.meeting_id else {name: self.cleaned_data[name] for name in FACTS}

    def edits(self) -> dict[int, dict[str, Any]]:
        """What each finding is to be."""
        departments = {row.pk: row for row in self._departments}
        found: dict[int, dict[str, Any]] = {}
        for pk, row in self.findings.items():
            given = self.cleaned_data
            chosen = given[f"person-{pk}"]
            person = row.person if chosen == row.person_id else self._people.get(chosen)
            found[pk] = {"text": " ".join(given[f"text-{pk}"].split()), "person": person}
            if row.kind == FindingKind.PERSON:
                found[pk]["presence"] = given[f"presence-{pk}"]
            if row.kind in WORK:
                found[pk]["department"] = departments.get(given[f"department-{pk}"])
                found[pk]["due_on"] = given[f"due_on-{pk}"]
        return found
