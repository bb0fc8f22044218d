"""What is one person's next: to sign for, do, decide, read; today's meetings; what changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from collab.activity.sentences import detail_of, sentence_of
from collab.common import clock
from collab.common.actor import Actor
from collab.matters.doings import doings_of
from collab.matters.models import Matter, Party
from collab.matters.models.matter import class_of
from collab.matters.page import FORWARD, row_step
from collab.matters.rows import CARD, Card, RowStep, rows_of, url_of
from collab.matters.turns import STACKS, Waiting, waiting_for
from collab.notifications.models import Notification
from collab.org.standing import Standing, standing_of
from goals.waiting import parts_of
from meetings.models import Meeting
from tasks.models import Task
from tasks.policies import gather_waived

SIZE = 30
NEWS = 12
PARTS = 8
READ = "read"
MAX_STEPS = 2


@dataclass
class Stack:
    """One of the four stacks: its rows, and whether there are more than are shown."""

    code: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False


Claims = dict[int, tuple[Waiting, tuple[RowStep, ...]]]


def workbench(person) -> list[Stack]:
    """The four stacks in order; a matter stands in the first stack that claims it."""
    found = _claims(standing_of(person))
    shown = {code: dict(islice(claims.items(), SIZE)) for code, claims in found.items()}
    cards = _cards({pk for claims in shown.values() for pk in claims}, person)
    matters = concrete(
        {
            pk: one.kind
            for code, claims in shown.items()
            for pk, (one, steps) in claims.items()
            if code != READ and not steps and pk in cards
        }
    )
    actor, seen, stacks = Actor(person, "page"), set(cards), []
    for code, claims in shown.items():
        rows = []
        for pk, (one, own) in claims.items():
            if pk not in seen:
                continue
            steps = own or (_suiting(one, matters[pk], actor) if code != READ else ())
            if steps or code != "sign":
                seen.discard(pk)
                rows += [row | {"actions": tuple(steps)} for row in rows_of([cards[pk]])]
        stacks.append(Stack(code, rows, len(found[code]) > SIZE))
    return stacks


def _claims(standing: Standing) -> dict[str, Claims]:
    """By stack what waits for this person, with the steps it offers of its own."""
    rows = waiting_for(standing, clock.now(), 2 * SIZE)
    asked: dict[Any, set[int]] = {}
    for one in rows:
        if one.turn.narrow:
            asked.setdefault(one.turn.narrow, set()).add(one.matter)
    narrowed = {narrow: narrow(standing, ids) for narrow, ids in asked.items()}
    found: dict[str, Claims] = {code: {} for code in STACKS}
    for one in rows:
        claims, narrow = found[one.stack], one.turn.narrow
        if one.matter not in claims and (narrow is None or one.matter in narrowed[narrow]):
            own = narrowed[narrow][one.matter] if narrow else one.turn.steps(one) if one.turn.steps else ()
            claims[one.matter] = one, own
    return found


def _cards(ids: set[int], person) -> dict[int, Card]:
    """What is shown of these matters, inside the person's audience."""
    rows = Matter.objects.visible_to(person).filter(pk__in=ids).order_by()
    return {values[0]: Card(*values) for values in rows.values_list(*CARD)}


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


def my_parts(person) -> list[dict[str, Any]]:
    """What this person and their departments contribute to goals under way: their part in the whole."""
    return [
        {
            "number": row.goal.number,
            "title": row.goal.title,
            "url": url_of(row.goal),
            "light": row.goal.health,
            "light_label": row.goal.get_health_display(),
            "progress": None if row.goal.progress is None else round(row.goal.progress * 100),
            "who": row.party.department.display_name if row.party.department else "",
            "said": " — ".join(text for text in (row.role, row.party.part) if text),
        }
        for row in parts_of(person, standing_of(person), PARTS)
    ]


def meetings_today(person) -> list[dict[str, Any]]:
    """Today's meetings, in the reader's zone, in which this person or one of their departments takes part, as rows
    with when and where each is.
    """
    standing = standing_of(person)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    parts = Party.objects.filter(matter=OuterRef("pk"))
    mine = Exists(parts.filter(Q(person__in=standing.person_ids) | Q(department__in=standing.department_ids)))
    rows = Meeting.objects.visible_to(person).filter(
        mine | Q(owner=person), starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=1)
    )
    found = list(rows.order_by("starts_at", "pk").values_list("starts_at", "place", *CARD)[:20])
    shown = rows_of(Card(*values) for _at, _place, *values in found)
    return [
        row | {"starts_at": at, "place": place} for row, (at, place, *_) in zip(shown, found, strict=True)
    ]


def news(person, since: datetime | None) -> list[dict[str, Any]]:
    """What reached this person since an instant, one line per matter, newest first."""
    rows = Notification.objects.visible_to(person)
    if since:
        rows = rows.filter(created_at__gt=since)
    newest: dict[int, Notification] = {}
    for row in rows.with_sentence().order_by("-pk")[: NEWS * 2]:
        newest.setdefault(row.matter_id, row)
    return [_told(row) for row in list(newest.values())[:NEWS]]


def _told(row: Notification) -> dict[str, Any]:
    return {
        "sentence": sentence_of(row.activity),
        "note": detail_of(row.activity),
        "at": row.created_at,
        "number": row.activity.matter.number if row.activity.matter else "",
        "unread": row.read_at is None,
    }
