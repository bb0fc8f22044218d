"""Shape of what is typed when a plan is begun, edited or shifted."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.keyset import Order
from collab.matters.filters import ANY, SHOWN, ListFilter
from collab.matters.listings import register_listing
from collab.matters.models import Visibility
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from ..models import Plan, PlanTemplate
from .templates import roles_of

DAY = {"type": "date"}


def _day(label, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **options)


class PlanForm(forms.Form):
    """A new plan; with a template also who takes each part, the end follows from its tasks."""

    title = forms.CharField(label=_("Title"), max_length=300)
    body = forms.CharField(
        label=_("Description"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), empty_label=_("Choose…")
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Owner"), required=False, empty_label=_("You")
    )
    starts_on = _day(_("From"))
    ends_on = _day(_("To"))
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, template: PlanTemplate | None = None, **options):
        super().__init__(data, **options)
        standing = standing_of(actor.person)
        departments = Department.objects.visible_to(actor.person).active()
        people = Person.objects.visible_to(actor.person).active()
        anywhere = standing.is_coordinator or standing.officer_of
        fields: dict[str, Any] = self.fields
        own = departments if anywhere else departments.filter(pk__in=standing.department_ids)
        fields["department"].queryset, fields["owner"].queryset = own, people
        self.roles = roles_of(template) if template else []
        if template:
            del fields["ends_on"]
        for number, role in enumerate(self.roles):
            fields[f"department_{number}"] = forms.ModelChoiceField(
                own, label=_("%(role)s: department") % {"role": role}
            )
            fields[f"person_{number}"] = forms.ModelChoiceField(
                people,
                label=_("%(role)s: person") % {"role": role},
                required=False,
                empty_label=_("The department decides"),
            )

    def answers(self) -> dict[str, Any]:
        """What was typed, in the actions' terms."""
        names = [name for name in PlanForm.base_fields if name in self.cleaned_data]
        given = {name: self.cleaned_data[name] for name in names}
        if self.roles:
            given["roles"] = {
                role: (self.cleaned_data[f"department_{n}"], self.cleaned_data[f"person_{n}"])
                for n, role in enumerate(self.roles)
            }
        return given


class PeriodForm(forms.Form):
    """Its period and owner, with the version they were looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    starts_on = _day(_("From"))
    ends_on = _day(_("To"))
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Owner"), required=False)

    def offer_to(self, reader) -> "PeriodForm":
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = Person.objects.visible_to(reader).active()
        return self


class ShiftForm(forms.Form):
    """Which task, how far and why; `stamp` names the preview that was looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    task = forms.ChoiceField(label=_("Task"))
    days = forms.IntegerField(
        label=_("Working days"),
        help_text=_("Later; negative for earlier. What waits for it is pushed along."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}))


class PlanFilter(ListFilter):
    """Also by status; open ones unless asked otherwise."""

    sorting = Order("updated_at", descending=True)

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Plan.machine.choices()])
    state = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        if chosen.get("status"):
            rows = rows.filter(status=chosen["status"])
        elif chosen.get("state") != "all":
            rows = rows.filter(is_open=chosen.get("state") != "closed")
        return super().narrow(rows)


PLANS = register_listing("plans", _("Plans"), PlanFilter, layouts={"list": "tasks:plans"})
