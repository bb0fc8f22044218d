"""The console's pages for retrospectives."""

from django.contrib import admin

from collab.matters.admin import MatterAdmin

from .models import Retrospective


@admin.register(Retrospective)
class RetrospectiveAdmin(MatterAdmin):
    """复盘."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = ("ended", "expected", "actual", "why", "written_at", "written_by")
