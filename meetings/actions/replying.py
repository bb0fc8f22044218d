"""Answers to an invitation, from a page, the API or a mail program; delegates with a mandate; the quorum's rule."""

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, require
from collab.matters.models import Party, PartyRole
from collab.matters.policies import forget_parties, people_behind
from collab.org.models import Person
from collab.org.standing import standing_of

from .. import policies
from ..calendars.replies import BadReply, ReadReply, read_mail, read_reply
from ..calendars.writing import host_name
from ..models import Answer, Mandate, Meeting, Reply
from ..preparation import events
from ..preparation.words import BAD_REPLY, quorum_words
from .attendance import beneath

log = logging.getLogger(__name__)


@transaction.atomic
def respond_to_meeting(
    *, meeting: Meeting, actor: Actor, version: int | None, answer: str, note: str = ""
) -> Reply:
    """Say whether one comes; a delegate named before is not sent any more."""
    meeting, person = _invited(meeting, actor, version)
    if answer not in Answer.values or answer == Answer.DELEGATED:
        raise Invalid.field("answer", _("Say whether you will come, perhaps, or cannot come."))
    reply = _keep(meeting, person, actor, answer=answer, note=note.strip())
    record(events.REPLY_GIVEN, matter=meeting, actor=actor, answer=answer, note=note.strip()[:500])
    return reply


@transaction.atomic
def name_delegate(
    *, meeting: Meeting, actor: Actor, version: int, delegate: Person, mandate: str, note: str = ""
) -> Reply:
    """Send somebody in one's place, saying what they may decide; they are invited with it."""
    meeting, person = _invited(meeting, actor, version)
    if mandate not in Mandate.values:
        raise Invalid.field("mandate", _("Say what the delegate may decide."))
    if mandate == Mandate.INSTRUCTED and not note.strip():
        raise Invalid.field("note", _("Write down the instructions the delegate is bound by."), "required")
    if delegate.pk in people_behind(meeting, policies.SHARED) and not _stands_in(meeting, delegate, person):
        raise Invalid.field("delegate", _("They are invited themselves. Name somebody else."), "invited")
    if _stands_in(meeting, delegate, person, others=True):
        raise Invalid.field("delegate", _("They stand in for somebody else already."), "taken")
    words: dict[str, Any] = {"delegate": delegate, "mandate": mandate, "note": note.strip()}
    reply = _keep(meeting, person, actor, answer=Answer.DELEGATED, **words)
    _let_in(meeting, delegate)
    facts = {"delegate": str(delegate), "delegate_id": delegate.pk, "mandate": mandate}
    record(events.DELEGATE_NAMED, matter=meeting, actor=actor, note=note.strip()[:500], **facts)
    return reply


def _invited(meeting: Meeting, actor: Actor, version: int | None) -> tuple[Meeting, Person]:
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    person = policies.invited_as(actor, meeting)
    if person is None:
        raise Forbidden(_("Those who are invited answer."))
    if meeting.status != "announced":
        raise Conflict(
            _("Invitations are answered once it is announced and until it begins."), code="not_open"
        )
    return meeting, person


def _stands_in(meeting: Meeting, delegate: Person, person: Person, *, others: bool = False) -> bool:
    rows = Reply.objects.filter(meeting=meeting, delegate=delegate)
    return (rows.exclude(person=person) if others else rows.filter(person=person)).exists()


def _keep(meeting: Meeting, person: Person, actor: Actor, *, answer: str, **more: Any) -> Reply:
    before = Reply.objects.filter(meeting=meeting, person=person).first()
    if before and before.delegate and before.delegate != more.get("delegate"):
        _let_go(meeting, before.delegate)
    kept = {"delegate": None, "mandate": "", "note": ""} | more
    kept |= {"answer": answer, "sequence": meeting.sequence, "via": actor.via, "answered_at": clock.now()}
    reply, _fresh = Reply.objects.update_or_create(meeting=meeting, person=person, defaults=kept)
    meeting.touch()
    return reply


def _reach(meeting: Meeting) -> list[int]:
    return [meeting.pk, *beneath(meeting)]


def _let_in(meeting: Meeting, delegate: Person) -> None:
    rows = [Party(matter_id=pk, role=PartyRole.NON_VOTING, person=delegate) for pk in _reach(meeting)]
    Party.objects.bulk_create(rows, ignore_conflicts=True)
    forget_parties(meeting)


def _let_go(meeting: Meeting, delegate: Person) -> None:
    Party.objects.filter(matter__in=_reach(meeting), role=PartyRole.NON_VOTING, person=delegate).delete()
    forget_parties(meeting)


