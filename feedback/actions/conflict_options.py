"""The options of a conflict: gathered by everyone, scored by every side without seeing the others, shown together."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, require, text_given

from ..conflicts import events, policies
from ..conflicts.scores import criteria_of, results_of
from ..models import ConflictCase, ConflictOption, ConflictSide, Grade, OptionScore
from ..models.conflict import LEAST, MOST
from .conflict_phases import desks_of, locked, note, note_side, require_gathering

MOST_OPTIONS = 12


@transaction.atomic
def add_option(*, case: ConflictCase, actor: Actor, version: int, text: str) -> ConflictOption:
    """Add a way out; any side and the mediator may, until scoring is opened."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("add_option")
    require_gathering(case)
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
    case.move("drop_option")
    require_gathering(case)
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
    require_gathering(case)
    if _standing(case).count() < 2:
        raise Conflict(_("Gather at least two options first."), code="too_few_options")
    case.scoring, case.scores_shown_at, case.round = True, None, case.round + 1
    case.save_changes()
    people = desks_of(policies.sides_of(case), actor)
    note(events.SCORING_OPENED, case, actor, round=case.round, people=people)
    return case


@transaction.atomic
def score_option(
    *, option: ConflictOption, actor: Actor, version: int, grades: Mapping[str, int], remark: str = ""
) -> ConflictOption:
    """Say for one's side how well an option does by every criterion (by id), 0 to 10; it can be changed until the
    scores are shown. With the last score of the last side all are shown.
    """
    case, option = _option(option, actor, policies.can_score, version)
    case.move("score")
    if not case.scoring or option.dropped_at is not None:
        raise Conflict(_("Scoring is not open now."), code="not_scoring")
    given = _grades(case, grades)
    side = policies.own_side(actor, case)
    if side is None:
        raise Forbidden
    told = {"remark": remark.strip(), "scored_by": actor.person, "scored_at": clock.now()}
    row, _fresh = OptionScore.objects.update_or_create(
        option=option, side=side, round=case.round, defaults=told
    )
    row.grades.all().delete()
    Grade.objects.bulk_create(Grade(score=row, criterion_id=pk, value=value) for pk, value in given.items())
    if side.scored_round < case.round and _scored_all(case, side):
        ConflictSide.objects.filter(pk=side.pk).update(scored_round=case.round)
        side.scored_round = case.round
        note_side(events.SIDE_SCORED, case, side, actor)
    if all(one.scored_round == case.round for one in policies.sides_of(case)):
        _show(case, actor)
    case.save_changes()
    return option


def _grades(case: ConflictCase, grades: Mapping[str, int]) -> dict[int, int]:
    """A grade for each criterion by its id, or Invalid naming what is missing or out of range."""
    criteria = criteria_of(case)
    if set(grades) - {str(one.pk) for one in criteria}:
        raise Invalid.field("grades", _("Score by the criteria of this case alone."), "unknown")
    for one in criteria:
        value = grades.get(str(one.pk))
        if value is None:
            raise Invalid.field("grades", _("Score it by “%(name)s” too.") % {"name": one}, "required")
        if not LEAST <= value <= MOST:
            told = _("Give a score from 0 to 10 for “%(name)s”.") % {"name": one}
            raise Invalid.field("grades", told, "out_of_range")
    return {one.pk: grades[str(one.pk)] for one in criteria}


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
    told = [{"option": one.option.text, "mean": one.mean, "spread": one.spread} for one in results_of(case)]
    note(events.SCORES_SHOWN, case, actor, round=case.round, results=told)


def _standing(case: ConflictCase):
    return ConflictOption.objects.filter(case=case, dropped_at=None)


def _scored_all(case: ConflictCase, side: ConflictSide) -> bool:
    given = OptionScore.objects.filter(side=side, round=case.round, option__dropped_at=None).count()
    return given == _standing(case).count()


def _option(option: ConflictOption, actor: Actor, may, version: int) -> tuple[ConflictCase, ConflictOption]:
    case = ConflictCase.objects.lock(option.case_id)
    option = ConflictOption.objects.get(pk=option.pk)
    option.case = case
    require(may(actor, option))
    if option.version != version:
        raise StaleVersion(version=option.version)
    return case, option
