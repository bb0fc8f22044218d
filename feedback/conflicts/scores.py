"""What scoring says of each option: the sum, and the lowest satisfaction of any side (score voting)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F

from collab.common.actor import Actor
from collab.matters.policies import gather

from ..models import ConflictCase, ConflictOption, OptionScore
from . import policies


@dataclass
class Result:
    """One option with what each side gave it in the present round, by side; `total` and `lowest` of those given."""

    option: ConflictOption
    given: dict[int, OptionScore] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return self.option.pk

    @property
    def text(self) -> str:
        return self.option.text

    @property
    def total(self) -> int | None:
        values = [score.value for score in self.given.values()]
        return sum(values) if values else None

    @property
    def lowest(self) -> int | None:
        return min((score.value for score in self.given.values()), default=None)


def results_of(case: ConflictCase) -> list[Result]:
    """The options with all scores of the present round; the least unhappy side decides the order.

    The best option is the one whose lowest score is highest; the sum breaks a tie.
    """
    return _ordered(_results(_options(case)))


def results_for(case: ConflictCase, actor: Actor) -> list[Result]:
    """The same as this reader may know it: until the scores are shown, one's own side's only, in the order added."""
    found = known_to(actor, _options(case))
    return _ordered(found) if case.scores_shown_at is not None else found


def known_to(actor: Actor, options: Sequence[ConflictOption]) -> list[Result]:
    """Options of any number of cases with what this reader may know of their scores, in a few statements."""
    gather([option.case for option in options])
    found = _results(options)
    for result in found:
        case = result.option.case
        if case.scores_shown_at is None:
            own = policies.side_of(actor, case)
            result.given = {pk: row for pk, row in result.given.items() if row.side.department_id == own}
    return found


def _options(case: ConflictCase) -> list[ConflictOption]:
    found = list(case.options.filter(dropped_at=None).select_related("added_by"))
    for option in found:
        option.case = case
    return found


def _results(options: Sequence[ConflictOption]) -> list[Result]:
    found = {option.pk: Result(option) for option in options}
    rows = OptionScore.objects.filter(option__in=found, round=F("option__case__round"))
    for score in rows.select_related("side"):
        found[score.option_id].given[score.side_id] = score
    return list(found.values())


def _ordered(found: list[Result]) -> list[Result]:
    return sorted(
        found, key=lambda one: (one.lowest is None, -(one.lowest or 0), -(one.total or 0), one.option.pk)
    )
