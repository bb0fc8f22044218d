"""What can be done with one side's box, a criterion and an option of a conflict, declared once for every door."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings

from .. import actions
from ..models import ConflictCase, ConflictCriterion, ConflictOption
from ..models.conflict import CONFLICT_CRITERION, CONFLICT_OPTION, CONFLICT_SIDE, LEAST, LIGHTEST, MOST
from . import policies
from .scores import criteria_of
from .states import BEGUN, TALKING

SIDES = _("the officers of a department in conflict")
EVERYONE = _("the officers of a department in conflict, and the mediator")


def gathering(case: ConflictCase) -> bool:
    """Whether options and criteria can still change."""
    return not case.scoring and case.scores_shown_at is None


def criterion_asks(
    name: Callable[[Any], str] | None = None, weight: Callable[[Any], int] = lambda _case: LIGHTEST
) -> tuple[Ask, ...]:
    """What a criterion is made of."""
    return (
        Ask("name", _("Criterion"), "words", initial=name),
        Ask("weight", _("Weight"), "number", initial=weight, help=_("1: counts least. 10: counts most.")),
    )


def _open(row: ConflictOption | ConflictCriterion) -> bool:
    return gathering(row.case) and row.case.status in TALKING and row.dropped_at is None


def _criteria(option: ConflictOption, _person: Any) -> list[tuple[str, str]]:
    named = gettext("%(name)s (weight %(weight)s)")
    return [(str(one.pk), named % {"name": one, "weight": one.weight}) for one in criteria_of(option.case)]


register_doings(
    Doing(
        CONFLICT_SIDE,
        "write",
        _("Write your position"),
        policies.can_write_box,
        actions.write_box,
        _("the officers of this department"),
        subject="side",
        icon="pencil",
        confidential=True,
        asks=(
            Ask(
                "position",
                pgettext_lazy("conflict", "Position"),
                initial=lambda side: side.position,
                help=_("What your department wants."),
            ),
            Ask(
                "interests",
                _("Interests"),
                required=False,
                initial=lambda side: side.interests,
                help=_("Why it matters to you: what has to be safe, what you could give up."),
            ),
        ),
        fits=lambda side: side.case.status in BEGUN,
    ),
    Doing(
        CONFLICT_SIDE,
        "share",
        _("Share with the other side"),
        policies.can_write_box,
        actions.share_box,
        _("the officers of this department"),
        subject="side",
        icon="user-share",
        confidential=True,
        fits=lambda side: bool(side.position) and side.shared_at is None and side.case.is_open,
        help=_("Everyone in the case reads it from then on; it cannot be taken back."),
    ),
    Doing(
        CONFLICT_CRITERION,
        "change",
        _("Change"),
        policies.can_change_criterion,
        actions.change_criterion,
        EVERYONE,
        subject="criterion",
        icon="pencil",
        asks=criterion_asks(str, lambda criterion: criterion.weight),
        fits=_open,
    ),
    Doing(
        CONFLICT_CRITERION,
        "drop",
        _("Take out"),
        policies.can_change_criterion,
        actions.drop_criterion,
        EVERYONE,
        subject="criterion",
        icon="x",
        tone="danger",
        fits=_open,
    ),
    Doing(
        CONFLICT_OPTION,
        "score",
        ConflictCase.machine.steps["score"].label,
        policies.can_score,
        actions.score_option,
        SIDES,
        subject="option",
        icon="star",
        confidential=True,
        asks=(
            Ask(
                "grades",
                _("How well does it do for your department?"),
                "grades",
                choices=_criteria,
                least=LEAST,
                most=MOST,
                help=_("0: not at all. 10: fully. Other sides see it once all have scored."),
            ),
            Ask("remark", _("Remark"), required=False),
        ),
        fits=lambda option: (
            option.case.scoring and option.case.status in TALKING and option.dropped_at is None
        ),
    ),
    Doing(
        CONFLICT_OPTION,
        "drop",
        _("Take out"),
        policies.can_drop,
        actions.drop_option,
        _("whoever added it, and the mediator"),
        subject="option",
        icon="x",
        tone="danger",
        fits=_open,
    ),
)
