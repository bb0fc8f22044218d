"""Who may do what with meetings, agenda items, decisions and readings, and who hears of it."""

from collections.abc import Iterable

from collab.common.actor import Actor
from collab.matters.models import Matter, Party, PartyRole
from collab.matters.policies import (
    acts_for,
    can_edit,
    hears_as_next,
    holds_part,
    may_read,
    parties_of,
    people_behind,
)
from collab.org.models import Department, Person
from collab.org.standing import standing_of

from .models import AgendaItem, Decision, Meeting, MinutesReading

RUNNERS = (PartyRole.CHAIR, PartyRole.SECRETARY, PartyRole.HOST)
SCRIBES = (PartyRole.SECRETARY, PartyRole.CHAIR)
INVITED = (PartyRole.ATTENDEE, PartyRole.NON_VOTING)
SHARED = (*RUNNERS, *INVITED)


def can_host(actor: Actor, department: Department) -> bool:
    """Members of the department, and coordinators."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    return standing.is_coordinator or department.pk in standing.department_ids


def runs(actor: Actor, matter: Matter) -> bool:
    """Chair, secretary, officers of the host department, a delegate of one of these, or a coordinator."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    return standing.is_coordinator or holds_part(standing, matter, RUNNERS)


def can_prepare(actor: Actor, meeting: Meeting) -> bool:
    """Whoever runs it, or called it."""
    return runs(actor, meeting) or (actor.person is not None and meeting.created_by_id == actor.person_id)


def can_write_minutes(actor: Actor, meeting: Matter) -> bool:
    """The secretary who owes them, the chair, or a coordinator."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    if standing.is_coordinator or standing.may_act_for(meeting.owner_id):
        return True
    return holds_part(standing, meeting, SCRIBES)


def can_propose(actor: Actor, meeting: Meeting) -> bool:
    """Whoever sees it, from any department; those who prepare it admit or return what is proposed."""
    return can_prepare(actor, meeting) or may_read(standing_of(actor.person), meeting)


def invited_as(actor: Actor, meeting: Meeting) -> Person | None:
    """As whom the actor is invited: themselves, or the absent person they stand in for; None where as nobody."""
    if actor.is_system:
        return None
    if actor.person_id in people_behind(meeting, SHARED):
        return actor.person
    return acts_for(actor, meeting, (PartyRole.CHAIR, PartyRole.SECRETARY, *INVITED))


def can_respond(actor: Actor, meeting: Meeting) -> bool:
    """Those who are invited, and delegates of absent ones."""
    return invited_as(actor, meeting) is not None


def is_expected(actor: Actor, meeting: Meeting) -> bool:
    """People invited, members of departments at the table, and delegates of these."""
    if actor.is_system:
        return False
    standing = standing_of(actor.person)
    return any(
        party.person_id in standing.person_ids or party.department_id in standing.department_ids
        for party in parties_of(meeting)
        if party.role in SHARED
    )


def can_withdraw_item(actor: Actor, item: AgendaItem) -> bool:
    """Its proposer, or whoever runs the meeting."""
    return runs(actor, item) or standing_of(actor.person).may_act_for(item.owner_id)


def can_decide(actor: Actor, decision: Decision) -> bool:
    """Whoever runs the meeting; officers of the department where there is none."""
    if runs(actor, decision):
        return True
    standing = standing_of(actor.person)
    return decision.meeting_id is None and decision.department_id in standing.officer_of


def can_carry_out(actor: Actor, decision: Decision) -> bool:
    """Whoever answers for it, officers of its department, and whoever may decide."""
    standing = standing_of(actor.person)
    answers = decision.owner_id is not None and standing.may_act_for(decision.owner_id)
    return answers or decision.department_id in standing.officer_of or can_decide(actor, decision)


def can_hand_out_from(actor: Actor, matter: Matter) -> bool:
    """Whoever may edit the matter; whether the task's department takes work from them is checked with the task."""
    return can_edit(actor, matter)


def can_review(actor: Actor, reading: MinutesReading) -> bool:
    """Whoever read it in, officers of its department, coordinators."""
    if actor.is_system:
        return True
    standing = standing_of(actor.person)
    mine = reading.read_by_id is not None and standing.may_act_for(reading.read_by_id)
    return standing.is_coordinator or mine or reading.department_id in standing.officer_of


def can_take_over(actor: Actor, reading: MinutesReading, host: Department) -> bool:
    """Whoever may host there; of minutes written live also who owes them, from whichever department they come."""
    if can_host(actor, host):
        return True
    return reading.is_live and reading.meeting is not None and can_write_minutes(actor, reading.meeting)


def shared_parties(meeting: Meeting) -> list[Party]:
    """The meeting's parties anew, for what hangs under it: an item is seen by whoever is at the table."""
    rows: Iterable[Party] = (row for row in parties_of(meeting) if row.role in SHARED)
    return [Party(role=row.role, person_id=row.person_id, department_id=row.department_id) for row in rows]


hears_to_attend = hears_as_next(*INVITED)
hears_to_write = hears_as_next(PartyRole.SECRETARY)
hears_to_run = hears_as_next(PartyRole.SECRETARY, PartyRole.CHAIR)
