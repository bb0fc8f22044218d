"""The console’s pages for feedback, retrospectives and surveys."""

from django.contrib import admin

from collab.common.admin import ActionAdmin, actor_of
from collab.matters.admin import MatterAdmin

from .actions.corrective_rule import FIELDS as RULE
from .actions.corrective_rule import save_rule
from .models import ConflictCase, CorrectiveAction, CorrectiveRule, Feedback, Retrospective, Survey


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
        "criteria",
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
