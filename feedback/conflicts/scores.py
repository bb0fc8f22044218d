"""What scoring says of each option: the sum, and the lowest satisfaction of any side (score voting)."""

from collections.abc import Collection
from dataclasses import dataclass, field

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


def results_of(case: ConflictCase, sides: Collection[int] | None = None) -> list[Result]:
    """The options with the scores of these sides (all by default); the least unhappy side decides the order.

    The best option is the one whose lowest score is highest; the sum breaks a tie.
    """
    found = {row.pk: Result(row) for row in case.options.filter(dropped_at=None).select_related("added_by")}
    scores = OptionScore.objects.filter(option__in=found, round=case.round)
    if sides is not None:
        scores = scores.filter(side__in=sides)
    for score in scores:
        found[score.option_id].given[score.side_id] = score
    if case.scores_shown_at is None:
        return list(found.values())
    return sorted(
        found.values(),
        key=lambda one: (one.lowest is None, -(one.lowest or 0), -(one.total or 0), one.option.pk),
    )


def results_for(case: ConflictCase, actor) -> list[Result]:
    """The same as this reader may know it: until the scores are shown, one's own side's only."""
    if case.scores_shown_at is not None:
        return results_of(case)
    own = policies.own_side(actor, case)
    return results_of(case, [own.pk] if own else [])
