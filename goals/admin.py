"""The console: cycles are set up and moved on here; goals are shown, and moved by their doings."""

from functools import partial

from django.contrib import admin
from django.utils.translation import gettext_lazy

from collab.common.admin import ActionAdmin, Button, actor_of
from collab.matters.admin import MatterAdmin, doing_buttons

from .actions import create_cycle, edit_cycle, move_cycle_on, score_cycle
from .cycle_end.forms import DueForm
from .models import Consultation, Contribution, Cycle, Goal, GoalVersion, KeyResult
from .states import CYCLE_MACHINE


@admin.register(Cycle)
class CycleAdmin(ActionAdmin):
    """周期."""

    may_add = may_change = True
    list_display = ("name", "length", "starts_on", "ends_on", "state_now")
    list_filter = ("state", "length")
    search_fields = ("name",)
    fields = ("name", "length", "starts_on", "ends_on", "seen_version")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_now(self, row: Cycle) -> str:
        return row.state_label

    def create(self, request, form):
        given = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
        return create_cycle(actor=actor_of(request), **given)

    def change(self, request, row, form) -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "seen_version"}
        seen = form.cleaned_data["seen_version"]
        edit_cycle(cycle=row, actor=actor_of(request), version=seen, **given)

    def buttons(self, request, row):
        for step in CYCLE_MACHINE.steps.values():
            if row.state in step.sources:
                form = _asks_when if step.name == "score" else None
                yield Button(step.name, step.label, partial(_move_on, step.name), form, tone="primary")


def _asks_when(request, row, data=None, files=None) -> DueForm:
    return DueForm(data)


def _move_on(step: str, request, row, due_at=None) -> None:
    given = {"cycle": row, "actor": actor_of(request), "version": row.version}
    if step == "score":
        score_cycle(due_at=due_at, **given)
    else:
        move_cycle_on(step=step, **given)


@admin.register(Goal)
class GoalAdmin(MatterAdmin):
    """目标."""

    list_filter = (*MatterAdmin.list_filter, "status", "health", "commitment", "cycle")  # type: ignore[assignment]
    own_fields = (
        "cycle",
        "commitment",
        "sponsor",
        "parent",
        "is_reporting",
        "weight",
        "specific",
        "metric",
        "unit",
        "baseline",
        "target",
        "feasibility",
        "resources",
        "relevance",
        "due_on",
        "health",
        "progress",
        "score",
    )


@admin.register(GoalVersion)
class GoalVersionAdmin(ActionAdmin):
    """目标版本: what was agreed when, never changed."""

    list_display = ("goal", "number", "state", "proposed_by", "proposed_at", "decided_by", "decided_at")
    list_filter = ("state",)
    list_select_related = ("goal", "proposed_by", "decided_by")
    fields = (*list_display, "reason", "changes", "note")


@admin.register(Consultation)
class ConsultationAdmin(ActionAdmin):
    """征求意见: what each contributing department said."""

    list_display = ("goal_version", "department", "answer", "due_at", "answered_at", "is_late")
    list_filter = ("answer", "is_late", "department")
    list_select_related = ("goal_version", "department")
    fields = (*list_display, "answered_by", "grounds", "replied_at")

    def buttons(self, request, row):
        return doing_buttons(request, row)


@admin.register(Contribution)
class ContributionAdmin(ActionAdmin):
    """职责与贡献."""

    list_display = ("goal", "party", "role", "acknowledged_at", "acknowledged_by")
    list_select_related = ("goal", "party__department", "party__person", "acknowledged_by")
    fields = list_display

    def buttons(self, request, row):
        return doing_buttons(request, row)


@admin.register(KeyResult)
class KeyResultAdmin(MatterAdmin):
    """关键结果."""

    list_filter = (*MatterAdmin.list_filter, "status", "follows")  # type: ignore[assignment]
    own_fields = (
        "goal",
        "start_value",
        "target_value",
        "current_value",
        "unit",
        "weight",
        "cadence",
        "follows",
        "score",
    )
