"""The console’s pages for feedback, retrospectives and surveys."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin, Button, actor_of
from collab.matters.admin import MatterAdmin

from .actions import set_doors
from .actions.corrective_rule import FIELDS as RULE
from .actions.corrective_rule import save_rule
from .forms.intake import DoorsForm
from .intake.selectors import read_settings
from .models import (
    ConflictCase,
    CorrectiveAction,
    CorrectiveRule,
    Feedback,
    IntakeSettings,
    ReceivedMail,
    Retrospective,
    SentMail,
    Survey,
)


@admin.register(Retrospective)
class RetrospectiveAdmin(MatterAdmin):
    """复盘."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = ("ended", "expected", "actual", "why", "written_at", "written_by")


@admin.register(Survey)
class SurveyAdmin(MatterAdmin):
    """调查. Neither answers nor who has answered can be looked at here."""

    list_filter = (*MatterAdmin.list_filter, "status", "anonymous")  # type: ignore[assignment]
    own_fields = ("anonymous", "everyone", "roles", "told", "round")


@admin.register(ConflictCase)
class ConflictAdmin(MatterAdmin):
    """分歧; what stands in a side's box is not shown here."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = (
        "about",
        "agreement",
        "check_at",
        "mediator",
        "ruler",
        "ruling",
        "ruling_reason",
    )


@admin.register(CorrectiveAction)
class CorrectiveActionAdmin(MatterAdmin):
    """纠正措施."""

    list_filter = (*MatterAdmin.list_filter, "status", "trigger")  # type: ignore[assignment]
    own_fields = ("trigger", "round", "check_from")


@admin.register(CorrectiveRule)
class CorrectiveRuleAdmin(ActionAdmin):
    """When corrective action is opened by itself, and when its effect is checked."""

    may_change = True
    within_audience = False
    list_display = ("__str__", *RULE)
    fields = (*RULE, "seen_version")

    def change(self, request, row, form) -> None:
        save_rule(actor=actor_of(request), version=form.cleaned_data["seen_version"], **form.changes())


def _doors(request, row, data=None, files=None) -> DoorsForm:
    return DoorsForm(data, instance=read_settings())


@admin.register(IntakeSettings)
class IntakeSettingsAdmin(ActionAdmin):
    """Who may give feedback, and who reads the board."""

    list_display = ("__str__", "writers", "allows_anonymous", "board_is_public")
    fields = ("writers", "allows_anonymous", "board_is_public")

    def list_buttons(self, request):
        yield Button("set", gettext_lazy("Set the doors"), self._set, _doors)

    def _set(self, request, row, **doors) -> str:
        set_doors(actor=actor_of(request), **doors)
        return _("The doors are set.")


@admin.register(ReceivedMail)
class ReceivedMailAdmin(ActionAdmin):
    """What came to the feedback address, with what became of it."""

    list_display = ("subject", "sender", "state", "reason", "feedback", "received_at")
    list_filter = ("state", "reason")
    list_select_related = ("feedback",)
    search_fields = ("subject", "sender")
    fields = list_display


@admin.register(SentMail)
class SentMailAdmin(ActionAdmin):
    """What went to submitters outside the house."""

    list_display = ("feedback", "address", "state", "attempts", "due_at", "last_error")
    list_filter = ("state",)
    list_select_related = ("feedback",)
    fields = (*list_display, "subject", "text")


@admin.register(Feedback)
class FeedbackAdmin(MatterAdmin):
    """反馈."""

    list_filter = (*MatterAdmin.list_filter, "status", "type", "severity", "channel")  # type: ignore[assignment]
    own_fields = (
        "type",
        "channel",
        "severity",
        "is_anonymous",
        "about",
        "about_department",
        "solution",
        "cause",
        "cause_words",
        "score",
        "score_words",
        "ending",
        "reopened",
    )
