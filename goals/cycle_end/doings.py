"""What can be done with a goal at the end of its cycle, declared once for every door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE
from collab.matters.models import Kind

from .. import actions
from ..models import Goal
from ..policies import answers_for
from . import policies

CLOSERS = _("coordinators and the goal’s sponsor, not its owner")
PERCENT = _("From 0 to 100 per cent of what was agreed.")


def _doing(name: str, label, run, may, who, **more) -> Doing:
    return Doing(Kind.GOAL, name, label, may, run, who, subject="goal", **more)


def _verdict(own: str) -> tuple[Ask, ...]:
    """Score and reasons, beginning with what was said before."""

    def before(goal: Goal) -> int | None:
        score = getattr(goal, f"{own}_score")
        return None if score is None else round(score * 100)

    return (
        Ask("percent", _("Score, %"), "number", help=PERCENT, initial=before),
        Ask("text", _("What the score rests on"), initial=lambda goal: getattr(goal, f"{own}_assessment")),
    )


register_doings(
    _doing(
        "score",
        Goal.machine.steps["score"].label,
        actions.begin_scoring,
        policies.can_begin_scoring,
        _("coordinators and the goal’s sponsor"),
        step="score",
        asks=(Ask("due_at", _("Its owner assesses it by"), "instant"),),
        icon="chart-bar",
    ),
    _doing(
        "assess",
        _("Assess my goal"),
        actions.assess_goal,
        policies.can_assess,
        _("the goal’s owner"),
        fits=lambda goal: goal.status == "scoring" and goal.sponsor_assessed_at is None,
        asks=_verdict("self"),
        tone="primary",
        icon="writing-sign",
        stack="do",
    ),
    _doing(
        "judge",
        _("Assess it as the sponsor"),
        actions.judge_goal,
        policies.can_judge,
        _("the goal’s sponsor"),
        fits=lambda goal: goal.status == "scoring",
        asks=_verdict("sponsor"),
        tone="primary",
        icon="gavel",
    ),
    _doing(
        "close",
        Goal.machine.steps["close"].label,
        actions.close_goal,
        policies.can_close,
        CLOSERS,
        step="close",
        fits=lambda goal: goal.sponsor_assessed_at is not None,
        asks=(NOTE,),
        tone="success",
        icon="circle-check",
        help=_("Fixes its score and opens the retrospective."),
    ),
    _doing(
        "carry-over",
        pgettext_lazy("goal", "Carry over"),
        actions.carry_over_goal,
        answers_for,
        _("those who answer for the goal"),
        fits=lambda goal: goal.status == "closed" and not goal.carried_over_to.exists(),
        icon="arrow-forward-up",
        help=_("Drafts it anew in the next cycle, with what is left of its key results."),
    ),
)
