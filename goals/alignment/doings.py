"""Putting a goal under another one, from the map and everywhere else: a draft at once, what is agreed as a change."""

from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Invalid
from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.models import Kind, Matter

from .. import actions
from ..models import Goal
from ..policies import answers_for
from ..states import AGREED

MOVABLE = {"draft", "consultation"} | AGREED


def _align(
    *,
    goal: Goal,
    actor: Actor,
    version: int,
    parent: Matter | None = None,
    is_reporting: bool = True,
    reason: str = "",
) -> Goal:
    """Change a draft; propose the change of anything that others have been asked about."""
    above = Goal.objects.filter(pk=parent.pk).first() if parent else None
    if parent is not None and above is None:
        raise Invalid.field("parent", _("Name a goal by its number, such as G-12."), "not_a_goal")
    terms = {"parent": above, "is_reporting": is_reporting}
    if goal.status == "draft":
        return actions.edit_goal(goal=goal, actor=actor, version=version, **terms)
    return actions.propose_change(goal=goal, actor=actor, version=version, reason=reason, **terms)


register_doings(
    Doing(
        Kind.GOAL,
        "align",
        _("Put it under another goal"),
        answers_for,
        _align,
        _("those who answer for the goal"),
        subject="goal",
        fits=lambda goal: goal.status in MOVABLE,
        asks=(
            Ask(
                "parent",
                _("Parent goal"),
                "matter",
                required=False,
                help=_("Its number, such as G-12. Empty: it serves no other goal."),
            ),
            Ask(
                "is_reporting",
                _("Counts towards the parent goal"),
                "yes",
                required=False,
                initial=lambda goal: goal.is_reporting,
            ),
            Ask(
                "reason",
                _("Reason"),
                "text",
                required=False,
                help=_("Needed once the goal is in consultation or agreed: its contributors are asked anew."),
            ),
        ),
        icon="sitemap",
    ),
)
