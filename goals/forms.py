"""Shape of what is typed when a goal is drafted, edited or changed after it was agreed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.matters.forms import MatterField
from collab.matters.models import Visibility
from collab.org.fields import PeopleField, PersonField
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from .actions import ContributionBrief
from .models import Commitment, Cycle, Goal
from .smart import ANSWERS

DAY = {"type": "date"}
FIRST = ("title", "cycle", "department", "owner", "sponsor", "commitment", "weight")
BY_ANSWER: Mapping[str, tuple[str, ...]] = {
    "specific": ("specific",),
    "measurable": ("metric", "unit", "baseline", "target"),
    "achievable": ("feasibility", "resources"),
    "relevant": ("parent", "is_reporting", "relevance"),
    "time_bound": ("due_on",),
}
LAST = ("body", "visibility", "reason")


class GoalField(MatterField):
    """Another goal, by the number people say aloud."""

    widget = forms.TextInput(attrs={"placeholder": "G-12", "autocomplete": "off"})

    def to_python(self, value: Any) -> Goal | None:
        found = super().to_python(value)
        if found is None:
            return None
        goal = Goal.objects.visible_to(self.person).filter(pk=found.pk).first()
        if goal is None:
            text = _("%(number)s is not a goal.") % {"number": found.number}
            raise forms.ValidationError(text, code="not_a_goal")
        return goal

    def prepare_value(self, value: Any) -> Any:
        return value.number if isinstance(value, Goal) else value


def _text(label, help_text="", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=20_000, widget=widget, help_text=help_text)


def _figure(label) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "any"})
    return forms.DecimalField(label=label, required=False, max_digits=20, decimal_places=4, widget=widget)


class TermsForm(forms.Form):
    """What contributors agree on; of the five answers none is required before consultation."""

    title = forms.CharField(label=_("Title"), max_length=300)
    owner = PersonField(Person.objects.none(), label=_("Owner"), required=False, empty_label=_("You"))
    sponsor = PersonField(
        Person.objects.none(),
        label=_("Sponsor"),
        required=False,
        empty_label=_("The one in the department’s line"),
        help_text=_("Confirms it once everyone was heard."),
    )
    commitment = forms.ChoiceField(
        label=_("Commitment"),
        choices=Commitment.choices,
        initial=Commitment.COMMITTED,
        help_text=_(
            "A committed goal is to be met in full; an aspirational one is good from seven tenths on."
        ),
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=1000,
        initial=1,
        help_text=_("Against the other goals below the same parent."),
    )
    specific = _text(_("What exactly is to be reached"))
    metric = forms.CharField(
        label=_("Metric"), required=False, max_length=200, help_text=_("What is counted or measured.")
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    baseline = _figure(_("Baseline"))
    target = _figure(_("Target"))
    feasibility = _text(_("Why it can be reached"), rows=2)
    resources = _text(_("What it takes"), _("People, money, things."), rows=2)
    is_reporting = forms.BooleanField(
        label=_("Counts towards the parent goal"),
        required=False,
        initial=True,
        help_text=_("Without it the goal is only linked to its parent and changes none of its figures."),
    )
    relevance = _text(_("Why it matters"), _("Needed where there is no parent goal."), rows=2)
    due_on = forms.DateField(
        label=_("To be reached by"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Contributing departments"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = PeopleField(Person.objects.none(), label=_("Contributing people"), required=False)
    body = forms.CharField(
        label=_("Description"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        reader = actor.person
        fields: dict[str, Any] = self.fields
        fields["parent"] = GoalField(
            reader, label=_("Parent goal"), required=False, help_text=_("Its number, such as G-12.")
        )
        fields["departments"].queryset = Department.objects.visible_to(reader).active()
        for name in ("owner", "sponsor", "people"):
            fields[name].queryset = Person.objects.visible_to(reader).active()

    @property
    def first(self) -> list[forms.BoundField]:
        """What the goal is called, who leads it and who confirms it."""
        return self._some(FIRST)

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The five answers, each with its question and its fields."""
        return [
            {"code": code, "label": label, "question": question, "fields": self._some(BY_ANSWER[code])}
            for code, label, question in ANSWERS
        ]

    @property
    def contributors(self) -> list[forms.BoundField]:
        """Who is to come in."""
        return self._some(("departments", "people"))

    @property
    def last(self) -> list[forms.BoundField]:
        """What stands at the end."""
        return self._some(LAST)

    def _some(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def terms(self) -> dict[str, Any]:
        """What was typed, in the actions' terms."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("version",)}
        newcomers = [*given.pop("departments"), *given.pop("people")]
        return given | {"contributions": [ContributionBrief(who) for who in newcomers]}


class GoalForm(TermsForm):
    """A new goal."""

    cycle = forms.ModelChoiceField(Cycle.objects.none(), label=_("Cycle"), empty_label=_("Choose…"))
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Lead department"), empty_label=_("Choose…")
    )
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, actor=actor, **options)
        standing = standing_of(actor.person)
        departments = Department.objects.visible_to(actor.person).active()
        anywhere = standing.is_coordinator or standing.officer_of
        own = departments if anywhere else departments.filter(pk__in=standing.department_ids)
        fields: dict[str, Any] = self.fields
        fields["cycle"].queryset = Cycle.objects.visible_to(actor.person).open_now()
        fields["department"].queryset = own


class ChangeForm(TermsForm):
    """Other terms of a goal, with role and contribution of each contributor and the version looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data=None, *, actor: Actor, goal: Goal, terms: Mapping[str, Any], **options):
        options["initial"] = self._initial(goal, terms) | options.get("initial", {})
        super().__init__(data, actor=actor, **options)
        fields: dict[str, Any] = self.fields
        if goal.status == "draft":
            cycles = Cycle.objects.visible_to(actor.person).open_now()
            fields["cycle"] = forms.ModelChoiceField(cycles, label=_("Cycle"))
        else:
            fields["reason"] = forms.CharField(
                label=_("Why it is to change"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
            )
        fields["owner"].empty_label = fields["sponsor"].empty_label = _("Nobody yet")
        held = {(entry["department"], entry["person"]): entry for entry in terms["contributions"]}
        self.held = self._contributors(held)
        for key, entry, who in self.held:
            fields[f"role_{key}"] = forms.CharField(
                label=pgettext_lazy("goal", "Role"), required=False, max_length=200, initial=entry["role"]
            )
            fields[f"text_{key}"] = _text(_("Contribution"), rows=2)
            fields[f"text_{key}"].initial = entry["text"]
            fields[f"drop_{key}"] = forms.BooleanField(
                label=_("Take %(who)s out") % {"who": who}, required=False
            )

    @staticmethod
    def _initial(goal: Goal, terms: Mapping[str, Any]) -> dict[str, Any]:
        parent = Goal.objects.filter(pk=terms["parent"]).first() if terms["parent"] else None
        plain = {name: value for name, value in terms.items() if name != "contributions"}
        return plain | {"parent": parent.number if parent else "", "version": goal.version}

    @staticmethod
    def _contributors(held: Mapping[tuple, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any], Any]]:
        """Each contributor with the ending of its fields' names."""
        places = Department.objects.in_bulk([place for place, _person in held if place])
        people = Person.objects.in_bulk([person for _place, person in held if person])
        return [
            (f"d{place}", entry, places[place]) if place else (f"p{person}", entry, people[person])
            for (place, person), entry in held.items()
        ]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each contributor with their fields."""
        names = ("role", "text", "drop")
        return [
            {"who": who, "fields": [self[f"{name}_{key}"] for name in names]}
            for key, _entry, who in self.held
        ]

    def terms(self) -> dict[str, Any]:
        given = super().terms()
        answers = {name: given.pop(name) for name in list(given) if name[:5] in ("role_", "text_", "drop_")}
        kept = [
            ContributionBrief(who, answers[f"role_{key}"], answers[f"text_{key}"])
            for key, _entry, who in self.held
            if not answers[f"drop_{key}"]
        ]
        known = {who for _key, _entry, who in self.held}
        newcomers = [brief for brief in given["contributions"] if brief.who not in known]
        return given | {"contributions": [*kept, *newcomers]}


def typed_terms(form: TermsForm) -> dict[str, Any]:
    """What of an unfinished form can already be read, as the SMART gate takes it."""
    form.is_valid()
    typed = dict(form.cleaned_data)
    return {
        name: value.pk if isinstance(value, Goal | Cycle | Person) else value for name, value in typed.items()
    }
