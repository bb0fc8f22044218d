"""Merging feedback that says the same: one is dealt with, its answer goes to all, and all say how content they are."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Invalid, reason_given, require
from collab.deadlines import actions as deadlines
from collab.matters.models import Kind, Link, LinkKind, Matter
from collab.matters.words import iso

from ..loop import events, policies
from ..loop.selectors import submitters_of, waits_for_score
from ..models import Ending, Feedback, Submitter, TurnKind
from .handling import hand_to, locked, say, score_given, start_solution, tell


@transaction.atomic
def merge_feedback(
    *, feedback: Feedback, actor: Actor, version: int | None, into: Matter, note: str = ""
) -> Feedback:
    """Deal with it in another one, which is open and not merged itself.

    Its submitters keep their own page and cannot see the other's; there they read the answer and may reopen it. The
    other is closed when its own submitter confirms or its notice ends. `into` was found inside the actor's audience.
    """
    if into.kind != Kind.FEEDBACK or into.pk == feedback.pk:
        raise Invalid.field("into", _("Name another piece of feedback, such as F-12."), "not_feedback")
    wanted = {feedback.pk: version, into.pk: None}
    rows = {pk: Feedback.objects.lock(pk, version=wanted[pk]) for pk in sorted(wanted)}
    feedback, head = rows[feedback.pk], rows[into.pk]
    require(policies.can_triage(actor, feedback) and policies.can_triage(actor, head))
    if not head.is_open:
        raise Conflict(
            _("%(number)s is closed. Merge into one that is open.") % {"number": head.number}, code="closed"
        )
    feedback.move("merge")
    deadlines.cancel(feedback, actor=actor)
    feedback.merged_into, feedback.ending, feedback.closed_at = head, Ending.MERGED, clock.now()
    feedback.save_changes()
    Feedback.objects.filter(merged_into=feedback).update(merged_into=head)
    tie = {"source_id": feedback.pk, "target_id": head.pk, "kind": LinkKind.MERGED_INTO}
    Link.objects.get_or_create(**tie, defaults={"created_by": actor.person, "created_at": clock.now()})
    record(events.FEEDBACK_MERGED, matter=feedback, actor=actor, into=head.number, note=note.strip())
    record(events.FEEDBACK_TOOK_IN, matter=head, actor=actor, other=feedback.number)
    return feedback


@transaction.atomic
def rate_answer(
    *,
    feedback: Feedback,
    actor: Actor,
    version: int | None,
    score: int | str | None,
    words: str = "",
    through: Submitter | None = None,
) -> Feedback:
    """Say how content one is with the answer to what one's own was merged into, once in each of its rounds."""
    feedback = locked(feedback, actor, version, policies.speaks_as_submitter, through)
    feedback.move("rate")
    if not waits_for_score(feedback):
        raise Conflict(_("There is no answer to score, or you have scored it."), code="nothing_to_score")
    feedback.score, feedback.score_words = score_given(score), words.strip()
    if feedback.score is None:
        raise Invalid.field("score", _("Choose a number from 1 to 5."), "required")
    feedback.save_changes()
    say(feedback, TurnKind.CONFIRMED, actor, feedback.score_words, feedback.score)
    tell(events.ANSWER_SCORED, feedback, actor, score=feedback.score, words=feedback.score_words)
    return feedback


def forget_scores(head: Feedback) -> None:
    """Another round has begun: who gave what was merged into it scores the next answer; part of an action."""
    Feedback.objects.filter(merged_into=head).update(score=None, score_words="")


def part(feedback: Feedback) -> None:
    """Let what was merged go its own way, with the same handlers, unless they gave it; part of an action."""
    if (head := feedback.merged_into) is None:
        return
    feedback.merged_into = None
    feedback.accepted_at = feedback.accepted_at or clock.now()
    gave = submitters_of(feedback).filter(person=head.owner_id).exists() if head.owner_id else False
    hand_to(feedback, head.department, None if gave else head.owner)


@transaction.atomic
def withdraw_feedback(
    *, feedback: Feedback, actor: Actor, version: int | None, reason: str, through: Submitter | None = None
) -> Feedback:
    """Whoever gave it wants it followed no further; all that was said stays.

    What others gave and was merged into it goes on by itself. Nothing is lost that somebody else waits for.
    """
    tied = Feedback.objects.filter(Q(pk=feedback.pk) | Q(merged_into=feedback.pk)).order_by("pk")
    for pk in list(tied.values_list("pk", flat=True)):
        Feedback.objects.lock(pk)
    feedback = locked(feedback, actor, version, policies.speaks_as_submitter, through)
    feedback.move("withdraw")
    reason = reason_given(reason)
    deadlines.cancel(feedback, actor=actor)
    feedback.merged_into, feedback.ending, feedback.closed_at = None, Ending.WITHDRAWN, clock.now()
    feedback.save_changes()
    say(feedback, TurnKind.WITHDRAWN, actor, reason)
    tell(events.SUBMITTER_WITHDREW, feedback, actor, reason=reason)
    for pk in Feedback.objects.filter(merged_into=feedback).order_by("pk").values_list("pk", flat=True):
        _go_on_alone(pk, feedback.number)
    return feedback


def _go_on_alone(pk: int, head: str) -> None:
    follower = Feedback.objects.lock(pk)
    follower.move("reopen")
    part(follower)
    follower.ending, follower.closed_at, follower.score, follower.score_words = "", None, None, ""
    start_solution(follower)
    follower.save_changes()
    record(events.FEEDBACK_PARTED, matter=follower, actor=SYSTEM, other=head, due=iso(follower.due_at))
