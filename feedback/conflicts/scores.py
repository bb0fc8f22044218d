"""What scoring says of each option: the weighted mean of every side, the mean of these, and how far they lie apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F

from collab.common.actor import Actor
from collab.matters.policies import gather

from ..models import ConflictCase, ConflictCriterion, ConflictOption, OptionScore
from . import policies

PLACES = 2


@dataclass
class Result:
    """One option with what each side gave it in the present round, by side.

    All figures run from 0 to 10, rounded to two places, and are None where nobody scored. Sides count alike; inside
    one side's score a criterion counts by its weight.
    """

    option: ConflictOption
    weights: Mapping[int, int]
    given: dict[int, OptionScore] = field(default_factory=dict)

    def of_side(self, side_id: int) -> float | None:
        """The weighted mean of what this side gave."""
        score = self.given.get(side_id)
        return _mean(score, self.weights) if score else None

    @property
    def _of_sides(self) -> list[float]:
        found = (_mean(score, self.weights) for score in self.given.values())
        return [value for value in found if value is not None]

    @property
    def mean(self) -> float | None:
        """What the option comes to: the mean of what the sides gave it."""
        found = self._of_sides
        return round(sum(found) / len(found), PLACES) if found else None

    @property
    def spread(self) -> float | None:
        """From the side that likes it least to the one that likes it most; a wide one is no agreement yet."""
        found = self._of_sides
        return round(max(found) - min(found), PLACES) if found else None

    def by_criterion(self, criterion_id: int) -> tuple[float, int, int] | None:
        """Mean, lowest and highest grade of the sides by one criterion."""
        grades = (grade for score in self.given.values() for grade in score.grades.all())
        found = [grade.value for grade in grades if grade.criterion_id == criterion_id]
        return (round(sum(found) / len(found), PLACES), min(found), max(found)) if found else None


def _mean(score: OptionScore, weights: Mapping[int, int]) -> float | None:
    grades = [
        (grade.value, weights[grade.criterion_id])
        for grade in score.grades.all()
        if grade.criterion_id in weights
    ]
    weight = sum(each for _value, each in grades)
    return round(sum(value * each for value, each in grades) / weight, PLACES) if weight else None


def results_of(case: ConflictCase) -> list[Result]:
    """The options with all scores of the present round, the highest mean first; of equals the narrower spread."""
    return _ordered(_results(_options(case)))


def results_for(case: ConflictCase, actor: Actor) -> list[Result]:
    """The same as this reader may know it: until the scores are shown, one's own side's only, in the order added."""
    found = known_to(actor, _options(case))
    return _ordered(found) if case.scores_shown_at is not None else found


def known_to(actor: Actor, options: Sequence[ConflictOption]) -> list[Result]:
    """Options of any number of cases with what this reader may know of their scores, in a few statements.

    While options are gathered (again) that is nothing: scores of an earlier round count no longer.
    """
    gather([option.case for option in options])
    found = _results(options)
    for result in found:
        case = result.option.case
        if case.scores_shown_at is None:
            own = policies.side_of(actor, case) if case.scoring else None
            result.given = {pk: row for pk, row in result.given.items() if row.side.department_id == own}
    return found


def criteria_of(case: ConflictCase) -> Sequence[ConflictCriterion]:
    """What options are scored by, read once per loaded case."""
    cached = getattr(case, "_criteria", None)
    if cached is None:
        cached = case._criteria = list(case.criteria.filter(dropped_at=None))  # type: ignore[attr-defined]
    return cached


def _options(case: ConflictCase) -> list[ConflictOption]:
    found = list(case.options.filter(dropped_at=None).select_related("added_by"))
    for option in found:
        option.case = case
    return found


def _results(options: Sequence[ConflictOption]) -> list[Result]:
    cases = {option.case_id for option in options}
    weights: dict[int, dict[int, int]] = {pk: {} for pk in cases}
    rows = ConflictCriterion.objects.filter(case__in=cases, dropped_at=None)
    for case_id, pk, weight in rows.values_list("case_id", "pk", "weight"):
        weights[case_id][pk] = weight
    found = {option.pk: Result(option, weights[option.case_id]) for option in options}
    scores = OptionScore.objects.filter(option__in=found, round=F("option__case__round"))
    for score in scores.select_related("side").prefetch_related("grades"):
        found[score.option_id].given[score.side_id] = score
    return list(found.values())


def _ordered(found: list[Result]) -> list[Result]:
    return sorted(found, key=lambda one: (one.mean is None, -(one.mean or 0), one.spread or 0, one.option.pk))
