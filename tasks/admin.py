"""The console's page for tasks: shown, and moved by the same doings as everywhere."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin, Button, actor_of
from collab.matters.admin import MatterAdmin, doing_buttons

from . import actions
from .models import CoPart, Dependency, Handover, Plan, PlanTemplate, SeriesState, Task, TaskSeries
from .recurrence import policies
from .recurrence.forms import PartiesForm, WhyForm


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


@admin.register(TaskSeries)
class TaskSeriesAdmin(ActionAdmin):
    """周期任务: what is handed out again and again, with the steps of its own page."""

    list_display = ("title", "department", "rrule", "state", "next_at", "last_task", "trouble")
    list_filter = ("state", "department")
    list_select_related = ("department", "last_task")
    search_fields = ("title", "department__name")
    fields = (
        "pattern", "title", "department", "responsible", "supervisor", "co", "rrule", "zone", "first_at",
        "occasion", "lead_days", "due_after_days", "on_day_off", "state", "next_at", "last_task", "trouble",
        "set_up_by", "created_at",
    )  # fmt: skip
    readonly_fields = ("co",)

    @admin.display(description=gettext_lazy("co-departments"))
    def co(self, row: TaskSeries) -> str:
        return ", ".join(one.display_name for one in row.co_departments.all())

    def buttons(self, request, row):
        if row.state == SeriesState.ENDED or not policies.can_manage(actor_of(request), row):
            return
        yield Button("parties", gettext_lazy("Who takes part"), _step(actions.set_series_parties), _parties)
        if row.state == SeriesState.ACTIVE:
            yield Button("pause", gettext_lazy("Pause"), _step(actions.pause_series), _why)
        else:
            yield Button("resume", gettext_lazy("Resume"), _step(actions.resume_series), tone="primary")
        yield Button("end", gettext_lazy("End"), _step(actions.end_series), _why, tone="danger")


def _step(action):
    def run(request, row, **given) -> None:
        action(series=row, actor=actor_of(request), version=row.version, **given)

    return run


def _why(request, row, *posted) -> WhyForm:
    return WhyForm(*posted[:1])


def _parties(request, row, *posted) -> PartiesForm:
    return PartiesForm(*posted[:1], person=request.user, initial=PartiesForm.words(row))
