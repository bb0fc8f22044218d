"""What can be done with a key result, declared once for every door."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON
from collab.matters.models import Kind

from .. import actions
from ..actions.check_ins import LIGHTS
from ..actions.figures import FROM_TASKS, TOLD_IN
from ..health.computing import LIVE
from ..models import Cadence, Follows, Health, KeyResult
from . import policies

OWNER = _("the key result’s owner and those who answer for the goal")
ANSWERABLE = _("those who answer for the goal")
LIGHT_CHOICES = tuple((str(code), Health(code).label) for code in LIGHTS)
MESSAGE = Ask("message", _("What happened since the last time"), "text")
BLOCKERS = Ask(
    "blockers",
    _("What stands in the way"),
    "text",
    required=False,
    help=_("Asked for where it is off course."),
)
LIGHT = Ask("light", _("How it stands"), "choice", choices=LIGHT_CHOICES)


def _now(name: str):
    return lambda key_result: getattr(key_result, name)


MEASURE = (
    Ask("title", _("What is measured"), "words", initial=_now("title")),
    Ask("unit", _("Unit"), "words", initial=_now("unit")),
    Ask("start_value", _("Start"), "figure", initial=_now("start_value")),
    Ask("target_value", _("Target"), "figure", initial=_now("target_value")),
    Ask("owner", _("Owner"), "person", required=False, initial=_now("owner")),
    Ask("weight", _("Weight"), "number", required=False, initial=_now("weight")),
    Ask("confidence", _("Confidence, %"), "number", required=False, initial=_now("confidence")),
    Ask(
        "cadence",
        _("Check-in"),
        "choice",
        choices=tuple(Cadence.choices),
        initial=_now("cadence"),
        required=False,
    ),
    Ask(
        "follows",
        _("Where its figure comes from"),
        "choice",
        choices=tuple(Follows.choices),
        initial=_now("follows"),
        required=False,
    ),
    Ask(
        "metric_key",
        _("Name of the metric"),
        "words",
        required=False,
        initial=_now("metric_key"),
        help=_("What the other system calls it, where one sends the figure."),
    ),
)


def given(run):
    """The action with what was left empty left out, so that it keeps its own default."""

    def carry_out(**answers: Any):
        return run(**{name: value for name, value in answers.items() if value not in (None, "")})

    return carry_out


def _doing(name: str, label, run, may, who, **more) -> Doing:
    return Doing(Kind.KEY_RESULT, name, label, may, run, who, subject="key_result", **more)


def _is_told(key_result: KeyResult) -> bool:
    return key_result.is_open and key_result.follows == Follows.MANUAL and key_result.goal.status in TOLD_IN


register_doings(
    _doing(
        "check-in",
        pgettext_lazy("verb", "Check in"),
        given(actions.check_in),
        policies.can_tell,
        OWNER,
        fits=lambda key_result: key_result.is_open and key_result.goal.status in LIVE,
        asks=(
            LIGHT,
            Ask(
                "value",
                _("Figure now"),
                "figure",
                required=False,
                help=_("Leave it empty where it is not told by hand, or not known."),
            ),
            MESSAGE,
            BLOCKERS,
            Ask("confidence", _("Confidence, %"), "number", required=False, initial=_now("confidence")),
        ),
        tone="primary",
        icon="checklist",
    ),
    _doing(
        "tell-figure",
        _("Tell the figure"),
        given(actions.tell_figure),
        policies.can_tell,
        OWNER,
        fits=_is_told,
        asks=(
            Ask("value", _("Figure"), "figure"),
            Ask("at", _("Measured at"), "instant", required=False, help=_("Empty means now.")),
        ),
        icon="chart-line",
    ),
    _doing(
        "edit",
        _("Change what is measured"),
        given(actions.edit_key_result),
        policies.can_measure,
        ANSWERABLE,
        fits=lambda key_result: key_result.is_open,
        asks=(
            *MEASURE,
            Ask(
                "reason",
                _("Reason"),
                "text",
                required=False,
                help=_("Asked for once the goal is agreed, where start, target, unit or weight move."),
            ),
        ),
        icon="pencil",
    ),
    _doing(
        "follow-task",
        _("Follow a task"),
        given(actions.follow_task),
        policies.can_measure,
        ANSWERABLE,
        fits=lambda key_result: key_result.is_open and key_result.follows in FROM_TASKS,
        asks=(
            Ask("task", _("Number of the task"), "matter"),
            Ask("weight", _("Weight"), "number", required=False, initial=lambda key_result: 1),
        ),
        icon="link",
    ),
    _doing(
        "unfollow-task",
        _("Follow a task no more"),
        actions.unfollow_task,
        policies.can_measure,
        ANSWERABLE,
        fits=lambda key_result: key_result.is_open and key_result.follows in FROM_TASKS,
        asks=(Ask("task", _("Number of the task"), "matter"),),
        icon="unlink",
    ),
    _doing(
        "cancel",
        _("Cancel the key result"),
        actions.cancel_key_result,
        policies.can_measure,
        ANSWERABLE,
        step="cancel",
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
)
