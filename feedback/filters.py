"""What may stand in the address of the lists of feedback, and what it selects."""

from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.keyset import Order
from collab.matters.filters import ANY, SHOWN, ListFilter
from collab.matters.listings import register_listing
from collab.matters.models import Kind

from .lessons.selectors import found_by
from .models import (
    Channel,
    ConflictCase,
    CorrectiveAction,
    Effect,
    Feedback,
    FeedbackType,
    LessonKind,
    Retrospective,
    Severity,
    Survey,
)

SOURCES = (Kind.GOAL, Kind.PLAN, Kind.TASK, Kind.MEETING, Kind.FEEDBACK, Kind.CORRECTIVE, Kind.CONFLICT)
PERIODS = [("90", _("Last 90 days")), ("365", _("Last 12 months")), ("1095", _("Last 3 years"))]
UNCHECKED = ("none", _("Not checked yet"))


class StatusFilter(ListFilter):
    """Also by status."""

    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        if self.cleaned_data.get("status"):
            rows = rows.filter(status=self.cleaned_data["status"])
        return super().narrow(rows)


class _OpenFilter(StatusFilter):
    """By status, open ones unless asked otherwise; the latest first."""

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)

    def narrow(self, rows: QuerySet) -> QuerySet:
        shown = self.cleaned_data.get("show")
        if shown != "all" and not self.cleaned_data.get("status"):
            rows = rows.filter(is_open=shown != "closed")
        return super().narrow(rows)


class RetrospectiveFilter(StatusFilter):
    """Retrospectives."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *Retrospective.machine.choices()]
    )


class SurveyFilter(StatusFilter):
    """Surveys and rounds of pulses."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Survey.machine.choices()])


class LessonFilter(ListFilter):
    """By words of the lesson or of its source, kind, kind of source, effect, and when it was drawn."""

    kind = forms.ChoiceField(label=_("Keep or change"), required=False, choices=[ANY, *LessonKind.choices])
    source = forms.ChoiceField(
        label=_("Comes from"),
        required=False,
        choices=[ANY, *((kind.value, kind.label) for kind in SOURCES)],
    )
    effect = forms.ChoiceField(label=_("Effect"), required=False, choices=[ANY, *Effect.choices, UNCHECKED])
    period = forms.ChoiceField(label=_("Period"), required=False, choices=[ANY, *PERIODS])
    sorting = Order("added_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        wanted = {
            "kind": chosen.get("kind"),
            "retrospective__department": chosen.get("department"),
            "retrospective__ended__kind": chosen.get("source"),
        }
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        if effect := chosen.get("effect"):
            rows = rows.filter(kind="change", effect="" if effect == UNCHECKED[0] else effect)
        if chosen.get("period"):
            rows = rows.filter(added_at__gte=clock.now() - timedelta(days=int(chosen["period"])))
        return found_by(rows, chosen["q"]) if chosen.get("q") else rows


class ConflictFilter(_OpenFilter):
    """By the states of a conflict."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *ConflictCase.machine.choices()]
    )


class CorrectiveFilter(_OpenFilter):
    """By the states of a corrective action."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *CorrectiveAction.machine.choices()]
    )


class FeedbackFilter(ListFilter):
    """Also by whose it is, what it is, how bad, which way it came in and where it stands."""

    mine = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ANY,
            ("given", _("Given by me")),
            ("handled", _("Handled by me")),
            ("overdue", _("Overdue")),
            ("unowned", _("Without an owner")),
        ],
    )
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[ANY, *FeedbackType.choices])
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[ANY, *Severity.choices])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[ANY, *Channel.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Feedback.machine.choices()])
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWN)
    sorting = Order("created_at", descending=True)

    def narrow(self, rows: QuerySet) -> QuerySet:
        chosen = self.cleaned_data
        for name in ("type", "severity", "channel", "status"):
            if chosen.get(name):
                rows = rows.filter(**{name: chosen[name]})
        if chosen.get("show") != "all" and not chosen.get("status"):
            rows = rows.filter(is_open=chosen.get("show") != "closed")
        whose = {
            "given": Q(submitters__person=self.reader),
            "handled": Q(owner=self.reader),
            "overdue": Q(is_open=True, due_at__lt=clock.now()),
            "unowned": Q(is_open=True, owner=None),
        }
        return super().narrow(rows.filter(whose.get(chosen.get("mine", ""), Q())))


FEEDBACK = register_listing("feedback", _("Feedback"), FeedbackFilter, layouts={"list": "feedback:list"})
CORRECTIVES = register_listing(
    "corrective", _("Corrective actions"), CorrectiveFilter, layouts={"list": "feedback:correctives"}
)
CONFLICTS = register_listing(
    "conflicts", _("Conflicts"), ConflictFilter, layouts={"list": "feedback:conflicts"}
)
SURVEYS = register_listing("surveys", _("Surveys"), SurveyFilter, layouts={"list": "feedback:surveys"})
RETROSPECTIVES = register_listing(
    "retrospectives",
    _("Retrospectives"),
    RetrospectiveFilter,
    layouts={"list": "feedback:retrospectives"},
)
LESSONS = register_listing("lessons", _("Lesson library"), LessonFilter, layouts={"list": "feedback:lessons"})
