"""The console's page for tasks: shown, and moved by the same doings as everywhere."""

from django.contrib import admin

from collab.matters.admin import MatterAdmin

from .models import Handover, Task


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
