"""Questions about whoever asks: that person is left blank but for the facts that change the question itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from collab.common.prepared import Statement
from collab.common.questions import Ids, Instant, Question
from collab.org.models import Scope
from collab.org.standing import Standing

from .querysets import Audience


@dataclass(frozen=True)
class Whose:
    """The person who asks; declarations compare with these by `in`."""

    coordinates: bool
    is_superuser: bool = False
    me = Ids("me")
    person_ids = Ids("person_ids")
    department_ids = Ids("department_ids")
    officer_of = Ids("officer_of")
    desks = Ids("desks")
    speaks_for = Ids("speaks_for")

    def people(self, scope: str = Scope.ALL) -> Ids:
        """Those in whose name the person may act in this scope, oneself included."""
        return Ids(str(scope))

    def at(self, seconds: int = 0) -> Instant:
        """Now, or so many seconds later."""
        return Instant(seconds)

    def audience(self, prefix: str = "") -> Q | Audience:
        """The audience rule as `querysets.audience` has it, of whoever asks."""
        if self.is_superuser:
            return Q()
        return Audience(
            *(prefix + column for column in ("visibility", "owner", "created_by", "department")),
            me=self.me,
            people=self.person_ids,
            departments=self.department_ids,
            offices=self.desks,
            coordinates=self.coordinates,
        )


class PersonalQuestion:
    """`rows` builds a values_list() over a Whose; the answers are tuples."""

    def __init__(self, rows: Callable[[Whose], QuerySet]):
        self._question = Question(lambda *facts: rows(Whose(*facts)))

    def ask(self, standing: Standing, at: datetime, **ids: Iterable[int]) -> list[tuple]:
        """The rows for this person; `at` is the question's now, `ids` fill in blanks of its own."""
        shape = (standing.is_coordinator, standing.is_superuser)
        statement, _convert = self._question.compiled(*shape)
        return self._question.ask(*shape, **who_asks(statement, standing, at), **ids)


def who_asks(statement: Statement, standing: Standing, at: datetime) -> dict[str, Iterable[int] | datetime]:
    """What this person and this instant put into the blanks of a statement."""
    known: dict[str, Iterable[int] | datetime] = {scope: standing.people(scope) for scope in Scope.values}
    known |= {"me": [standing.person_id], "officer_of": standing.officer_of}
    known |= {"person_ids": standing.person_ids, "department_ids": standing.department_ids}
    known |= {"desks": standing.desks, "speaks_for": standing.speaks_for}
    for blank in statement.blanks:
        if blank.name.startswith("after_"):
            known[blank.name] = at + timedelta(seconds=int(blank.name.removeprefix("after_")))
    return known
