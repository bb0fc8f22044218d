"""What is one person's next: to sign for, do, decide, read."""

from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from collab.common import clock
from collab.common.actor import Actor
from collab.common.questions import Ids
from collab.matters.doings import doings_of
from collab.matters.models import Matter, Party
from collab.matters.models.matter import class_of
from collab.matters.page import FORWARD, row_step
from collab.matters.rows import CARD, Card, RowStep, rows_of
from collab.matters.turns import STACKS, Waiting, waiting_for
from collab.matters.whose import PersonalQuestion, Whose
from collab.org.standing import Standing, standing_of
from tasks.models import Task
from tasks.policies import gather_waived

FIRST, MOST = 10, 60
READ = "read"
MAX_STEPS = 2


@dataclass
class Stack:
    """One of the four stacks: the rows it shows, how many matters stand in it, and whether more wait than were read."""

    code: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0
    more: bool = False


Claims = dict[int, tuple[Waiting, tuple[RowStep, ...]]]


def workbench(person, unfolded: Collection[str] = ()) -> list[Stack]:
    """The four stacks in order; a matter stands in the first stack that claims it.

    Each shows its most urgent rows, an unfolded one all that were read.
    """
    waiting = waiting_for(standing_of(person), clock.now(), MOST)
    found, read = _claims(standing_of(person), waiting), Counter(one.stack for one in waiting)
    cards = _cards({pk for claims in found.values() for pk in claims}, person)
    sizes = {code: MOST if code in unfolded else FIRST for code in STACKS}
    matters = concrete(_without_steps(found, sizes, cards))
    actor, seen, stacks = Actor(person, "page"), set(cards), []
    for code, claims in found.items():
        stack = Stack(code, more=read[code] >= MOST)
        for pk in [pk for pk in claims if pk in seen]:
            one, own = claims[pk]
            steps = own or (_suiting(one, matters[pk], actor) if pk in matters else ())
            if code == "sign" and not steps:
                continue
            seen.discard(pk)
            stack.total += 1
            if stack.total <= sizes[code]:
                stack.rows += [row | {"actions": tuple(steps)} for row in rows_of([cards[pk]])]
        stacks.append(stack)
    return stacks


def _without_steps(
    found: Mapping[str, Claims], sizes: Mapping[str, int], visible: Container[int]
) -> dict[int, str]:
    """Matters to load because the steps in their rows follow from them, with their kinds: all that may be to sign,
    since what cannot be signed stands further down, and of the other stacks the rows shown.
    """
    wanted: dict[int, str] = {}
    placed: set[int] = set()
    for code, claims in found.items():
        fresh = [pk for pk in claims if pk in visible and pk not in placed]
        placed.update(fresh)
        shown = fresh if code == "sign" else fresh[: sizes[code]]
        wanted |= {pk: claims[pk][0].kind for pk in shown if code != READ and not claims[pk][1]}
    return wanted


def _claims(standing: Standing, waiting: Sequence[Waiting]) -> dict[str, Claims]:
    """By stack what waits for this person, with the steps it offers of its own."""
    asked: dict[Any, set[int]] = {}
    for one in waiting:
        if one.turn.narrow:
            asked.setdefault(one.turn.narrow, set()).add(one.matter)
    narrowed = {narrow: narrow(standing, ids) for narrow, ids in asked.items()}
    found: dict[str, Claims] = {code: {} for code in STACKS}
    for one in waiting:
        claims, narrow = found[one.stack], one.turn.narrow
        if one.matter not in claims and (narrow is None or one.matter in narrowed[narrow]):
            own = narrowed[narrow][one.matter] if narrow else one.turn.steps(one) if one.turn.steps else ()
            claims[one.matter] = one, own
    return found


def _shown(whose: Whose) -> QuerySet:
    return Matter.objects.filter(whose.audience(), pk__in=Ids("wanted")).order_by().values_list(*CARD)


CARDS = PersonalQuestion(_shown)


def _cards(ids: set[int], person) -> dict[int, Card]:
    """What is shown of these matters, inside the person's audience."""
    rows = CARDS.ask(standing_of(person), clock.now(), wanted=ids)
    return {values[0]: Card(*values) for values in rows}


def concrete(kinds: Mapping[int, str]) -> dict[int, Any]:
    """Matters as models of their own kinds with their parties."""
    found: dict[int, Any] = {}
    for kind in sorted(set(kinds.values())):
        ids = [pk for pk, own in kinds.items() if own == kind]
        found |= class_of(kind).objects.order_by().defer("body", "extra").in_bulk(ids)
    _gather_parties(list(found.values()))
    gather_waived([matter for matter in found.values() if isinstance(matter, Task)])
    return found


def _gather_parties(matters: Sequence[Any]) -> None:
    parties: dict[int, list[Party]] = {matter.pk: [] for matter in matters}
    rows = Party.objects.filter(matter__in=parties).order_by("pk")
    for party in rows:
        parties[party.matter_id].append(party)
    for matter in matters:
        matter._parties = parties[matter.pk]


def _suiting(found: Waiting, matter, actor: Actor) -> list[RowStep]:
    """Doings of the stack that suit the matter and are this person's, those that lead on first."""
    offered = [doing for doing in doings_of(matter.kind).values() if doing.stack == found.stack]
    offered.sort(key=lambda doing: doing.tone not in FORWARD)
    fitting = (doing for doing in offered if doing.suits(matter) and doing.may(actor, matter))
    return [row_step(doing, matter) for doing in islice(fitting, MAX_STEPS)]
