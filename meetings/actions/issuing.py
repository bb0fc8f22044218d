"""Issuing 签发 minutes, signing for them 签收, archiving and correcting them; an issued version never changes."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, TransitionRefused, reason_given, require
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.deadlines.receipts import addressed, signable_by, unsigned
from collab.matters.actions.spine import next_serial
from collab.matters.models import Party, PartyRole
from collab.matters.policies import acts_for, forget_parties
from collab.org.models import Department
from collab.org.names import name_fact
from collab.org.selectors import calendar_of

from ..minutes import policies
from ..minutes.events import MINUTES_ARCHIVED, MINUTES_CORRECTED, MINUTES_ISSUED, MINUTES_SIGNED_FOR
from ..minutes.facts import facts_of
from ..minutes.policies import SIGNERS
from ..models import Meeting, Minutes, MinutesEdition, Phase, Position
from .countersigning import end_waiting, require_written
from .live_minutes import write_down
from .meeting import close_with_minutes
from .positions import forget_answers, require_countersigned
from .wording import index_minutes, note_down

CORRECTION_TERM_DAYS = 1


@transaction.atomic
def issue_minutes(
    *, minutes: Minutes, actor: Actor, version: int, departments: Iterable[Department] = ()
) -> Minutes:
    """Number the minutes, keep this version for good, close the meeting, and have each department sign for it.

    `departments` get it beside those invited. The first version's number stays that of all corrections.
    """
    meeting = Meeting.objects.lock(minutes.meeting_id)
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.can_issue(actor, minutes))
    was_draft = minutes.status == "drafting"
    write_down(minutes)
    minutes.move("issue")
    require_written(minutes)
    _require_agreed(minutes, actor, was_draft)
    now = clock.now()
    minutes.done_late = minutes.done_late or bool(minutes.due_at and now > minutes.due_at)
    deadlines.settle(minutes, Clock.DUE, actor=actor)
    _number(minutes)
    minutes.edition, minutes.issued_at = minutes.edition + 1, now
    _send_out(minutes, departments)
    edition = _keep(minutes, actor, now)
    minutes.correction = ""
    sent = addressed(minutes, SIGNERS)
    if not sent:
        _put_away(minutes, actor)
    minutes.save_changes()
    index_minutes(minutes)
    close_with_minutes(meeting, actor)
    ids = [row.department_id for row in sent]
    facts = {"letter": minutes.letter_number, "edition": minutes.edition, "digest": edition.digest}
    note_down(MINUTES_ISSUED, minutes, actor, departments=ids, **facts)
    return minutes


def _require_agreed(minutes: Minutes, actor: Actor, was_draft: bool) -> None:
    """Conflict while a department objects or still has time to answer. A draft that nobody was asked about may go."""
    if was_draft and Position.objects.filter(matter_id=minutes.pk).exists():
        raise Conflict(
            _("It was taken back from countersigning. Circulate it again first."), code="taken_back"
        )
    objected = _("%(who)s objects. Take the minutes back, settle it with them, and circulate them again.")
    require_countersigned(minutes, minutes.silence_agrees, str(objected))
    end_waiting(minutes, actor)


def _number(minutes: Minutes) -> None:
    """The next one of the host department in its year, once; without gaps, because it is taken in this transaction."""
    if minutes.letter is not None:
        return
    zone = ZoneInfo(calendar_of(minutes.department).zone)
    minutes.year = clock.now().astimezone(zone).year
    minutes.letter = next_serial(f"J{minutes.department_id}/{minutes.year}")


def _send_out(minutes: Minutes, more: Iterable[Department]) -> None:
    """Every department invited, and those named beside them, signs for this version anew."""
    held = {row.department_id for row in addressed(minutes, (*SIGNERS, PartyRole.HOST))}
    fresh = [row for row in dict.fromkeys(more) if row.pk not in held]
    Party.objects.bulk_create(
        [Party(matter_id=minutes.pk, role=PartyRole.INFORMED, department=row) for row in fresh]
    )
    forget_parties(minutes)
    sign = addressed(minutes, SIGNERS)
    Party.objects.filter(pk__in=[row.pk for row in sign]).update(signed_at=None, signed_by=None)
    forget_parties(minutes)
    clocks = deadlines.start_clocks(minutes, sign=addressed(minutes, SIGNERS))
    minutes.due_at = max((row.due_at for row in clocks), default=None)


def _keep(minutes: Minutes, actor: Actor, at: datetime) -> MinutesEdition:
    edition = MinutesEdition(
        minutes=minutes,
        edition=minutes.edition,
        text=minutes.text,
        facts=facts_of(minutes),
        reason=minutes.correction,
        issued_by=actor.person,
        issued_at=at,
    )
    edition.digest = edition.seal()
    edition.save(force_insert=True)
    return edition


def _put_away(minutes: Minutes, actor: Actor) -> None:
    """Nobody is chased for them any more, not even for a department that was taken out meanwhile."""
    minutes.move("archive")
    minutes.closed_at = clock.now()
    deadlines.cancel(minutes, Clock.RECEIPT, actor=actor)


@transaction.atomic
def sign_for_minutes(*, minutes: Minutes, actor: Actor, version: int, note: str = "") -> Minutes:
    """Sign for every department the actor may sign for; with the last one the minutes are archived."""
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    minutes.move("sign_for")
    if not unsigned(minutes, SIGNERS):
        raise TransitionRefused(_("Every department has signed for it."), state=minutes.status, allowed=[])
    signing = signable_by(actor, minutes, SIGNERS)
    require(bool(signing), _("This is for the officers of the departments it was sent to."))
    absent = acts_for(actor, minutes, SIGNERS)
    deadlines.give_receipts(matter=minutes, parties=signing, actor=actor)
    if not unsigned(minutes, SIGNERS):
        _put_away(minutes, actor)
    minutes.save_changes()
    who = [name_fact(party.department) for party in signing]
    facts = {"party": who, "edition": minutes.edition, "note": note}
    record(MINUTES_SIGNED_FOR, matter=minutes, actor=actor, on_behalf_of=absent, **facts)
    return minutes


@transaction.atomic
def archive_minutes(*, minutes: Minutes, actor: Actor, version: int, reason: str) -> Minutes:
    """File them although somebody has not signed, with a reason; nobody is chased for it any more."""
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.keeps(actor, minutes))
    _put_away(minutes, actor)
    minutes.save_changes()
    missing = [name_fact(row.department) for row in unsigned(minutes, SIGNERS)]
    note_down(MINUTES_ARCHIVED, minutes, actor, reason=reason_given(reason), missing=missing)
    return minutes


@transaction.atomic
def correct_minutes(*, minutes: Minutes, actor: Actor, version: int, reason: str) -> Minutes:
    """Draft another version, with a reason that stands in it; what was issued stays as it is and is kept.

    The former version need not be signed for any more, since the next one has to be. It is due in a working day.
    """
    minutes = Minutes.objects.lock(minutes.pk, version=version)
    require(policies.keeps(actor, minutes))
    minutes.move("correct")
    minutes.correction, minutes.untouched = reason_given(reason), False
    minutes.closed_at = None
    forget_answers(minutes, Phase.COUNTERSIGN)
    deadlines.cancel(minutes, Clock.RECEIPT, actor=actor)
    minutes.due_at = calendar_of(minutes.department).add_days(clock.now(), CORRECTION_TERM_DAYS)
    deadlines.start_clocks(minutes, due_at=minutes.due_at)
    minutes.save_changes()
    note_down(MINUTES_CORRECTED, minutes, actor, reason=minutes.correction, edition=minutes.edition + 1)
    return minutes
