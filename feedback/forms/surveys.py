"""Shape of what is typed to compose a survey and to answer one; the API's bodies stand beside the pages' forms."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.api.bodies import BodyForm
from collab.matters.forms import InstantField
from collab.matters.models import Matter, Visibility
from collab.org.fields import PeopleField
from collab.org.models import Department, Person, Role
from collab.org.standing import standing_of

from ..surveys.questions import (
    LONGEST,
    LONGEST_TEXT,
    MOST_OPTIONS,
    SCALES,
    QuestionKind,
    options_of,
    text_of,
    values_of,
)

LINES = LONGEST * MOST_OPTIONS
AUDIENCE = ("everyone", "departments", "roles", "people")
QUESTION = ("kind", "text", "text_zh", "options", "options_zh", "required")


def holders(actor: Actor):
    """Departments in whose name this person may ask."""
    rows = Department.objects.visible_to(actor.person).active()
    standing = standing_of(actor.person)
    return rows if standing.is_coordinator else rows.filter(pk__in=standing.department_ids)


class SurveyForm(forms.Form):
    """What it is about, whom it asks, until when, under names or without."""

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(
        label=_("What is it for, and what happens with the result?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both languages may stand here."),
    )
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Asked by"), empty_label=None)
    anonymous = forms.TypedChoiceField(
        label=_("Answers are"),
        choices=[
            ("yes", _("Anonymous: nobody can tell who answered what")),
            ("no", _("Named: the name stands beside the answer")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    due_at = InstantField(
        label=_("Can be answered until"), required=False, help_text=_("It closes by itself then.")
    )
    everyone = forms.BooleanField(label=_("The whole organisation"), required=False)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Departments, with all below them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label=_("Only people who are"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: everybody in these departments."),
    )
    people = PeopleField(Person.objects.none(), label=_("These people besides"), required=False)
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, drafted: bool = False, **options: Any):
        super().__init__(data, **options)
        fields: dict[str, Any] = self.fields
        fields["department"].queryset = holders(actor)
        fields["departments"].queryset = Department.objects.visible_to(actor.person).active()
        fields["people"].queryset = Person.objects.visible_to(actor.person).active()
        if drafted:
            del fields["department"]

    @property
    def about(self) -> list[forms.BoundField]:
        """What it is, and until when."""
        return [field for field in self.visible_fields() if field.name not in AUDIENCE]

    @property
    def audience(self) -> list[forms.BoundField]:
        """Whom it asks."""
        return [self[name] for name in AUDIENCE]


class QuestionForm(forms.Form):
    """One question; answers stand one per line."""

    kind = forms.ChoiceField(label=_("Kind of answer"), choices=QuestionKind.choices)
    text = forms.CharField(label=_("Question"), required=False, max_length=LONGEST)
    text_zh = forms.CharField(label=_("Question in Chinese"), required=False, max_length=LONGEST)
    options = forms.CharField(
        label=_("Answers, one per line"),
        required=False,
        max_length=LINES,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Of a scale: what its lowest and its highest value mean, in two lines."),
    )
    options_zh = forms.CharField(
        label=_("Answers in Chinese"),
        required=False,
        max_length=LINES,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    required = forms.BooleanField(label=_("Has to be answered"), required=False)

    def question(self) -> dict[str, Any]:
        """What was typed, in the terms of `surveys.questions`."""
        typed = {name: self[name].value() for name in QUESTION}
        for name in ("options", "options_zh"):
            typed[name] = [line for line in (typed[name] or "").splitlines() if line.strip()]
        return typed | {
            "required": bool(typed["required"]),
            "text": typed["text"] or "",
            "text_zh": typed["text_zh"] or "",
        }


def typed_of(question: Mapping[str, Any]) -> dict[str, Any]:
    """A stored question as QuestionForm shows it."""
    lines = {name: "\n".join(question[name]) for name in ("options", "options_zh")}
    return {name: question[name] for name in QUESTION} | lines


class AnswerForm(forms.Form):
    """The questions of a survey as fields, in the reader's language; what is wrong with an answer the action says."""

    def __init__(
        self, data=None, *, questions: Iterable[Mapping[str, Any]], given: Mapping[str, Any] | None = None
    ):
        super().__init__(data, initial=dict(given or {}), auto_id="dialog_%s")
        for place, question in enumerate(questions, 1):
            field = _field(question)
            field.label, field.required = f"{place}. {text_of(question)}", question["required"]
            self.fields[question["key"]] = field

    def answers(self) -> dict[str, Any]:
        """Answers by key, choices as numbers."""
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "", [])}


def _field(question: Mapping[str, Any]) -> Any:
    kind = question["kind"]
    if kind == QuestionKind.TEXT:
        return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    words, values = options_of(question), values_of(question)
    if kind in SCALES:
        field = forms.TypedChoiceField(
            choices=[(value, str(value)) for value in values],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect(attrs={"class": "scale"}),
        )
        if words:
            field.help_text = _("%(low)s = %(lowest)s · %(high)s = %(highest)s") % {
                "low": values[0],
                "high": values[-1],
                "lowest": words[0],
                "highest": words[1],
            }
        return field
    choices = list(zip(values, words, strict=True))
    if kind == QuestionKind.SEVERAL:
        widget = forms.CheckboxSelectMultiple
        return forms.TypedMultipleChoiceField(choices=choices, coerce=int, empty_value=[], widget=widget)
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect)


class SurveyBody(BodyForm):
    """A survey through the API; `questions` are objects with kind, text, text_zh, options, options_zh, required."""

    title = forms.CharField(max_length=300)
    body = forms.CharField(max_length=100_000, required=False, strip=False)
    department = forms.ModelChoiceField(Department.objects.active())
    anonymous = forms.BooleanField(required=False)
    questions = forms.JSONField(required=False)
    everyone = forms.BooleanField(required=False)
    departments = forms.ModelMultipleChoiceField(Department.objects.active(), required=False)
    roles = forms.JSONField(required=False)
    people = forms.ModelMultipleChoiceField(Person.objects.active(), required=False)
    due_at = forms.DateTimeField(required=False)
    visibility = forms.ChoiceField(choices=Visibility.choices, required=False)
    came_from = forms.ModelChoiceField(Matter.objects.all(), required=False)

    def clean_roles(self) -> list[str]:
        """A list of codes."""
        roles = self.cleaned_data["roles"] or []
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise forms.ValidationError(_("Send a list of texts."), code="wrong_type")
        return roles


class SurveyChange(SurveyBody):
    """Changes to a draft."""

    department = None  # type: ignore[assignment]
    came_from = None  # type: ignore[assignment]


class AnswerBody(BodyForm):
    """`answers`: an object of answers by the questions' keys; places of choices and values of scales are numbers."""

    answers = forms.JSONField()

    def clean_answers(self) -> dict[str, Any]:
        """An object."""
        answers = self.cleaned_data["answers"]
        if not isinstance(answers, dict):
            raise forms.ValidationError(_("Send a JSON object."), code="wrong_type")
        return answers
