"""What can be done about a goal's measure, health and check-ins, declared once for every door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE, REASON
from collab.matters.models import Kind

from .. import actions, policies
from ..actions.health import BY_HAND
from ..actions.key_results import MEASURABLE
from ..keyresults.doings import ANSWERABLE, BLOCKERS, LIGHT, MEASURE, given
from ..models import Cadence, Follows, Goal, Health
from .computing import LIVE
from .selectors import current_mark

GUIDES = _("those who answer for the goal, and its sponsor")
FRESH = {"weight": 1, "cadence": Cadence.MONTHLY, "follows": Follows.MANUAL}


def _doing(name: str, label, run, may, who, **more) -> Doing:
    return Doing(Kind.GOAL, name, label, may, run, who, subject="goal", **more)


def _is_set_by_hand(goal: Goal) -> bool:
    return goal.status in LIVE and current_mark(goal.pk) is not None


def _fresh(ask: Ask) -> Ask:
    """The same question about a key result that is not there yet."""
    value = FRESH.get(ask.name)
    return Ask(
        ask.name,
        ask.label,
        ask.kind,
        ask.required,
        ask.choices,
        ask.help,
        (lambda goal: value) if value else None,
    )


register_doings(
    _doing(
        "add-key-result",
        _("Add a key result"),
        given(actions.add_key_result),
        policies.answers_for,
        ANSWERABLE,
        fits=lambda goal: goal.status in MEASURABLE,
        asks=(
            *(_fresh(ask) for ask in MEASURE),
            Ask(
                "current_value",
                _("Figure now"),
                "figure",
                required=False,
                help=_("Empty means not known yet."),
            ),
        ),
        icon="chart-line",
    ),
    _doing(
        "check-in",
        pgettext_lazy("verb", "Check in on the whole"),
        given(actions.check_in_goal),
        policies.answers_for,
        ANSWERABLE,
        fits=lambda goal: goal.status in LIVE,
        asks=(LIGHT, Ask("message", _("What happened since the last time"), "text"), BLOCKERS),
        icon="checklist",
    ),
    _doing(
        "set-health",
        _("Set the health by hand"),
        actions.set_health,
        policies.can_take_back,
        GUIDES,
        fits=lambda goal: goal.status in LIVE,
        asks=(
            Ask(
                "health",
                _("At best"),
                "choice",
                choices=tuple((str(code), Health(code).label) for code in BY_HAND),
            ),
            REASON,
            Ask("until", _("Until"), "instant"),
        ),
        help=_("For what the figures do not show. It never makes a goal look better than its figures."),
        icon="heartbeat",
    ),
    _doing(
        "release-health",
        _("Take back the health set by hand"),
        actions.release_health,
        policies.can_take_back,
        GUIDES,
        fits=_is_set_by_hand,
        asks=(NOTE,),
        icon="arrow-back-up",
    ),
    _doing(
        "name-reviewer",
        _("Name the reviewer of check-ins"),
        actions.name_reviewer,
        policies.can_take_back,
        GUIDES,
        fits=lambda goal: goal.is_open,
        asks=(Ask("reviewer", _("Reviewer"), "person", initial=lambda goal: goal.reviewer),),
        help=_("They inherit what nobody has acknowledged yet."),
        icon="user-check",
    ),
)
