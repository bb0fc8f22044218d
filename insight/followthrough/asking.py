"""What a follow-through report is asked: which days, whose meetings, what one line of it is; one form for all doors."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.matters.filters import ANY, ListFilter
from collab.matters.forms import DayField
from collab.org.models import Department, Person
from meetings.models import Meeting, MeetingSeries, MeetingType

from ..circulars.periods import period_around, today, zone
from ..models import Circular

LONGEST_DAYS = 366


class Period(models.TextChoices):
    """Ready-made periods; `own` goes by the two dates."""

    MONTH = "month", gettext_lazy("This month")
    LAST_MONTH = "last_month", gettext_lazy("Last month")
    QUARTER = "quarter", gettext_lazy("This quarter")
    LAST_QUARTER = "last_quarter", gettext_lazy("Last quarter")
    YEAR = "year", gettext_lazy("This year")
    LAST_YEAR = "last_year", gettext_lazy("Last year")
    OWN = "own", gettext_lazy("Own dates")


class Grouping(models.TextChoices):
    """What one line of the report is."""

    DEPARTMENT = "department", gettext_lazy("By host department")
    SERIES = "series", gettext_lazy("By series")
    MEETING = "meeting", gettext_lazy("By meeting")


@dataclass(frozen=True)
class Question:
    """Meetings held from `first` to `last`, both included, compared with those since `former`; `meeting` is one alone."""

    reader: Person
    first: date
    last: date
    former: date | None
    by: str
    department: Department | None = None
    series: MeetingSeries | None = None
    type: str = ""
    meeting: Meeting | None = None

    @property
    def takes_all(self) -> bool:
        """Whether decisions taken outside meetings belong to it: not where kinds of meetings are chosen."""
        return not (self.series or self.type or self.meeting)


def days_of(period: str, day: date) -> tuple[date, date]:
    """First and last day of a ready-made period, as seen on `day`."""
    length = period.removeprefix("last_")
    first, last = _around(length, day)
    return _around(length, first - timedelta(days=1)) if period.startswith("last_") else (first, last)


def _around(length: str, day: date) -> tuple[date, date]:
    if length == Period.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    kinds = {Period.MONTH: Circular.Period.MONTH, Period.QUARTER: Circular.Period.QUARTER}
    return period_around(kinds[Period(length)], day)


class FollowThroughForm(ListFilter):
    """The filters, as they stand in the address; dates go before a ready-made period; what is unknown is named."""

    q = None  # type: ignore[assignment]
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False, choices=Period.choices)
    held_from = DayField(label=gettext_lazy("Held from"), required=False)
    held_to = DayField(label=gettext_lazy("Held until"), required=False)
    series = forms.ModelChoiceField(
        MeetingSeries.objects.none(), label=gettext_lazy("Series"), required=False, empty_label=ANY[1]
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False, choices=[ANY, *MeetingType.choices])
    by = forms.ChoiceField(required=False, choices=Grouping.choices, widget=forms.HiddenInput)
    meeting = forms.ModelChoiceField(Meeting.objects.none(), required=False, widget=forms.HiddenInput)
    field_order = ("period", "held_from", "held_to", "department", "series", "type")

    def __init__(self, data, reader):
        given = data.copy()
        if given.get("held_from") or given.get("held_to"):
            given["period"] = Period.OWN
        elif not given.get("period"):
            given["period"] = Period.QUARTER
        super().__init__(given, reader)
        self.fields["department"].label = gettext_lazy("Host department")
        self.fields["series"].queryset = MeetingSeries.objects.visible_to(reader)
        self.fields["meeting"].queryset = Meeting.objects.visible_to(reader)

    def clean(self) -> dict[str, Any]:
        chosen = super().clean()
        if chosen.get("period") == Period.OWN and not chosen.get("meeting"):
            self._check_dates(chosen)
        return chosen

    def _check_dates(self, chosen: dict[str, Any]) -> None:
        first, last = chosen.get("held_from"), chosen.get("held_to")
        if not first or not last:
            self.add_error("held_from" if not first else "held_to", _("Give both dates."))
        elif last < first:
            self.add_error("held_to", _("The last day comes after the first."))
        elif (last - first).days >= LONGEST_DAYS:
            self.add_error("held_to", _("A year at most."))
        elif not 1970 <= first.year <= last.year <= 2200:
            self.add_error("held_from", _("Choose a year between 1970 and 2200."))

    def question(self) -> Question:
        """What was asked; the form is valid."""
        chosen = self.cleaned_data
        first, last, former = self._days(chosen)
        return Question(
            reader=self.reader,
            first=first,
            last=last,
            former=former,
            by=chosen["by"] or (Grouping.MEETING if chosen["meeting"] else Grouping.DEPARTMENT),
            department=chosen["department"],
            series=chosen["series"],
            type=chosen["type"],
            meeting=chosen["meeting"],
        )

    def _days(self, chosen: dict[str, Any]) -> tuple[date, date, date | None]:
        if chosen["meeting"]:
            day = chosen["meeting"].starts_at.astimezone(zone()).date()
            return day, day, None
        period = chosen["period"]
        if period == Period.OWN:
            first, last = chosen["held_from"], chosen["held_to"]
            return first, last, first - (last - first) - timedelta(days=1)
        first, last = days_of(period, today())
        return first, last, _around(period.removeprefix("last_"), first - timedelta(days=1))[0]
