"""What may stand in the address of the lists of meetings, decisions and readings, and what it selects."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from collab.common.keyset import Order
from collab.matters.filters import ANY, ListFilter

from .models import Decision, MeetingType, ReadingState


class MeetingFilter(ListFilter):
    """Also by type and by what is past."""

    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False, choices=[ANY, *MeetingType.choices])
    when = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("Coming")), ("past", gettext_lazy("Past"))],
    )

    @property
    def sorting(self) -> Order:
        return Order("starts_at", descending=self.cleaned_data.get("when") == "past")

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        if chosen.get("type"):
            rows = rows.filter(type=chosen["type"])
        over = Q(is_open=False) | Q(status="minutes_due")
        return super().narrow(rows.filter(over if chosen.get("when") == "past" else ~over))


class DecisionFilter(ListFilter):
    """Also by status."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Decision.machine.choices()]
    )
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        if self.cleaned_data.get("status"):
            rows = rows.filter(status=self.cleaned_data["status"])
        return super().narrow(rows)


class ReadingFilter(ListFilter):
    """Also by state."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[ANY, *ReadingState.choices]
    )
    sorting = Order("read_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        if chosen.get("state"):
            rows = rows.filter(state=chosen["state"])
        if chosen.get("department"):
            rows = rows.filter(department=chosen["department"])
        return (
            rows.filter(Q(title__icontains=chosen["q"]) | Q(source_name__icontains=chosen["q"]))
            if chosen.get("q")
            else rows
        )
