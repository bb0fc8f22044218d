"""Reviewing what was read in minutes: correct it, dismiss it, or take it over as meeting, items, decisions and tasks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.activity.topics import announce
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, StaleVersion, require
from collab.matters.models import Matter

from .. import policies
from ..events import READING_SETTLED
from ..models import (
    Finding,
    FindingKind,
    FindingState,
    MinutesDocument,
    MinutesReading,
    Presence,
    ReadingState,
)
from .taking_over import TakeOver

FACTS = {"title", "held_on", "start", "end", "place", "department"}
CHANGEABLE = {"text", "person", "department", "due_on", "presence"}
DONE = {"closed", "done", "completed", "resolved"}
ORDER = {
    FindingKind.PERSON: 0,
    FindingKind.ITEM: 1,
    FindingKind.DECISION: 2,
    FindingKind.ACTION: 3,
    FindingKind.LEFT_OVER: 4,
    FindingKind.NOTE: 5,
}


@dataclass
class Review:
    """What a review came to."""

    reading: MinutesReading
    confirmed: list[Finding] = field(default_factory=list)
    dismissed: list[Finding] = field(default_factory=list)

    @property
    def created(self) -> list[Matter]:
        return [row.matter for row in self.confirmed if row.matter]


@transaction.atomic
def review_minutes(
    *,
    reading: MinutesReading,
    actor: Actor,
    version: int,
    facts: Mapping[str, Any] | None = None,
    edits: Mapping[int, Mapping[str, Any]] | None = None,
    confirm: Iterable[int] = (),
    dismiss: Iterable[int] = (),
    confirm_rest: bool = False,
    issue: bool = False,
) -> Review:
    """Correct facts and findings, then take over or dismiss those named.

    With `confirm_rest` every finding still pending is taken over, and actions that the minutes call done are
    dismissed. With `issue` the tasks are handed out at once, else they stay drafts.
    """
    reading = _locked(reading, actor, version)
    _correct(reading, facts or {})
    rows = {row.pk: row for row in reading.findings.select_related("person", "department", "item").all()}
    _correct_findings(rows, edits or {})
    wanted, unwanted = _chosen(rows, confirm, dismiss, confirm_rest)
    review = Review(reading)
    for row in unwanted:
        _settle(row, FindingState.DISMISSED, actor)
        review.dismissed.append(row)
    if wanted or (confirm_rest and reading.meeting_id is None):
        review.confirmed = _take_over(reading, rows, wanted, actor, issue)
    pending = any(row.state == FindingState.PENDING for row in rows.values())
    if not pending:
        reading.state = (
            ReadingState.CONFIRMED if reading.meeting_id or review.created else ReadingState.DISMISSED
        )
    reading.version += 1
    reading.save()
    _tell_writers(reading)
    if review.confirmed or review.dismissed:
        _note(review, actor)
    return review


@transaction.atomic
def dismiss_minutes(*, reading: MinutesReading, actor: Actor, version: int) -> MinutesReading:
    """Nothing of it is needed; it stays known, so that it is not read in again."""
    reading = _locked(reading, actor, version)
    rows = list(reading.findings.pending())
    for row in rows:
        _settle(row, FindingState.DISMISSED, actor)
    reading.state = ReadingState.CONFIRMED if reading.meeting_id else ReadingState.DISMISSED
    reading.version += 1
    reading.save()
    _tell_writers(reading)
    _note(Review(reading, dismissed=rows), actor)
    return reading


def _tell_writers(reading: MinutesReading) -> None:
    """Those who have the minutes open in which it was proposed see what became of it."""
    written_in = MinutesDocument.objects.filter(reading=reading).values_list("minutes", flat=True)
    announce(f"matter.{pk}" for pk in written_in)


def _note(review: Review, actor: Actor) -> None:
    record(
        READING_SETTLED,
        actor=actor,
        file=review.reading.source_name,
        reading=review.reading.pk,
        confirmed=len(review.confirmed),
        dismissed=len(review.dismissed),
    )


def _locked(reading: MinutesReading, actor: Actor, version: int) -> MinutesReading:
    rows = MinutesReading.objects.select_for_update(of=("self",)).select_related("department", "meeting")
    found = rows.filter(pk=reading.pk).first()
    if found is None:
        raise NotFound
    if found.version != version:
        raise StaleVersion(version=found.version)
    require(policies.can_review(actor, found))
    if found.state != ReadingState.PENDING:
        raise Conflict(_("These minutes were reviewed already."), code="reviewed")
    return found


def _correct(reading: MinutesReading, facts: Mapping[str, Any]) -> None:
    if unknown := facts.keys() - FACTS:
        raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
    changed = {name: value for name, value in facts.items() if getattr(reading, name) != value}
    if changed and reading.meeting_id:
        raise Conflict(_("The meeting was taken over already; change it there."), code="taken_over")
    for name, value in changed.items():
        setattr(reading, name, value)


def _correct_findings(rows: Mapping[int, Finding], edits: Mapping[int, Mapping[str, Any]]) -> None:
    for pk, changes in edits.items():
        row = rows.get(pk)
        if row is None:
            raise NotFound
        if unknown := changes.keys() - CHANGEABLE:
            raise Invalid.field(sorted(unknown)[0], _("This cannot be edited here."))
        changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
        if not changed or row.state != FindingState.PENDING:
            continue
        if not changed.get("text", "x").strip():
            raise Invalid.field("text", _("Give it a title."), "required")
        if changed.get("presence", Presence.PRESENT) not in Presence.values:
            raise Invalid.field("presence", _("Choose one of the offered kinds of presence."))
        for name, value in changed.items():
            setattr(row, name, value)
        if row.person is not None:
            row.candidates = []
        row.save()


def _chosen(
    rows: Mapping[int, Finding], confirm: Iterable[int], dismiss: Iterable[int], rest: bool
) -> tuple[list[Finding], list[Finding]]:
    wanted, unwanted = set(confirm), set(dismiss)
    if unknown := (wanted | unwanted) - rows.keys():
        raise NotFound(facts=sorted(unknown))
    pending = [row for row in rows.values() if row.state == FindingState.PENDING]
    if rest:
        done = {row.pk for row in pending if row.outcome in DONE and row.pk not in wanted} - unwanted
        unwanted |= done
        wanted |= {row.pk for row in pending} - unwanted
    chosen = sorted(
        (row for row in pending if row.pk in wanted - unwanted),
        key=lambda r: (ORDER[FindingKind(r.kind)], r.pk),
    )
    return chosen, [row for row in pending if row.pk in unwanted]


def _take_over(
    reading: MinutesReading, rows: Mapping[int, Finding], wanted: list[Finding], actor: Actor, issue: bool
) -> list[Finding]:
    missing: list[FieldError] = []
    host = reading.department
    if host is None:
        missing.append(FieldError("department", "required", _("Say which department hosts the meeting.")))
    if reading.held_on is None and not reading.is_register:
        missing.append(FieldError("held_on", "required", _("Say on which day the meeting was held.")))
    if missing or host is None:
        raise Invalid(missing)
    if not policies.can_take_over(actor, reading, host):
        raise Forbidden(_("Minutes are taken over by the host department or a coordinator."))
    work = TakeOver(reading, list(rows.values()), actor, issue)
    confirmed = work.run(wanted)
    for row in confirmed:
        _settle(row, FindingState.CONFIRMED, actor)
    return confirmed


def _settle(row: Finding, state: str, actor: Actor) -> None:
    row.state, row.settled_by, row.settled_at = state, actor.person, clock.now()
    row.save()
