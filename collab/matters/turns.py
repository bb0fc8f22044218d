"""Whose turn it is: each room declares what waits for whom, and one statement reads all of it for one person.

A declaration is a queryset over whoever asks. What that person is stays blank in it, so all declarations are turned
into SQL once per process; a request only fills in the blanks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Expression, Q, QuerySet, Value
from django.urls import reverse

from collab.common.prepared import Statement
from collab.common.questions import filled, with_arrays
from collab.org.models import Scope
from collab.org.standing import Standing

from .doings import doings_of
from .models import Matter, Party, PartyRole
from .rows import RowStep
from .whose import Whose, who_asks

ORDERS = {
    "sign": "w.due, w.matter",
    "do": "m.due_at IS NULL, m.due_at, w.matter",
    "decide": "m.due_at IS NULL, m.due_at, w.matter",
    "read": "w.about DESC",
}
STACKS = tuple(ORDERS)
DECIDERS = (PartyRole.SUPERVISOR, PartyRole.GIVER, PartyRole.RECEIVING)
TOLD = (PartyRole.INFORMED, PartyRole.CONSULTED, PartyRole.NON_VOTING, PartyRole.ATTENDEE, PartyRole.CO)


class Waiting(NamedTuple):
    """A matter that waits, in which stack, by which declaration, and the row that hangs on it and is asked about."""

    stack: str
    turn: "Turn"
    matter: int
    about: int
    kind: str
    status: str


@dataclass(frozen=True)
class Turn:
    """One reason why matters wait for somebody.

    `stack` is sign, do, decide or read. `rows` are what waits; `matter`, `about` and `due` say where in them the
    matter's id, the id of what is asked about and, in the stack to sign, the instant it is due stand. `steps` are
    offered in the row; where there are none, the matter's doings that suit the stack. Where the rule needs more than
    SQL, `narrow` takes the person and the matters found and gives those that do wait, with their steps.
    `for_coordinators` alone: nobody else is asked.
    """

    stack: str
    rows: Callable[[Whose], QuerySet]
    matter: str | Expression = "matter_id"
    about: str | None = None
    due: str | Expression | None = None
    only_open: bool = True
    steps: Callable[[Waiting], tuple[RowStep, ...]] | None = None
    narrow: Callable[[Standing, Iterable[int]], Mapping[int, tuple[RowStep, ...]]] | None = None
    for_coordinators: bool = False

    @property
    def is_special(self) -> bool:
        """Whether it offers steps of its own, and so goes before a turn that only names the matter."""
        return bool(self.steps or self.narrow)


_turns: list[Turn] = []
_work: dict[str, dict[str, tuple[str, ...]]] = {"owner": {}, "decider": {}}


def register_turns(*turns: Turn) -> None:
    """Declare reasons why matters wait for somebody."""
    _turns.extend(turns)


def register_work(kind: str, *, owner: Iterable[str] = (), decider: Iterable[str] = ()) -> None:
    """In which states a matter of this kind waits for its owner, and in which for those who supervise or receive it."""
    _work["owner"][kind], _work["decider"][kind] = tuple(owner), tuple(decider)


def in_work(whose: str, way: str = "") -> Q:
    """Matters in a state in which they wait for their `owner` or `decider`; `way` leads to the matter."""
    found = Q()
    for kind, states in sorted(_work[whose].items()):
        if states:
            found |= Q(**{f"{way}kind": kind, f"{way}status__in": states})
    return found


def steps_at(kind: str, names: Iterable[str], route: str, pk: int) -> tuple[RowStep, ...]:
    """Doings of this kind as steps of a row, whose dialogs stand at `route`."""
    known = doings_of(kind)
    return tuple(
        RowStep(str(known[name].label), reverse(route, args=[pk, name]), known[name].icon) for name in names
    )


def doing_of_matter(*names: str) -> Callable[[Waiting], tuple[RowStep, ...]]:
    """These doings of the matter itself."""
    return lambda found: steps_at(found.kind, names, "matters:doing", found.matter)


def waiting_for(standing: Standing, now: datetime, most: int) -> list[Waiting]:
    """What waits for this person at this instant, by stack and there by urgency; of each stack `most` rows at most.

    A matter may be found more than once in a stack; what offers steps of its own comes first.
    """
    statement, turns = _statement(standing.is_coordinator, most)
    with connection.cursor() as cursor:
        cursor.execute(*statement.asked(filled(who_asks(statement, standing, now))))
        rows = cursor.fetchall()
    return [Waiting(STACKS[at], turns[turn], *rest) for at, turn, *rest, _place in rows]


@cache
def _statement(coordinates: bool, most: int) -> tuple[Statement, tuple[Turn, ...]]:
    """All declarations as one statement, and the declarations in the order of their numbers in it."""
    asked = [turn for turn in _turns if coordinates or not turn.for_coordinators]
    turns = tuple(sorted(asked, key=lambda turn: not turn.is_special))
    gathered, chosen, values = [], [], []
    for at, stack in enumerate(STACKS):
        numbers = [number for number, turn in enumerate(turns) if turn.stack == stack]
        arms = [_arm(number, turns[number], Whose(coordinates)) for number in numbers]
        gathered.append(
            f"to_{stack} (turn, matter, about, due) AS MATERIALIZED ({' UNION ALL '.join(sql for sql, _ in arms)})"
        )
        values += [value for _, given in arms for value in given]
        order = f"{ORDERS[stack]}, w.turn, w.about"
        chosen.append(
            f"SELECT * FROM (SELECT {at} AS stack, w.turn, w.matter, w.about, m.kind, m.status, "
            f"ROW_NUMBER() OVER (ORDER BY {order}) AS place FROM to_{stack} w {_spine()} "
            f"WHERE {_open({number: turns[number] for number in numbers})} ORDER BY place LIMIT {most}) {stack}_rows"
        )
    sql = f"WITH {', '.join(gathered)} {' UNION ALL '.join(chosen)} ORDER BY 1, 7"
    return Statement(with_arrays(sql), values), turns


def _spine() -> str:
    """The matter of each row, looked up by its id: PostgreSQL cannot know how few rows wait, and would read them all."""
    if connection.vendor == "postgresql":
        return "JOIN LATERAL (SELECT * FROM matters_matter WHERE id = w.matter LIMIT 1) m ON true"
    return "JOIN matters_matter m ON m.id = w.matter"


def _arm(number: int, turn: Turn, whose: Whose) -> tuple[str, tuple]:
    """One declaration as SQL."""
    columns = (Value(number), turn.matter, turn.about or Value(0), turn.due or Value(0))
    rows = turn.rows(whose).order_by().values_list(*columns)
    return rows.query.get_compiler(connection=connection).as_sql()


def _open(turns: Mapping[int, Turn]) -> str:
    """Closed matters wait only by declarations that say so."""
    closed = [str(number) for number, turn in turns.items() if not turn.only_open]
    if len(closed) == len(turns):
        return "1 = 1"
    return f"(m.is_open OR w.turn IN ({', '.join(closed)}))" if closed else "m.is_open"


def _owned(whose: Whose) -> QuerySet:
    return Matter.objects.filter(in_work("owner"), owner__in=whose.people())


def _to_decide(whose: Whose) -> QuerySet:
    held = Party.objects.filter(person__in=whose.people(Scope.APPROVAL), role__in=DECIDERS)
    return Matter.objects.filter(in_work("decider"), is_open=True, pk__in=held.values("matter_id"))


def _to_read(whose: Whose) -> QuerySet:
    return Party.objects.filter(person__in=whose.me, read_at=None, role__in=TOLD, matter__is_open=True)


register_turns(
    Turn("do", _owned, matter="pk"),
    Turn("decide", _to_decide, matter="pk"),
    Turn("read", _to_read, about="pk"),
)
