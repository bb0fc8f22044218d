"""The options of a conflict: gathered by everyone, scored by every side without seeing the others, shown together."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, require, text_given

from ..conflicts import events, policies
from ..conflicts.scores import results_of
from ..models import ConflictCase, ConflictOption, ConflictSide, OptionScore
from ..models.conflict import LEAST, MOST
from .conflict_phases import desks_of, locked, note, note_side

MOST_OPTIONS = 12


@transaction.atomic
def set_criteria(*, case: ConflictCase, actor: Actor, version: int, criteria: str) -> ConflictCase:
    """Write down what all sides score by; it stands while scoring is open."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("set_criteria")
    _require_gathering(case)
    before, case.criteria = (
        case.criteria,
        text_given("criteria", criteria, _("Say what a good way out must do.")),
    )
    case.save_changes()
    note(events.CRITERIA_SET, case, actor, text=case.criteria, before=before)
    return case


@transaction.atomic
def add_option(*, case: ConflictCase, actor: Actor, version: int, text: str) -> ConflictOption:
    """Add a way out; any side and the mediator may, until scoring is opened."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("add_option")
    _require_gathering(case)
    text = text_given("text", text, _("Describe the option."))
    if _standing(case).count() >= MOST_OPTIONS:
        raise Conflict(_("Twelve options are enough; take one out first."), code="too_many_options")
    option = ConflictOption.objects.create(case=case, text=text, added_by=actor.person, added_at=clock.now())
    case.save_changes()
    note(events.OPTION_ADDED, case, actor, text=text)
    return option


@transaction.atomic
def drop_option(*, option: ConflictOption, actor: Actor, version: int) -> ConflictOption:
    """Take an option out before scoring; whoever added it, or the mediator."""
    case, option = _option(option, actor, policies.can_drop, version)
    _require_gathering(case)
    option.dropped_at, option.version = clock.now(), option.version + 1
    option.save(update_fields=["dropped_at", "version"])
    case.save_changes()
    note(events.OPTION_DROPPED, case, actor, text=option.text)
    return option


@transaction.atomic
def open_scoring(*, case: ConflictCase, actor: Actor, version: int) -> ConflictCase:
    """Close the list of options and ask every side for its scores; nobody sees any until all have given theirs."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("open_scoring")
    _require_gathering(case)
    if _standing(case).count() < 2:
        raise Conflict(_("Gather at least two options first."), code="too_few_options")
    case.scoring, case.scores_shown_at, case.round = True, None, case.round + 1
    case.save_changes()
    people = desks_of(policies.sides_of(case), actor)
    note(events.SCORING_OPENED, case, actor, round=case.round, people=people)
    return case


@transaction.atomic
def score_option(
    *, option: ConflictOption, actor: Actor, version: int, value: int, remark: str = ""
) -> ConflictOption:
    """Say how well an option serves one's side, 0 to 10; it can be changed until the scores are shown.

    With the last score of the last side all are shown.
    """
    case, option = _option(option, actor, policies.can_score, version)
    if not case.scoring or option.dropped_at is not None:
        raise Conflict(_("Scoring is not open now."), code="not_scoring")
    if not LEAST <= value <= MOST:
        raise Invalid.field("value", _("Give a score from 0 to 10."), "out_of_range")
    side = policies.own_side(actor, case)
    if side is None:
        raise Forbidden
    given = {
        "value": value,
        "remark": remark.strip(),
        "scored_by": actor.person,
        "scored_at": clock.now(),
    }
    OptionScore.objects.update_or_create(option=option, side=side, round=case.round, defaults=given)
    if side.scored_round < case.round and _scored_all(case, side):
        ConflictSide.objects.filter(pk=side.pk).update(scored_round=case.round)
        side.scored_round = case.round
        note_side(events.SIDE_SCORED, case, side, actor)
    if all(one.scored_round == case.round for one in policies.sides_of(case)):
        _show(case, actor)
    case.save_changes()
    return option


@transaction.atomic
def show_scores(*, case: ConflictCase, actor: Actor, version: int) -> ConflictCase:
    """The mediator opens the scores there are, though a side has not given all of its own."""
    case = locked(case, actor, version, policies.mediates)
    case.move("show_scores")
    if not case.scoring:
        raise Conflict(_("Scoring is not open now."), code="not_scoring")
    _show(case, actor)
    case.save_changes()
    return case


@transaction.atomic
def gather_options(*, case: ConflictCase, actor: Actor, version: int) -> ConflictCase:
    """Open the list of options again; the scores of this round are kept but count no longer."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("gather_options")
    if not case.round or (not case.scoring and case.scores_shown_at is None):
        raise Conflict(_("Options are being gathered already."), code="gathering")
    case.scoring, case.scores_shown_at = False, None
    case.save_changes()
    note(events.OPTIONS_GATHERED, case, actor)
    return case


def _show(case: ConflictCase, actor: Actor) -> None:
    case.scoring, case.scores_shown_at = False, clock.now()
    told = [{"option": one.text, "sum": one.total, "lowest": one.lowest} for one in results_of(case)]
    note(events.SCORES_SHOWN, case, actor, round=case.round, results=told)


def _standing(case: ConflictCase):
    return ConflictOption.objects.filter(case=case, dropped_at=None)


def _scored_all(case: ConflictCase, side: ConflictSide) -> bool:
    given = OptionScore.objects.filter(side=side, round=case.round, option__dropped_at=None).count()
    return given == _standing(case).count()


def _require_gathering(case: ConflictCase) -> None:
    if case.scoring or case.scores_shown_at is not None:
        raise Conflict(
            _("The options are fixed for scoring. Gather options again to change them."), code="options_fixed"
        )


def _option(option: ConflictOption, actor: Actor, may, version: int) -> tuple[ConflictCase, ConflictOption]:
    case = ConflictCase.objects.lock(option.case_id)
    option = ConflictOption.objects.get(pk=option.pk)
    option.case = case
    require(may(actor, option))
    if option.version != version:
        raise StaleVersion(version=option.version)
    return case, option
