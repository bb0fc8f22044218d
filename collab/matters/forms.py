"""Forms made from what a doing asks for; pages and the API validate shape with the same form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.grades import GradesField
from collab.org.fields import PeopleField, PersonField
from collab.org.models import Department, Person

from .doings import Ask, Doing
from .models import Attachment, Label, Matter
from .selectors import by_number

MAX_WORDS = 300
MAX_TEXT = 20_000


class InstantField(forms.DateTimeField):
    """A date and time; the browser's own picker on pages, ISO 8601 through the API."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    """A date; the browser's own picker on pages, ISO 8601 through the API."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MatterField(forms.ModelChoiceField):
    """Another matter: people write its number, other systems send its id."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, person, **options: Any):
        super().__init__(Matter.objects.visible_to(person), **options)
        self.person = person
        self.error_messages["invalid_choice"] = _("There is nothing with this number that you can see.")

    def to_python(self, value: Any) -> Matter | None:
        if not isinstance(value, str) or value in self.empty_values:
            return super().to_python(value)
        found = by_number(self.person, value)
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="not_found")
        return found


def _text(ask: Ask, person) -> forms.Field:
    return forms.CharField(max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}))


def _words(ask: Ask, person) -> forms.Field:
    return forms.CharField(max_length=MAX_WORDS)


def _instant(ask: Ask, person) -> forms.Field:
    return InstantField()


def _day(ask: Ask, person) -> forms.Field:
    return DayField()


def _person(ask: Ask, person) -> forms.Field:
    return PersonField(Person.objects.visible_to(person).active())


def _people(ask: Ask, person) -> forms.Field:
    return PeopleField(Person.objects.visible_to(person).active())


def _department(ask: Ask, person) -> forms.Field:
    return forms.ModelChoiceField(Department.objects.visible_to(person).active(), empty_label=_("Choose…"))


def _departments(ask: Ask, person) -> forms.Field:
    return forms.ModelMultipleChoiceField(
        Department.objects.visible_to(person).active(), widget=forms.CheckboxSelectMultiple
    )


def _choice(ask: Ask, person) -> forms.Field:
    return forms.ChoiceField()


def _yes(ask: Ask, person) -> forms.Field:
    return forms.BooleanField()


def _number(ask: Ask, person) -> forms.Field:
    return forms.IntegerField()


def _figure(ask: Ask, person) -> forms.Field:
    return forms.DecimalField(max_digits=20, decimal_places=4)


def _grades(ask: Ask, person) -> forms.Field:
    return GradesField(ask.least, ask.most)


def _matter(ask: Ask, person) -> forms.Field:
    return MatterField(person)


def _file(ask: Ask, person) -> forms.Field:
    """One of the files attached to the matter itself."""
    return forms.ModelChoiceField(Attachment.objects.visible_to(person).filter(removed_at=None))


def _labels(ask: Ask, person) -> forms.Field:
    return forms.ModelMultipleChoiceField(Label.objects.all(), widget=forms.CheckboxSelectMultiple)


FIELDS: dict[str, Callable[[Ask, Any], forms.Field]] = {
    "text": _text,
    "words": _words,
    "instant": _instant,
    "day": _day,
    "person": _person,
    "people": _people,
    "department": _department,
    "departments": _departments,
    "choice": _choice,
    "yes": _yes,
    "number": _number,
    "figure": _figure,
    "grades": _grades,
    "matter": _matter,
    "file": _file,
    "labels": _labels,
}


class DoingForm(forms.Form):
    """The dialog of one doing; `version` is the version the person was looking at."""

    def __init__(self, doing: Doing, matter: Any, person, data=None, *, with_version: bool = True):
        super().__init__(data)
        self.doing = doing
        if with_version:
            self.fields["version"] = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
            self.initial["version"] = matter.version if matter else None
        for ask in doing.asks:
            if not ask.is_asked(matter, person):
                continue
            field = FIELDS[ask.kind](ask, person)
            field.label, field.required, field.help_text = ask.label, ask.required, ask.help  # type: ignore[assignment]
            if ask.initial and matter is not None:
                self.initial[ask.name] = ask.initial(matter)
            if ask.kind in ("choice", "grades"):
                unset = [("", _("Choose…"))] if ask.unset else []
                field.choices = [*unset, *ask.choices_for(matter, person)]  # type: ignore[attr-defined]
            if ask.kind == "file":
                field.queryset = field.queryset.filter(matter=matter)  # type: ignore[attr-defined]
            self.fields[ask.name] = field

    def answers(self) -> dict[str, Any]:
        """What was asked for and given, without the version."""
        return {ask.name: self.cleaned_data[ask.name] for ask in self.doing.asks if ask.name in self.fields}


class WordsForm(forms.Form):
    """A matter's words and priority as other systems send them."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    priority = forms.ChoiceField(
        choices=[("normal", _("Normal")), ("high", _("High")), ("urgent", _("Urgent"))]
    )


def schema_of(doing: Doing) -> dict[str, Any]:
    """The JSON schema of the request body of a doing."""
    types: dict[str, dict[str, Any]] = {
        "text": {"type": "string", "maxLength": MAX_TEXT},
        "words": {"type": "string", "maxLength": MAX_WORDS},
        "instant": {"type": "string", "format": "date-time"},
        "day": {"type": "string", "format": "date"},
        "choice": {"type": "string"},
        "figure": {"type": ["string", "number"]},
        "grades": {"type": "object", "additionalProperties": {"type": "integer"}},
        "yes": {"type": "boolean"},
        "people": {"type": "array", "items": {"type": "integer"}},
        "departments": {"type": "array", "items": {"type": "integer"}},
        "labels": {"type": "array", "items": {"type": "integer"}},
    }
    properties = {ask.name: dict(types.get(ask.kind, {"type": "integer"})) for ask in doing.asks}
    for ask in doing.asks:
        if ask.kind == "choice" and not callable(ask.choices):
            properties[ask.name]["enum"] = [code for code, _label in ask.choices]
    required = [ask.name for ask in doing.asks if ask.required and ask.when is None]
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


REASON = Ask("reason", _("Reason"), "text")
NOTE = Ask("note", _("Note"), "text", required=False)
