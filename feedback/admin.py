"""The console's pages for retrospectives and conflict cases."""

from django.contrib import admin

from collab.matters.admin import MatterAdmin

from .models import ConflictCase, Retrospective


@admin.register(Retrospective)
class RetrospectiveAdmin(MatterAdmin):
    """复盘."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = ("ended", "expected", "actual", "why", "written_at", "written_by")


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
