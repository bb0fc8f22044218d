"""The console’s pages for feedback, retrospectives and surveys."""

from django.contrib import admin

from collab.matters.admin import MatterAdmin

from .models import Feedback, Retrospective, Survey


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
