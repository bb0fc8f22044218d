"""The form on which findings are corrected: facts of the meeting, and a few fields for each finding to review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.org.models import Department, Person

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
    held_on = forms.DateField(
        label=_("Held on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
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
        ids = {pk for row in findings for pk in row.candidates}
        self._people = Person.objects.visible_to(actor.person).active().in_bulk(ids)
        self._reader = actor.person
        for row in self.findings.values():
            self._add(row)
        if reading.meeting_id:
            for name in FACTS:
                self.fields[name].disabled = True

    def _add(self, row: Finding) -> None:
        def put(name: str, field: forms.Field, value: Any) -> None:
            field.initial = value
            self.fields[f"{name}-{row.pk}"] = field

        put("text", forms.CharField(label=pgettext_lazy("finding", "Text"), max_length=300), row.text)
        put("person", self._person_field(row), str(row.person_id or ""))
        handle = forms.CharField(
            label=_("or user name"),
            required=False,
            max_length=150,
            widget=forms.TextInput(
                attrs={"list": "people-options", "autocomplete": "off", "placeholder": "@"}
            ),
        )
        put("handle", handle, "")
        if row.kind == FindingKind.PERSON:
            field = forms.ChoiceField(label=_("Presence"), choices=Presence.choices)
            put("presence", field, row.presence)
        if row.kind in WORK:
            choices = [("", _("Host department")), *((d.pk, str(d)) for d in self._departments)]
            field = forms.TypedChoiceField(
                label=_("Lead department"), choices=choices, required=False, coerce=int, empty_value=None
            )
            put("department", field, row.department_id or "")
            due = forms.DateField(
                label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"})
            )
            put("due_on", due, row.due_on)

    def _person_field(self, row: Finding) -> forms.Field:
        nobody = _("Keep the name only") if row.kind == FindingKind.PERSON else _("Nobody yet")
        choices: list[tuple[str, Any]] = [("", nobody)]
        if row.person:
            choices.append((str(row.person_id), f"{row.person} (@{row.person.username})"))
        for pk in row.candidates:
            if person := self._people.get(pk):
                choices.append(
                    (str(pk), _("%(name)s (@%(handle)s)?") % {"name": person, "handle": person.username})
                )
        return forms.ChoiceField(label=_("Person"), choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        wanted = {
            pk: given[f"handle-{pk}"].strip().removeprefix("@")
            for pk in self.findings
            if given.get(f"handle-{pk}")
        }
        known = {p.username.casefold(): p for p in self._named(wanted.values())}
        for pk, handle in wanted.items():
            if handle.casefold() not in known:
                self.add_error(f"handle-{pk}", _("Nobody has the user name “%(name)s”.") % {"name": handle})
            given[f"handle-{pk}"] = known.get(handle.casefold())
        return given

    def _named(self, handles) -> list[Person]:
        wanted = {name for handle in handles for name in (handle, handle.lower())}
        return list(Person.objects.visible_to(self._reader).active().filter(username__in=wanted))

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
            person = given.get(f"handle-{pk}") or None
            if person is None and chosen:
                person = row.person if row.person_id == int(chosen) else self._people.get(int(chosen))
            found[pk] = {"text": given[f"text-{pk}"], "person": person}
            if row.kind == FindingKind.PERSON:
                found[pk]["presence"] = given[f"presence-{pk}"]
            if row.kind in WORK:
                found[pk]["department"] = departments.get(given[f"department-{pk}"])
                found[pk]["due_on"] = given[f"due_on-{pk}"]
        return found
