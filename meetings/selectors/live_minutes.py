"""What a process needs to keep up with a document that several people write."""

from dataclasses import dataclass

from collab.common.actor import Actor
from collab.org.models import Person

from ..minutes import policies
from ..models import Finding, FindingKind, FindingState, Minutes, MinutesDocument


@dataclass(frozen=True)
class News:
    """Updates in their order as (id, data), and the id of the last; a state that folds many comes under its own."""

    updates: list[tuple[int, bytes]]
    last: int


def updates_since(minutes_id: int, since: int) -> News:
    """What was stored after the update `since`; from the beginning where that was folded away meanwhile."""
    row = MinutesDocument.objects.get(minutes_id=minutes_id)
    after = max(since, row.compacted)
    updates = [(pk, bytes(data)) for pk, data in row.updates.filter(pk__gt=after).values_list("pk", "data")]
    if since < row.compacted:
        updates.insert(0, (row.compacted, bytes(row.state)))
    return News(updates, updates[-1][0] if updates else after)


def unconfirmed_in(minutes: Minutes) -> int:
    """How many tasks, decisions and notes typed in the text still wait to be confirmed or dismissed."""
    rows = Finding.objects.filter(reading__document__minutes=minutes, state=FindingState.PENDING)
    return rows.exclude(kind=FindingKind.ITEM).count()


def writers_among(minutes_id: int, person_ids: set[int]) -> set[int]:
    """Those of these people who may write now."""
    minutes = Minutes.objects.filter(pk=minutes_id).first()
    if minutes is None or minutes.status not in Minutes.machine.steps["write"].sources:
        return set()
    people = Person.objects.active().filter(pk__in=person_ids)
    return {person.pk for person in people if policies.can_write(Actor(person, "page"), minutes)}
