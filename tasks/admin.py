"""The console's page for tasks: shown, and moved by the same doings as everywhere."""

from django.contrib import admin

from collab.common.admin import ActionAdmin
from collab.matters.admin import MatterAdmin

from .models import Dependency, Plan, PlanTemplate, Task


@admin.register(Task)
class TaskAdmin(MatterAdmin):
    """督办事项."""

    list_filter = (*MatterAdmin.list_filter, "status", "is_light", "source")  # type: ignore[assignment]
    own_fields = (
        "parent",
        "is_light",
        "source",
        "completion_standard",
        "report_every_days",
        "percent",
        "last_report_at",
        "issued_at",
        "submitted_at",
        "result",
        "rework_count",
        "return_count",
        "blockage",
        "blockage_note",
        "blockage_resolver",
        "blockage_until",
    )


@admin.register(Plan)
class PlanAdmin(MatterAdmin):
    """工作计划."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = ("starts_on", "ends_on", "override_reason")


@admin.register(Dependency)
class DependencyAdmin(ActionAdmin):
    """What tasks wait for; changed on a task's own page."""

    list_display = ("pk", "kind", "lag", "lag_unit", "created_at")
    list_filter = ("kind",)
    fields = ("kind", "lag", "lag_unit", "created_by", "created_at")
    list_select_related = ("created_by",)


@admin.register(PlanTemplate)
class PlanTemplateAdmin(ActionAdmin):
    """Templates to begin plans from; saved from a plan's own page."""

    list_display = ("title", "created_by", "created_at")
    search_fields = ("title",)
    fields = ("title", "body", "content", "created_by", "created_at")
    list_select_related = ("created_by",)
