"""The console's pages for feedback and retrospectives."""

from django.contrib import admin

from collab.matters.admin import MatterAdmin

from .models import Feedback, Retrospective


@admin.register(Retrospective)
class RetrospectiveAdmin(MatterAdmin):
    """复盘."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = ("ended", "expected", "actual", "why", "written_at", "written_by")


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
