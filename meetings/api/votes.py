"""Ballots, positions and remarks as the API shows them, and the resource of votes."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import WholeRows
from collab.matters.api import shapes
from collab.matters.models import Matter

from ..ballots.electorate import turnout_of
from ..models import Ballot, BallotState, Decision, Position, Remark, Seat


def ballot_shape(ballot: Ballot) -> dict[str, Any]:
    """A ballot with its rules and turnout; the count once it is closed, of an open ballot earlier with its votes."""
    seats = list(ballot.seats.all())
    turnout = turnout_of(ballot, seats)
    return {
        "id": ballot.pk,
        "state": ballot.state,
        "motion": ballot.motion,
        "secret": ballot.secret,
        "threshold": ballot.threshold,
        "quorum": ballot.quorum,
        "options": ballot.options,
        "choices": ballot.choices,
        "opened_at": instant(ballot.opened_at),
        "closed_at": instant(ballot.closed_at),
        "outcome": ballot.outcome or None,
        "tally": ballot.tally.get("counts") if ballot.state == BallotState.CLOSED else None,
        "turnout": {
            "entitled": turnout.entitled,
            "present": turnout.present,
            "needed": turnout.needed,
            "quorum_reached": turnout.enough,
            "voted": turnout.voted,
        },
    }


def ballots_of(decision: Decision) -> list[dict[str, Any]]:
    """All ballots on a decision, the first one first."""
    found = list(decision.ballots.prefetch_related("seats"))
    for ballot in found:
        ballot.decision = decision
    return [ballot_shape(ballot) for ballot in found]


def positions_of(matter: Matter) -> list[dict[str, Any]]:
    """What departments were asked for and answered."""
    return [
        {
            "id": row.pk,
            "phase": row.phase,
            "department": shapes.department(row.department),
            "due_at": instant(row.due_at),
            "stance": row.stance or None,
            "text": row.text,
            "given_by": shapes.person(row.given_by),
            "given_at": instant(row.given_at),
        }
        for row in Position.objects.filter(matter=matter).select_related("department", "given_by")
    ]


def remarks_of(decision: Decision) -> list[dict[str, Any]]:
    """Questions, objections and dissent."""
    return [
        {
            "id": row.pk,
            "sort": row.sort,
            "state": row.state,
            "person": shapes.person(row.person),
            "text": row.text,
            "said_at": instant(row.said_at),
            "answer": row.answer,
            "settled_by": shapes.person(row.settled_by),
            "settled_at": instant(row.settled_at),
        }
        for row in Remark.objects.filter(decision=decision).select_related("person", "settled_by")
    ]


class VoteResource(WholeRows):
    """Who may vote on what, who has, and, in open ballots, how. Votes are cast by `decisions/{id}/vote/`."""

    related = ("ballot", "person", "cast_by")
    filters: ClassVar = {
        "decision": Filter("int", "ballot__decision"),
        "ballot": Filter("int", "ballot"),
        "person": Filter("int", "person"),
        "voted": Filter("bool", "has_voted"),
    }

    def rows(self) -> QuerySet:
        return Seat.objects.visible_to(self.request.user)

    def whole(self, row: Seat) -> dict[str, Any]:
        return {
            "id": row.pk,
            "decision": row.ballot.decision_id,
            "ballot": row.ballot_id,
            "person": shapes.person(row.person),
            "voted": row.has_voted,
            "choice": row.choice or None,
            "cast_by": shapes.person(row.cast_by),
            "recused": row.recused,
            "recusal_reason": row.recusal_reason,
        }
