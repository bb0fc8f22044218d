"""What the options of a conflict are scored by: criteria with weights, settled by everyone before scoring opens."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, StaleVersion, require, text_given

from ..conflicts import events, policies
from ..models import ConflictCase, ConflictCriterion, UsualCriterion
from ..models.conflict import HEAVIEST, LIGHTEST
from .conflict_phases import locked, note, require_gathering

MOST_CRITERIA, LONGEST_NAME = 8, 100


def begin_with_usual(case: ConflictCase) -> None:
    """Give a new case the usual criteria, each counting alike."""
    ConflictCriterion.objects.bulk_create(
        ConflictCriterion(case=case, usual=usual) for usual in UsualCriterion.values
    )


@transaction.atomic
def add_criterion(
    *, case: ConflictCase, actor: Actor, version: int, name: str, weight: int
) -> ConflictCriterion:
    """Add what a good way out must do; any side and the mediator may, until scoring is opened."""
    case = locked(case, actor, version, policies.takes_part)
    case.move("add_criterion")
    require_gathering(case)
    name, weight = _name(name), _weight(weight)
    standing = _standing(case)
    if len(standing) >= MOST_CRITERIA:
        raise Conflict(_("Eight criteria are enough; take one out first."), code="too_many_criteria")
    _require_new(name, standing)
    criterion = ConflictCriterion.objects.create(case=case, name=name, weight=weight)
    case.save_changes()
    note(events.CRITERION_ADDED, case, actor, text=name, weight=weight)
    return criterion


@transaction.atomic
def change_criterion(
    *, criterion: ConflictCriterion, actor: Actor, version: int, name: str, weight: int
) -> ConflictCriterion:
    """Give a criterion another name or weight before scoring."""
    case, criterion = _held(criterion, actor, version)
    name, weight = _name(name), _weight(weight)
    before = {"text": str(criterion), "weight": criterion.weight}
    if name != str(criterion):
        _require_new(name, [one for one in _standing(case) if one != criterion])
        criterion.name, criterion.usual = name, ""
    criterion.weight = weight
    criterion.version += 1
    criterion.save(update_fields=["name", "usual", "weight", "version"])
    case.save_changes()
    note(events.CRITERION_CHANGED, case, actor, text=str(criterion), weight=weight, before=before)
    return criterion


@transaction.atomic
def drop_criterion(*, criterion: ConflictCriterion, actor: Actor, version: int) -> ConflictCriterion:
    """Take a criterion out before scoring; one has to stay."""
    case, criterion = _held(criterion, actor, version)
    if len(_standing(case)) < 2:
        raise Conflict(_("Options are scored by one criterion at least."), code="last_criterion")
    criterion.dropped_at, criterion.version = clock.now(), criterion.version + 1
    criterion.save(update_fields=["dropped_at", "version"])
    case.save_changes()
    note(events.CRITERION_DROPPED, case, actor, text=str(criterion))
    return criterion


def _held(criterion: ConflictCriterion, actor: Actor, version: int) -> tuple[ConflictCase, ConflictCriterion]:
    """The case and the criterion, locked, for whoever takes part, while criteria can change."""
    case = ConflictCase.objects.lock(criterion.case_id)
    require(policies.takes_part(actor, case))
    criterion = ConflictCriterion.objects.get(pk=criterion.pk)
    if criterion.version != version:
        raise StaleVersion(version=criterion.version)
    case.move("change_criterion")
    require_gathering(case)
    if criterion.dropped_at is not None:
        raise Conflict(_("This criterion was taken out."), code="taken_out")
    return case, criterion


def _standing(case: ConflictCase) -> list[ConflictCriterion]:
    return list(ConflictCriterion.objects.filter(case=case, dropped_at=None))


def _name(name: str) -> str:
    name = text_given("name", name, _("Name what options are scored by."))
    if len(name) > LONGEST_NAME:
        raise Invalid.field("name", _("Use at most a hundred characters."), "too_long")
    return name


def _weight(weight: int) -> int:
    if not LIGHTEST <= weight <= HEAVIEST:
        raise Invalid.field("weight", _("Give a weight from 1 to 10."), "out_of_range")
    return weight


def _require_new(name: str, others: list[ConflictCriterion]) -> None:
    if any(str(one).casefold() == name.casefold() for one in others):
        raise Invalid.field("name", _("There is a criterion of this name already."), "taken")
