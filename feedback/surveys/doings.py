"""What can be done with a survey, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind
from collab.org.recurrence import EVERY

from .. import actions
from ..models import Survey, Told
from . import policies

RUNNERS = _("its owner, the lead department’s officers or a coordinator")


def _doing(name: str, run, **more) -> Doing:
    step = name.replace("-", "_")
    label = Survey.machine.steps[step].label
    return Doing(
        Kind.SURVEY, name, label, policies.can_run, run, RUNNERS, step=step, subject="survey", **more
    )


def _is_repeated(survey: Survey) -> bool:
    return survey.pulse is not None and survey.pulse.next_at is not None


register_doings(
    _doing(
        "open",
        actions.open_survey,
        asks=(
            Ask(
                "due_at",
                _("Can be answered until"),
                "instant",
                required=False,
                initial=lambda row: row.due_at,
            ),
        ),
        tone="primary",
        icon="send",
        help=_("Questions and who is asked are frozen from then on. It closes by itself when it is due."),
    ),
    _doing(
        "extend",
        actions.extend_survey,
        asks=(Ask("due_at", _("Can be answered until"), "instant"), REASON),
        icon="calendar-plus",
        help=_("Everybody who is asked is told, whether they have answered or not."),
    ),
    _doing(
        "close",
        actions.close_survey,
        asks=(NOTE,),
        icon="lock",
        help=_("No more answers are taken, and the results are frozen. This cannot be undone."),
    ),
    _doing(
        "publish",
        actions.publish_survey,
        asks=(
            Ask("told", _("Who may see the results"), "choice", choices=tuple(Told.choices)),
            Ask("note", _("What will be done about it"), required=False),
        ),
        tone="success",
        icon="speakerphone",
        stack="do",
        help=_("Everybody who was asked is told."),
    ),
    _doing(
        "repeat",
        actions.repeat_survey,
        fits=lambda survey: survey.pulse_id is None,
        asks=(
            Ask("rrule", _("How often"), "choice", choices=EVERY),
            Ask("first_at", _("Counted from"), "instant"),
            Ask("days_open", _("Open for (working days)"), "number", initial=lambda row: 5),
        ),
        icon="repeat",
        help=_("The same questions are asked again; people who join are asked from the next round on."),
    ),
    _doing(
        "stop-repeating", actions.stop_repeating_survey, fits=_is_repeated, asks=(REASON,), icon="player-stop"
    ),
    _doing(
        "cancel",
        actions.cancel_survey,
        asks=(REASON,),
        tone="danger",
        icon="x",
        help=_("What was answered is destroyed uncounted."),
    ),
)
