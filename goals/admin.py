"""The console's pages for goals, key results and cycles."""

from functools import partial

from django.contrib import admin
from django.utils.translation import gettext as _

from collab.common.admin import ActionAdmin, Button, actor_of
from collab.matters.admin import MatterAdmin

from .actions import create_cycle, move_cycle_on, score_cycle
from .cycle_end.forms import DueForm
from .models import Cycle, Goal, KeyResult
from .states import CYCLE_MACHINE

SCORES = (
    "score",
    "self_score",
    "self_assessment",
    "sponsor_score",
    "sponsor_assessment",
    "carried_over_from",
)


@admin.register(Goal)
class GoalAdmin(MatterAdmin):
    """目标."""

    list_filter = (*MatterAdmin.list_filter, "status", "cycle", "commitment", "health")  # type: ignore[assignment]
    own_fields = (
        "cycle",
        "commitment",
        "sponsor",
        "parent",
        "is_reporting",
        "weight",
        "health",
        "progress",
        *SCORES,
    )


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


@admin.register(Cycle)
class CycleAdmin(ActionAdmin):
    """周期: set up here; opened, scored and closed by the same steps as on its page."""

    may_add = True
    list_display = ("name", "length", "starts_on", "ends_on", "state")
    list_filter = ("state", "length")
    search_fields = ("name",)

    def get_fields(self, request, obj=None):
        return ("name", "length", "starts_on", "ends_on", *(("state",) if obj else ()))

    def create(self, request, form):
        names = ("name", "length", "starts_on", "ends_on")
        return create_cycle(actor=actor_of(request), **{name: form.cleaned_data[name] for name in names})

    def buttons(self, request, row):
        for name in CYCLE_MACHINE.steps_from(row.state):
            form = (lambda request, row, data=None, files=None: DueForm(data)) if name == "score" else None
            step = score_cycle if name == "score" else partial(move_cycle_on, step=name)
            yield Button(name, CYCLE_MACHINE.steps[name].label, self._step(step), form, tone="primary")

    @staticmethod
    def _step(action):
        def run(request, row, **given) -> str:
            action(cycle=row, actor=actor_of(request), version=row.version, **given)
            return _("%(cycle)s: %(state)s") % {"cycle": row.name, "state": row.state_label}

        return run
