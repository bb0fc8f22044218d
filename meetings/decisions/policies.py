"""Who may do what while a decision is consulted on, decided and reviewed."""

from collab.activity.registry import Hearer
from collab.common.actor import Actor
from collab.matters.models import Matter, PartyRole
from collab.matters.policies import can_edit, hears_of_progress, parties_of
from collab.org.models import Scope
from collab.org.selectors import front_desks
from collab.org.standing import OFFICERS, standing_of

from ..ballots.electorate import held_by
from ..models import Ballot, Decision, Method, Position, Remark, Seat
from ..policies import can_decide, runs


def can_set_up(actor: Actor, decision: Decision) -> bool:
    """Whoever may decide, and whoever answers for the proposal."""
    return can_decide(actor, decision) or can_edit(actor, decision)


def can_rule(actor: Actor, decision: Decision) -> bool:
    """By mandate the holder or their delegate; otherwise, and where nobody is named, whoever may decide."""
    if decision.method != Method.MANDATE or decision.mandate_holder_id is None or actor.is_system:
        return can_decide(actor, decision)
    return standing_of(actor.person).may_act_for(decision.mandate_holder_id, Scope.APPROVAL)


def takes_part(actor: Actor, decision: Decision) -> bool:
    """People who are party, members of departments that are, and whoever may decide."""
    if can_decide(actor, decision):
        return True
    standing = standing_of(actor.person)
    return any(
        party.person_id in standing.person_ids or party.department_id in standing.department_ids
        for party in parties_of(decision)
        if party.role != PartyRole.INFORMED
    )


def positions_for(actor: Actor, matter: Matter, phase: str) -> list[Position]:
    """What this person may answer for departments whose officer they are, or stand in for."""
    if actor.is_system:
        return []
    standing = standing_of(actor.person)
    rows = Position.objects.filter(matter_id=matter.pk, phase=phase).select_related("department")
    return [row for row in rows if standing.holds(OFFICERS, [row.department_id], Scope.APPROVAL)]


def can_respond(actor: Actor, decision: Decision) -> bool:
    """Officers of a department that was asked."""
    phase = "countersign" if decision.status == "deciding" else "consultation"
    return bool(positions_for(actor, decision, phase))


def ballot_of(decision: Decision) -> Ballot | None:
    """The ballot under way on this decision, with the decision at hand."""
    found = Ballot.objects.under_way().filter(decision_id=decision.pk).first()
    if found is not None:
        found.decision = decision
    return found


def my_seats(actor: Actor, decision: Decision) -> list[Seat]:
    """Seats in the ballot under way that this person votes for."""
    ballot = ballot_of(decision)
    return (
        held_by(actor, ballot, ballot.seats.entitled().select_related("person")) if ballot is not None else []
    )


def can_vote(actor: Actor, decision: Decision) -> bool:
    """Whoever holds a seat, or stands in for somebody who does."""
    return bool(my_seats(actor, decision))


def can_recuse(actor: Actor, decision: Decision) -> bool:
    """Oneself; whoever runs the meeting may have others stand aside."""
    return runs(actor, decision) or can_vote(actor, decision)


def open_remarks(decision: Decision, sort: str) -> list[Remark]:
    """Questions or objections that nobody has settled."""
    rows = Remark.objects.filter(decision_id=decision.pk, sort=sort, state=Remark.State.OPEN)
    return list(rows.select_related("person"))


def can_settle_objection(actor: Actor, decision: Decision) -> bool:
    """Whoever may decide integrates one; its author withdraws it."""
    if can_decide(actor, decision):
        return True
    standing = standing_of(actor.person)
    return any(
        standing.may_act_for(row.person_id, Scope.APPROVAL) for row in open_remarks(decision, "objection")
    )


def hears_to_vote(activity) -> list[Hearer]:
    """Everyone with a vote must act; the others at the table are told."""
    voters = list(
        Seat.objects.entitled()
        .filter(ballot__decision_id=activity.matter_id, ballot__state="open")
        .values_list("person_id", flat=True)
    )
    told = [hearer for hearer in hears_of_progress(activity) if hearer.person_id not in voters]
    return [Hearer(pk, "act") for pk in voters] + told


def hears_to_answer(activity) -> list[Hearer]:
    """The front desks of the departments that were asked."""
    desks = front_desks(activity.facts.get("departments", []))
    return [Hearer(pk, "act") for held in desks.values() for pk in held]
