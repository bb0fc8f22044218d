"""Voting 表决: a ballot opens, votes come in, people stand aside, it is suspended, resumed and closed."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, StaleVersion, require
from collab.matters.models import Party, PartyRole
from collab.matters.policies import forget_parties, may_read
from collab.org.models import Person
from collab.org.standing import read_standings

from .. import policies
from ..ballots.electorate import default_voters_of, held_by, present_at, turnout_of
from ..ballots.tally import result_of
from ..decisions import policies as rules
from ..decisions.events import (
    BALLOT_CALLED,
    RECUSED,
    SECRET_VOTE_CAST,
    VOTE_CAST,
    VOTING_CLOSED,
    VOTING_OPENED,
    VOTING_RESUMED,
    VOTING_SUSPENDED,
)
from ..decisions.settings import check_settings
from ..events import DECISION_PROPOSED
from ..models import AgendaItem, Ballot, BallotState, Decision, Meeting, Method, Seat, Urn
from .decision import open_on_item, put_in_force, require_running, turn_down
from .meeting import reason_given, write_down

SHORTEST_RECEIPT = 16
MOST_VOTERS = 2000


def open_ballot(decision: Decision, actor: Actor, voters: Iterable[Person] | None = None) -> Ballot:
    """Call those entitled to vote; part of the action that puts the decision to decision and holds it."""
    require_running(decision)
    people = list(dict.fromkeys(voters or ())) or default_voters_of(decision.meeting)
    if not 1 <= len(people) <= MOST_VOTERS:
        raise Invalid.field("voters", _("Name between one and 2,000 people who may vote."), "required")
    ballot = Ballot.objects.create(
        decision=decision,
        motion=decision.title,
        secret=decision.secret,
        threshold=decision.threshold,
        quorum=decision.quorum,
        options=decision.options,
        opened_at=clock.now(),
        opened_by=actor.person,
    )
    Seat.objects.bulk_create([Seat(ballot=ballot, person=person) for person in people])
    if ballot.secret:
        Urn.objects.create(ballot=ballot)
    _let_in(decision, people)
    write_down(
        VOTING_OPENED,
        decision,
        actor,
        ballot=ballot.pk,
        secret=ballot.secret,
        threshold=ballot.threshold,
        voters=len(people),
    )
    if decision.meeting_id:
        write_down(BALLOT_CALLED, decision.meeting, actor, decision=decision.number)
    return ballot


def _let_in(decision: Decision, people: list[Person]) -> None:
    """Whoever votes can read what on."""
    known = read_standings([person.pk for person in people], clock.now())
    fresh = [row for row in people if row.pk in known and not may_read(known[row.pk], decision)]
    Party.objects.bulk_create(
        [Party(matter_id=decision.pk, role=PartyRole.ATTENDEE, person=person) for person in fresh]
    )
    forget_parties(decision)


def _on_ballot(decision: Decision, version: int | None, *states: str) -> tuple[Decision, Ballot]:
    """The decision, locked, and its ballot; that the ballot is over is said before that the page is old."""
    if decision.meeting_id:
        Meeting.objects.lock(decision.meeting_id)
    decision = Decision.objects.lock(decision.pk)
    ballot = rules.ballot_of(decision)
    if ballot is None:
        raise Conflict(_closed_words(decision), code="ballot_closed")
    if version is not None and decision.version != version:
        raise StaleVersion(version=decision.version)
    if ballot.state not in states:
        raise Conflict(_suspended_words(ballot), code="ballot_suspended")
    return decision, ballot


def _closed_words(decision: Decision):
    last = Ballot.objects.filter(decision_id=decision.pk).select_related("closed_by").last()
    if last is None or last.closed_by is None:
        return _("No ballot is open on this decision.")
    return _("The ballot is closed: %(who)s closed it already.") % {"who": last.closed_by}


def _suspended_words(ballot: Ballot):
    if ballot.state == BallotState.SUSPENDED:
        return _("The ballot is suspended. It goes on when it is resumed.")
    return _("The ballot is open; nothing has to be resumed.")


@transaction.atomic
def cast_vote(
    *, decision: Decision, actor: Actor, version: int, choice: str, seat: str = "", receipt: str = ""
) -> Decision:
    """Vote, or vote anew until the ballot closes. `seat` is the id of the seat where somebody votes for several.

    In a secret ballot `receipt` is the voter's own secret: with it, and only with it, the vote can be changed.
    """
    decision, ballot = _on_ballot(decision, version, BallotState.OPEN)
    _require_same_motion(decision, ballot)
    mine = _seat_to_use(actor, ballot, seat)
    if choice not in ballot.choices:
        raise Invalid.field("choice", _("Choose one of the offered votes."))
    if decision.meeting_id and mine.person_id not in present_at(decision.meeting_id):
        raise Conflict(_("Only those who are here vote. Check in first."), code="not_present")
    cast_by = None if mine.person_id == actor.person_id else actor.person
    if ballot.secret:
        _drop_slip(ballot, mine, choice, receipt)
        changed = Seat(pk=mine.pk, has_voted=True, cast_by=cast_by)
    else:
        changed = Seat(pk=mine.pk, has_voted=True, cast_by=cast_by, choice=choice)
    Seat.objects.bulk_update([changed], ["has_voted", "cast_by", *([] if ballot.secret else ["choice"])])
    decision.touch()
    _record_vote(decision, actor, ballot, mine, choice)
    return decision


def _require_same_motion(decision: Decision, ballot: Ballot) -> None:
    """Conflict where the text is no longer the one that the first voters read."""
    if ballot.motion != decision.title:
        raise Conflict(
            _(
                "The text was changed after the ballot opened on “%(motion)s”. Put it back, or defer and vote anew."
            )
            % {"motion": ballot.motion},
            code="text_changed",
        )


def _seat_to_use(actor: Actor, ballot: Ballot, chosen: str) -> Seat:
    seats = list(ballot.seats.select_related("person"))
    held = held_by(actor, ballot, seats)
    if chosen:
        held = [row for row in held if str(row.pk) == chosen]
    require(bool(held), _("You have no vote in this ballot."))
    mine = held[0]
    if mine.recused:
        raise Conflict(_("%(name)s stands aside from this decision.") % {"name": mine.person}, code="recused")
    return mine


def _drop_slip(ballot: Ballot, seat: Seat, choice: str, receipt: str) -> None:
    """Put the slip in, or in the place of the slip with this receipt; the urn is written anew as one row."""
    if len(receipt) < SHORTEST_RECEIPT:
        raise Invalid.field("receipt", _("A secret vote needs a receipt of at least 16 characters."))
    urn = Urn.objects.select_for_update().get(ballot=ballot)
    mark = hashlib.sha256(f"{ballot.pk}:{receipt}".encode()).hexdigest()
    if (mark in urn.slips) != seat.has_voted:
        raise Conflict(
            _("You have voted. To change a secret vote, give the receipt of your first one.")
            if seat.has_voted
            else _("This receipt is taken. Choose another one."),
            code="wrong_receipt",
        )
    urn.slips = dict(sorted((urn.slips | {mark: choice}).items()))
    urn.save(update_fields=["slips"])


def _record_vote(decision: Decision, actor: Actor, ballot: Ballot, seat: Seat, choice: str) -> None:
    """Who took part is history; what they chose is only where the ballot is open."""
    absent = None if seat.person_id == actor.person_id else seat.person
    facts: dict = {"ballot": ballot.pk}
    if not ballot.secret:
        facts["choice"] = ballot.options[int(choice) - 1] if choice.isdecimal() else choice
    event = SECRET_VOTE_CAST if ballot.secret else VOTE_CAST
    record(event, matter=decision, actor=actor, on_behalf_of=absent, **facts)


@transaction.atomic
def recuse(*, decision: Decision, actor: Actor, version: int, reason: str, seat: str = "") -> Decision:
    """Stand aside 回避, or have somebody stand aside: their vote counts neither here nor for the quorum."""
    decision, ballot = _on_ballot(decision, version, BallotState.OPEN, BallotState.SUSPENDED)
    seats = list(ballot.seats.select_related("person"))
    held = seats if policies.runs(actor, decision) and seat else held_by(actor, ballot, seats)
    held = [row for row in held if not seat or str(row.pk) == seat]
    require(bool(held), _("You have no vote in this ballot."))
    mine = held[0]
    if mine.has_voted and ballot.secret:
        raise Conflict(
            _("A secret vote cannot be taken out again: stand aside before voting."), code="voted_already"
        )
    mine.recused, mine.recusal_reason = True, reason_given(reason)[:300]
    mine.has_voted, mine.choice, mine.cast_by = False, "", None
    mine.save()
    decision.touch()
    write_down(RECUSED, decision, actor, ballot=ballot.pk, who=str(mine.person), reason=mine.recusal_reason)
    return decision


@transaction.atomic
def suspend_voting(*, decision: Decision, actor: Actor, version: int, reason: str) -> Decision:
    """Take no votes for a while, as when the quorum is lost; the votes cast stay."""
    decision, ballot = _on_ballot(decision, version, BallotState.OPEN)
    require(policies.can_decide(actor, decision))
    why = reason_given(reason)
    _set_state(ballot, BallotState.SUSPENDED)
    decision.save_changes()
    write_down(VOTING_SUSPENDED, decision, actor, ballot=ballot.pk, reason=why)
    return decision


@transaction.atomic
def resume_voting(*, decision: Decision, actor: Actor, version: int) -> Decision:
    """Take votes again; in a meeting only with a quorum."""
    decision, ballot = _on_ballot(decision, version, BallotState.SUSPENDED)
    require(policies.can_decide(actor, decision))
    if decision.meeting_id:
        _require_quorum(ballot)
    _set_state(ballot, BallotState.OPEN)
    decision.save_changes()
    write_down(VOTING_RESUMED, decision, actor, ballot=ballot.pk)
    return decision


def _set_state(ballot: Ballot, state: str) -> None:
    ballot.state = state
    ballot.save(update_fields=["state"])


def _require_quorum(ballot: Ballot):
    turnout = turnout_of(ballot, ballot.seats.all())
    if not turnout.enough:
        raise Conflict(
            _(
                "No quorum: %(present)s of %(entitled)s are here, %(needed)s are needed. "
                "Wait for them, suspend the ballot, or defer the decision."
            )
            % {"present": turnout.present, "entitled": turnout.entitled, "needed": turnout.needed},
            code="no_quorum",
        )
    return turnout


@transaction.atomic
def close_voting(*, decision: Decision, actor: Actor, version: int, rationale: str = "") -> Decision:
    """Count, and adopt or reject as the threshold says; refused while there is no quorum."""
    decision, ballot = _on_ballot(decision, version, BallotState.OPEN)
    require(policies.can_decide(actor, decision))
    require_running(decision)
    _require_same_motion(decision, ballot)
    turnout = _require_quorum(ballot)
    counts = _count(ballot)
    result = result_of(counts, ballot.threshold, turnout.entitled)
    ballot.tally = {"counts": counts, "entitled": turnout.entitled, "present": turnout.present}
    ballot.outcome = "adopted" if result.adopted else "rejected"
    ballot.state, ballot.closed_at, ballot.closed_by = BallotState.CLOSED, clock.now(), actor.person
    ballot.save()
    told = [[_name(ballot, choice), votes] for choice, votes in counts.items()]
    write_down(
        VOTING_CLOSED,
        decision,
        actor,
        ballot=ballot.pk,
        counts=told,
        entitled=turnout.entitled,
        present=turnout.present,
        adopted=result.adopted,
    )
    if result.adopted:
        decision.move("adopt")
        decision.chosen = _name(ballot, result.leader) if ballot.options else ""
        put_in_force(decision, actor, rationale.strip())
    else:
        decision.move("reject")
        decision.rationale = rationale.strip() or decision.rationale
        turn_down(decision, actor)
    return decision


def _name(ballot: Ballot, choice: str) -> str:
    return ballot.options[int(choice) - 1] if choice.isdecimal() else choice


def _count(ballot: Ballot) -> dict[str, int]:
    """Votes by choice; the slips of a secret ballot are destroyed with the count."""
    if ballot.secret:
        urn = Urn.objects.select_for_update().get(ballot=ballot)
        votes = Counter(urn.slips.values())
        urn.delete()
    else:
        votes = Counter(ballot.seats.entitled().filter(has_voted=True).values_list("choice", flat=True))
    return {choice: votes[choice] for choice in ballot.choices}


@transaction.atomic
def put_item_to_vote(
    *,
    item: AgendaItem,
    actor: Actor,
    version: int,
    decision: str,
    secret: bool = False,
    threshold: str = "majority",
    voters: Iterable[Person] = (),
) -> Decision:
    """Turn an item under discussion into a decision, and open the ballot on it at once."""
    Meeting.objects.lock(item.meeting_id)
    item = AgendaItem.objects.lock(item.pk, version=version)
    require(policies.runs(actor, item))
    if item.status != "discussing" or item.meeting.status != "running":
        raise Conflict(_("Outcomes are noted only while the meeting runs."), code="not_running")
    if Decision.objects.filter(agenda_item_id=item.pk, status__in=["proposed", "deciding"]).exists():
        raise Conflict(_("A decision on this item is under way already."), code="under_way")
    settings = {"method": Method.VOTE, "secret": secret, "threshold": threshold}
    check_settings(settings)
    row = open_on_item(item=item, actor=actor, title=decision, status="deciding", **settings)
    record(DECISION_PROPOSED, matter=row, actor=actor)
    open_ballot(row, actor, voters)
    item.save_changes()
    return row
