"""“Repeat…” as something that can be done with a task."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.common.errors import Invalid
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.models import Kind
from collab.org.recurrence import EVERY

from ..actions import repeat_task
from ..models import DayOff, Occasion
from . import policies


def repeat(*, task, actor, version: int, every: str = "", rrule: str = "", **rule: Any):
    """Repeat by the rule typed, or by the one chosen."""
    chosen = rrule.strip() or every
    if not chosen:
        raise Invalid.field("every", _("Choose how often, or write a rule."), "required")
    return repeat_task(task=task, actor=actor, version=version, rrule=chosen, **rule)


register_doings(
    Doing(
        Kind.TASK,
        "repeat",
        _("Repeat…"),
        policies.can_repeat,
        repeat,
        _("its author or its supervisor"),
        subject="task",
        fits=lambda task: task.status != "withdrawn",
        asks=(
            Ask("every", _("How often"), "choice", required=False, choices=EVERY),
            Ask(
                "rrule",
                _("Rule of one’s own"),
                "words",
                required=False,
                help=_("Instead of the above, in the form FREQ=WEEKLY;BYDAY=MO,TH."),
            ),
            Ask("first_at", _("First time"), "instant", help=_("Later ones fall at the same time of day.")),
            Ask("occasion", _("The next task is made"), "choice", choices=tuple(Occasion.choices)),
            Ask("lead_days", _("Working days ahead"), "number", initial=lambda task: 5),
            Ask("due_after_days", _("Working days until it is due"), "number", initial=lambda task: 0),
            Ask(
                "on_day_off",
                _("If it would be due on a day off"),
                "choice",
                choices=tuple(DayOff.choices),
                initial=lambda task: DayOff.NEXT,
            ),
        ),
        icon="repeat",
    )
)
