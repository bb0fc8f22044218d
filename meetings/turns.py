"""Whose turn it is after a meeting: to vote, to say a department's word, to write the minutes and to issue them."""

from django.db.models import QuerySet

from collab.matters.models import Kind
from collab.matters.turns import Turn, doing_of_matter, register_turns
from collab.matters.whose import Whose
from collab.org.models import Scope

from .models import Minutes, Position, Seat


def to_vote(whose: Whose) -> QuerySet:
    """Seats of these people whose vote is called for."""
    return Seat.objects.awaited(whose.people(Scope.APPROVAL))


def to_respond(whose: Whose) -> QuerySet:
    """What their departments are asked about a decision."""
    return Position.objects.awaited(whose.officer_of).filter(matter__kind=Kind.DECISION)


def to_countersign(whose: Whose) -> QuerySet:
    """What their departments are asked about minutes."""
    return Position.objects.awaited(whose.officer_of).filter(matter__kind=Kind.MINUTES)


def to_write(whose: Whose) -> QuerySet:
    """Minutes these people owe."""
    return Minutes.objects.to_write(whose.people())


def to_issue(whose: Whose) -> QuerySet:
    """Minutes nobody has anything against any more, for whoever chairs."""
    return Minutes.objects.to_issue(whose.people(Scope.APPROVAL), whose.at())


register_turns(
    Turn("do", to_write, "pk"),
    Turn("decide", to_vote, "ballot__decision_id", steps=doing_of_matter("vote")),
    Turn("decide", to_respond, steps=doing_of_matter("respond")),
    Turn("decide", to_countersign, steps=doing_of_matter("countersign")),
    Turn("decide", to_issue, "pk", steps=doing_of_matter("issue")),
)
