"""Shape of what is typed when a hand-over is offered or its criteria are judged, and of its list's filters."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from collab.common.actor import Actor
from collab.common.keyset import Order
from collab.matters import search
from collab.matters.filters import ANY, SHOWN, ListFilter
from collab.matters.forms import InstantField
from collab.matters.listings import register_listing
from collab.matters.models import Priority, Visibility
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from ..models import Handover

SIDES = [ANY, ("given", gettext_lazy("We hand over")), ("received", gettext_lazy("We take over"))]


class LinesField(forms.CharField):
    """One entry per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class HandoverForm(forms.Form):
    """A new hand-over."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=300, help_text=gettext_lazy("What changes hands.")
    )
    giver = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Giver"), empty_label=gettext_lazy("Choose…")
    )
    receiver = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Receiver"), empty_label=gettext_lazy("Choose…")
    )
    giver_contact = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Giver’s contact"),
        required=False,
        empty_label=gettext_lazy("You, who offer it"),
    )
    receiver_contact = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Receiver’s contact"),
        required=False,
        empty_label=gettext_lazy("Whoever takes it on"),
    )
    inputs = forms.CharField(
        label=gettext_lazy("What it builds on"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    outputs = forms.CharField(
        label=gettext_lazy("What is handed over"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    criteria = LinesField(
        label=gettext_lazy("Acceptance criteria"),
        max_length=60_000,
        help_text=gettext_lazy("One per line; the receiver accepts them one by one."),
    )
    due_at = InstantField(label=gettext_lazy("Delivery due"), help_text=gettext_lazy("In your time zone."))
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    body = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Visible to"), choices=Visibility.choices, initial=Visibility.DEPARTMENTS
    )

    def __init__(self, data=None, *, actor: Actor, **options):
        super().__init__(data, **options)
        reader, standing = actor.person, standing_of(actor.person)
        departments = Department.objects.visible_to(reader).active()
        people = Person.objects.visible_to(reader).active()
        own = departments.filter(pk__in=standing.department_ids)
        fields: dict[str, Any] = self.fields
        fields["giver"].queryset = departments if standing.is_coordinator else own
        fields["receiver"].queryset = departments
        fields["giver_contact"].queryset = fields["receiver_contact"].queryset = people


class UnmetForm(forms.Form):
    """Why a criterion is not met."""

    reason = forms.CharField(
        label=gettext_lazy("What is missing"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandoverFilter(ListFilter):
    """Also by side and status; the department is either side's."""

    sorting = Order("updated_at", descending=True)

    side = forms.ChoiceField(label=gettext_lazy("Our side"), required=False, choices=SIDES)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Handover.machine.choices()]
    )
    state = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=SHOWN)

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Those of `rows` that pass."""
        chosen = self.cleaned_data
        if chosen.get("department"):
            rows = rows.filter(Q(giver=chosen["department"]) | Q(receiver=chosen["department"]))
        if chosen.get("side"):
            own = standing_of(self.reader).department_ids
            rows = rows.filter(**{f"{'giver' if chosen['side'] == 'given' else 'receiver'}__in": own})
        if chosen.get("status"):
            rows = rows.filter(status=chosen["status"])
        elif chosen.get("state") != "all":
            rows = rows.filter(is_open=chosen.get("state") != "closed")
        return search.matching(rows, chosen["q"]) if chosen.get("q") else rows


HANDOVERS = register_listing(
    "handovers", gettext_lazy("Hand-overs"), HandoverFilter, layouts={"list": "tasks:handovers"}
)
