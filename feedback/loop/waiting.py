"""Whose turn it is on feedback: to accept, to hand out, to answer, to reply, to confirm."""

from django.db.models import Q, QuerySet

from collab.matters.models import Kind, Party, PartyRole
from collab.matters.turns import Turn, doing_of_matter, register_turns, register_work
from collab.matters.whose import Whose
from collab.org.models import Scope

from ..models import Feedback, Submitter
from .states import IN_HAND

SCORED_WITHIN = 14 * 24 * 3600  # seconds


def to_triage(whose: Whose) -> QuerySet:
    """Feedback that the offices of this person have neither accepted nor handed out."""
    offices = Party.objects.filter(role=PartyRole.SUPERVISOR, department__in=whose.desks)
    return Feedback.objects.filter(status__in=("submitted", "accepted"), pk__in=offices.values("matter"))


def to_handle(whose: Whose) -> QuerySet:
    """Feedback these people own, and what nobody owns yet in a department this person is an officer of."""
    unowned = Q(owner=None, department__in=whose.officer_of)
    return Feedback.objects.filter(Q(owner__in=whose.people()) | unowned, status__in=IN_HAND)


def to_reply(whose: Whose) -> QuerySet:
    """Feedback these people gave about which something is asked of them."""
    return Submitter.objects.filter(person__in=whose.people(), feedback__status="waiting")


def to_confirm(whose: Whose) -> QuerySet:
    """Feedback these people gave that was answered and waits for their word."""
    return Submitter.objects.filter(
        person__in=whose.people(Scope.APPROVAL), feedback__status="awaiting_confirmation"
    )


def to_score(whose: Whose) -> QuerySet:
    """Feedback these people gave that was merged, with an answer of the last days they have not scored yet."""
    return Submitter.objects.filter(
        person__in=whose.people(Scope.APPROVAL),
        feedback__status="merged",
        feedback__score=None,
        feedback__merged_into__solved_at__gte=whose.at(-SCORED_WITHIN),
    )


register_work(Kind.FEEDBACK, owner=("accepted", "in_progress"), decider=("submitted",))
register_turns(
    Turn("do", to_handle, "pk"),
    Turn("do", to_reply, "feedback_id"),
    Turn("decide", to_triage, "pk"),
    Turn("decide", to_confirm, "feedback_id"),
    Turn("decide", to_score, "feedback_id", only_open=False, steps=doing_of_matter("rate")),
)
