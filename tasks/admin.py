"""The console's page for tasks: shown, and moved by the same doings as everywhere."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin
from collab.matters.admin import MatterAdmin, doing_buttons

from .models import CoPart, Dependency, Handover, Plan, PlanTemplate, Task


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
        "return_evidence",
        "ruling",
        "ruled_at",
        "blockage",
        "blockage_note",
        "blockage_resolver",
        "blockage_until",
    )


@admin.register(Handover)
class HandoverAdmin(MatterAdmin):
    """对接单."""

    list_filter = (*MatterAdmin.list_filter, "status")  # type: ignore[assignment]
    own_fields = (
        "giver",
        "receiver",
        "giver_contact",
        "receiver_contact",
        "inputs",
        "outputs",
        "delivered_at",
        "rounds",
    )


@admin.register(CoPart)
class CoPartAdmin(ActionAdmin):
    """协办部分: what each co-department owes, moved by the same doings as everywhere."""

    list_display = ("about", "place", "state", "due", "submitted_at", "done_late")
    list_filter = ("status", "done_late")
    list_select_related = ("task", "party__department")
    search_fields = ("task__title", "task__serial", "party__part")
    fields = (
        "about",
        "place",
        "state",
        "due",
        "result",
        "submitted_at",
        "submitted_by",
        "decided_at",
        "decided_by",
        "reason",
        "done_late",
        "rework_count",
    )
    readonly_fields = fields

    @admin.display(description=gettext_lazy("task"))
    def about(self, row: CoPart) -> str:
        return str(row.task)

    @admin.display(description=gettext_lazy("co-department"))
    def place(self, row: CoPart) -> str:
        return row.party.department.display_name if row.party.department else ""

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state(self, row: CoPart) -> str:
        return row.status_label

    @admin.display(description=gettext_lazy("due"), ordering="party__due_at")
    def due(self, row: CoPart):
        return row.party.due_at

    def buttons(self, request, row):
        return doing_buttons(request, row)


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
