"""What may stand in the address of the lists of meetings, decisions and readings, and what it selects."""

from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from collab.common import clock
from collab.common.keyset import Order
from collab.matters.filters import ANY, ListFilter
from collab.matters.forms import DayField
from collab.matters.listings import register_listing
from collab.matters.models import Visibility

from .models import Decision, MeetingType, Method, Minutes, ReadingState
from .states import IN_FORCE, UNDECIDED


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


SHOWN = (
    ("", gettext_lazy("Any")),
    ("in_force", gettext_lazy("In force")),
    ("under_way", gettext_lazy("Under way")),
    ("to_review", gettext_lazy("To be reviewed within 30 days")),
    ("public", gettext_lazy("Public to the whole organisation")),
)
SOON = timedelta(days=30)


class DecisionFilter(ListFilter):
    """Also by status, method, what is in force or due for review, and when it was decided."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Decision.machine.choices()]
    )
    method = forms.ChoiceField(label=gettext_lazy("Method"), required=False, choices=[ANY, *Method.choices])
    show = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=SHOWN)
    decided_from = DayField(label=gettext_lazy("Decided from"), required=False)
    decided_to = DayField(label=gettext_lazy("Decided until"), required=False)
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        for name in ("status", "method"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if chosen.get("decided_from"):
            rows = rows.filter(decided_at__date__gte=chosen["decided_from"])
        if chosen.get("decided_to"):
            rows = rows.filter(decided_at__date__lte=chosen["decided_to"])
        shown = {
            "in_force": Q(status__in=[*IN_FORCE, "under_review"]),
            "under_way": Q(status__in=[*UNDECIDED, "deciding"]),
            "to_review": Q(status__in=IN_FORCE, review_on__lte=clock.now().date() + SOON),
            "public": Q(visibility=Visibility.ORGANISATION),
        }
        return super().narrow(rows.filter(shown.get(chosen.get("show", ""), Q())))


class MinutesFilter(ListFilter):
    """Also by status and when they were issued."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[ANY, *Minutes.machine.choices()]
    )
    issued_from = DayField(label=gettext_lazy("Issued from"), required=False)
    issued_to = DayField(label=gettext_lazy("Issued until"), required=False)
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        if chosen.get("status"):
            rows = rows.filter(status=chosen["status"])
        if chosen.get("issued_from"):
            rows = rows.filter(issued_at__date__gte=chosen["issued_from"])
        if chosen.get("issued_to"):
            rows = rows.filter(issued_at__date__lte=chosen["issued_to"])
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


class SeriesFilter(ListFilter):
    """Also by whether it goes on."""

    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[("", gettext_lazy("Going on")), ("paused", gettext_lazy("Paused"))],
    )
    sorting = Order("title", text=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        rows = rows.filter(is_active=chosen.get("state") != "paused")
        if chosen.get("department"):
            rows = rows.filter(department=chosen["department"])
        return rows.filter(title__icontains=chosen["q"]) if chosen.get("q") else rows


MEETINGS = register_listing(
    "meetings", gettext_lazy("Meetings"), MeetingFilter, layouts={"list": "meetings:list"}
)
DECISIONS = register_listing(
    "decisions", gettext_lazy("Decisions"), DecisionFilter, layouts={"list": "meetings:decisions"}
)
MINUTES = register_listing(
    "minutes", gettext_lazy("Register of minutes"), MinutesFilter, layouts={"list": "meetings:minutes_list"}
)
READINGS = register_listing(
    "readings", gettext_lazy("Minutes read in"), ReadingFilter, layouts={"list": "meetings:readings"}
)
