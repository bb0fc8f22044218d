"""What can be done with a corrective action, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON
from collab.matters.models import Kind

from .. import actions
from ..models import CorrectiveAction, Fishbone
from . import policies
from .states import EVERY, IMPLEMENTING, LINE, VERDICTS, WORDS

PLANNERS = _("coordinators, and the officers of the department that answers for it")


def _doing(name: str, run, may, who, **more) -> Doing:
    return Doing(Kind.CORRECTIVE, name, more.pop("label"), may, run, who, subject="corrective", **more)


def _word(step: str):
    return CorrectiveAction.machine.steps[step].label


def _at(*statuses: str):
    return lambda row: row.status in statuses


def _left(row, _person) -> list:
    """The present step and those to come."""
    return [(code, WORDS[code]) for code in LINE[LINE.index(row.status) :]] if row.status in LINE else []


register_doings(
    _doing(
        "hand-in",
        actions.hand_in_step,
        policies.can_hand_in,
        _("the owner of this step"),
        label=_word("hand_in_containment"),
        fits=_at(*IMPLEMENTING),
        asks=(
            Ask("result", _("What was done, or what was found")),
            Ask(
                "branch",
                _("Branch of the fishbone"),
                "choice",
                choices=tuple(Fishbone.choices),
                unset=True,
                when=_at("root_cause"),
            ),
            Ask(
                "whys",
                _("Why? And why was that?"),
                when=_at("root_cause"),
                help=_("One answer a line, each to the one above; five are usual."),
            ),
            Ask(
                "evidence",
                _("Evidence"),
                "file",
                required=False,
                help=_("Attach it under Files on the page first, then choose it here."),
            ),
        ),
        tone="primary",
        icon="checklist",
        stack="do",
    ),
    _doing(
        "check-effect",
        actions.check_effect,
        policies.can_check,
        _("the verifier, who implemented nothing of it"),
        label=WORDS["effectiveness"],
        fits=policies.is_check_due,
        asks=(
            Ask("verdict", _("Does it work?"), "choice", choices=tuple(VERDICTS.items()), unset=True),
            Ask("note", _("What you saw"), required=False, help=_("Needed where it is not effective.")),
            Ask(
                "look_back",
                _("Open a retrospective for its lessons"),
                "yes",
                required=False,
                help=_("Only where it was effective."),
            ),
        ),
        tone="primary",
        icon="shield-check",
        stack="do",
    ),
    _doing(
        "assign",
        actions.assign_step,
        policies.can_plan,
        PLANNERS,
        label=_word("assign"),
        fits=_at(*EVERY),
        asks=(
            Ask("step", _("Step"), "choice", choices=_left),
            Ask(
                "owner",
                _("Owner"),
                "person",
                help=_("Whoever checks the effect implements no step."),
            ),
            Ask(
                "due_at",
                _("Due"),
                "instant",
                required=False,
                help=_("For a step to come; left empty the usual term counts from its beginning."),
            ),
        ),
        icon="user-edit",
    ),
    _doing(
        "send-back",
        actions.send_back_step,
        policies.can_send_back,
        _("coordinators, and the verifier"),
        label=_word("send_back_root_cause"),
        fits=_at(*LINE[1:]),
        asks=(REASON,),
        icon="arrow-back-up",
        help=_("The step before is owed again."),
    ),
    _doing(
        "hang-on",
        actions.hang_on,
        policies.can_plan,
        PLANNERS,
        label=_word("hang_on"),
        fits=_at(*EVERY),
        asks=(Ask("source", _("Number"), "matter", help=_("Such as F-12.")),),
        icon="link",
    ),
    _doing(
        "withdraw",
        actions.withdraw_corrective,
        lambda actor, _row: policies.can_open(actor),
        _("coordinators"),
        label=_word("withdraw"),
        fits=_at(*EVERY),
        asks=(REASON,),
        tone="danger",
        icon="x",
    ),
)