@transaction.atomic
def set_quorum(
    *, meeting: Meeting, actor: Actor, version: int, count: int | None = None, percent: int | None = None
) -> Meeting:
    """Say how many of those entitled must be there: a number, or a share in per cent; neither takes the rule away."""
    meeting = Meeting.objects.lock(meeting.pk, version=version)
    require(policies.can_prepare(actor, meeting))
    if meeting.status not in ("preparing", "announced"):
        raise Conflict(_("The quorum is settled before the meeting begins."), code="begun")
    if count is not None and percent is not None:
        raise Invalid.field("percent", _("Give a number or a share, not both."), "both")
    if count is not None and not 1 <= count <= 1000:
        raise Invalid.field("count", _("Between 1 and 1000 people."))
    if percent is not None and not 1 <= percent <= 100:
        raise Invalid.field("percent", _("Between 1 and 100 per cent."))
    meeting.quorum_count, meeting.quorum_percent = count, percent
    meeting.save_changes()
    record(events.QUORUM_SET, matter=meeting, actor=actor, rule=quorum_words(count, percent))
    return meeting


def receive_reply(*, raw: bytes, actor: Actor, is_mail: bool) -> Reply:
    """Take one calendar reply, as a whole e-mail or the iCalendar text alone.

    Whatever cannot be taken is kept in the journal and the log, and refused with a code; nothing else changes.
    """
    sender = str(actor.person or "?")
    try:
        read, came_from = read_mail(raw) if is_mail else (read_reply(raw), "")
        sender = came_from or read.address
        if came_from and came_from != read.address:
            raise BadReply("sender")
        return _take(read, actor)
    except (BadReply, Refusal) as refused:
        code, why = _told(refused)
        log.warning("calendar reply refused: %s", code)
        with transaction.atomic():
            record(events.REPLY_REFUSED, actor=actor, sender=sender[:200].replace("\x00", ""), why=code)
        raise Invalid.field("reply", why, code) from refused


def _told(refused: BadReply | Refusal) -> tuple[str, Any]:
    """The code and the words of why a reply is not taken."""
    if isinstance(refused, BadReply):
        return str(refused.args[0]), BAD_REPLY[str(refused.args[0])]
    if isinstance(refused, Invalid) and refused.errors:
        return refused.errors[0].code, refused.errors[0].detail
    return refused.code, BAD_REPLY.get(refused.code) or str(refused)


@transaction.atomic
def _take(read: ReadReply, actor: Actor) -> Reply:
    meeting = _meeting_of(read)
    people = list(Person.objects.active().filter(email__iexact=read.address)[:2])
    if len(people) != 1 or people[0].pk not in people_behind(meeting, policies.SHARED):
        raise BadReply("not_invited")
    person = people[0]
    if not actor.is_system and actor.person_id != person.pk and not standing_of(actor.person).is_coordinator:
        raise BadReply("not_yours")
    if read.sequence < meeting.timed_sequence:
        raise BadReply("outdated")
    if read.made_at > clock.now() + clock.seconds(86_400):
        raise BadReply("time")
    if Reply.objects.filter(meeting=meeting, person=person, answered_at__gt=read.made_at).exists():
        raise BadReply("older")
    reply = _answer(meeting, Actor(person, "mail"), read)
    reply.answered_at = min(read.made_at, reply.answered_at)
    reply.save(update_fields=["answered_at"])
    return reply


def _answer(meeting: Meeting, actor: Actor, read: ReadReply) -> Reply:
    """A mail program cannot say what a delegate may decide: written words bind them, without any they only listen."""
    given: dict[str, Any] = {"meeting": meeting, "actor": actor, "version": None, "note": read.note}
    if read.answer != Answer.DELEGATED:
        return respond_to_meeting(answer=read.answer, **given)
    found = list(Person.objects.visible_to(actor.person).active().filter(email__iexact=read.delegate)[:2])
    if len(found) != 1:
        raise BadReply("delegate_unknown")
    mandate = Mandate.INSTRUCTED if read.note.strip() else Mandate.REPORT
    return name_delegate(delegate=found[0], mandate=mandate, **given)


def _meeting_of(read: ReadReply) -> Meeting:
    if read.host != host_name().casefold():
        raise BadReply("unknown_uid")
    if read.kind == "series":
        if read.occurs_at is None:
            raise BadReply("whole_series")
        found = Meeting.objects.filter(series=read.pk, occurs_at=read.occurs_at).first()
    else:
        found = Meeting.objects.filter(pk=read.pk, occurs_at=None).first()
    if found is None:
        raise NotFound
    return found
