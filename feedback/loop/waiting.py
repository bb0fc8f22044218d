"""Whose turn it is on feedback: to accept, to hand out, to answer, to reply, to confirm."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from collab.matters.models import Party, PartyRole
from collab.org.standing import Standing

from ..models import Feedback
from .states import IN_HAND


def to_triage(standing: Standing) -> QuerySet[Feedback]:
    """Feedback that the offices of this person have neither accepted nor handed out."""
    offices = Party.objects.filter(role=PartyRole.SUPERVISOR, department__in=standing.desks)
    return Feedback.objects.filter(status__in=("submitted", "accepted"), pk__in=offices.values("matter"))


def to_handle(standing: Standing, people: Iterable[int]) -> QuerySet[Feedback]:
    """Feedback these people own, and what nobody owns yet in a department this person is an officer of."""
    unowned = Q(owner=None, department__in=standing.officer_of)
    return Feedback.objects.filter(Q(owner__in=people) | unowned, status__in=IN_HAND)


def to_say(people: Iterable[int], *states: str) -> QuerySet[Feedback]:
    """Feedback these people gave that waits for their word."""
    return Feedback.objects.filter(status__in=states, submitters__person__in=people)
