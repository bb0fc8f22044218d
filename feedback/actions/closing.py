"""Asking the submitter and answering; and closing it, which only the submitter or the end of a notice does."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import SYSTEM, Actor
from collab.common.errors import Conflict, Invalid, Refusal, reason_given, text_given
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline
from collab.matters.models import Kind
from collab.matters.words import iso

from ..intake.selectors import lies_in_envelope
from ..loop import events, policies
from ..loop.selectors import followers_of, is_within_reach, open_tasks_of
from ..models import Cause, Ending, Feedback, Submitter, TurnKind
from .corrective_rule import watch_feedback
from .handling import locked, say, score_given, start_solution, take_up, tell
from .merging import forget_scores, part

log = logging.getLogger(__name__)
BATCH = 200
NOTICE_CLOCKS = (Clock.REPLY, Clock.CONFIRMATION)


@transaction.atomic
def ask_submitter(*, feedback: Feedback, actor: Actor, version: int | None, text: str) -> Feedback:
    """Ask whoever gave it; until the reply all clocks stand still. Somebody out of reach cannot be asked."""
    feedback = locked(feedback, actor, version, policies.can_handle)
    feedback.move("ask_submitter")
    text = text_given("text", text, _("Write a few words."))
    if not is_within_reach(feedback):
        raise Conflict(_("Whoever gave it left no way to be asked."), code="out_of_reach")
    take_up(feedback, actor)
    deadlines.pause(feedback)
    due = deadlines.start_timed(feedback, Clock.REPLY, feedback.severity).due_at
    feedback.save_changes()
    say(feedback, TurnKind.QUESTION, actor, text)
    tell(events.SUBMITTER_ASKED, feedback, actor, text=text, due=iso(due))
    return feedback


@transaction.atomic
def reply_as_submitter(
    *, feedback: Feedback, actor: Actor, version: int | None, text: str, through: Submitter | None = None
) -> Feedback:
    """Reply to what was asked; the clocks go on, moved by the working time that stood still."""
    feedback = locked(feedback, actor, version, policies.speaks_as_submitter, through)
    feedback.move("reply")
    text = text_given("text", text, _("Write a few words."))
    deadlines.settle(feedback, *NOTICE_CLOCKS, actor=actor)
    deadlines.resume(feedback)
    feedback.save_changes()
    say(feedback, TurnKind.REPLY, actor, text)
    tell(events.SUBMITTER_REPLIED, feedback, actor, text=text)
    return feedback


@transaction.atomic
def answer_feedback(
    *,
    feedback: Feedback,
    actor: Actor,
    version: int | None,
    text: str,
    interim: bool = False,
    cause: str = "",
    cause_words: str = "",
) -> Feedback:
    """Answer it: for good, or with `interim` a first answer after which work goes on.

    The final answer asks the submitter to confirm and says when it is closed otherwise; it waits for the tasks
    handed out from it. Every answer is kept.
    """
    feedback = locked(feedback, actor, version, policies.can_handle)
    feedback.move("answer")
    text = text_given("text", text, _("Write a few words."))
    take_up(feedback, actor)
    feedback.answered_at = feedback.answered_at or clock.now()
    deadlines.settle(feedback, Clock.ANSWER, actor=actor)
    if interim:
        feedback.save_changes()
        say(feedback, TurnKind.INTERIM, actor, text)
        tell(events.FEEDBACK_FIRST_ANSWERED, feedback, actor, text=text)
        _share(feedback, actor, text)
        return feedback
    due = _ask_to_confirm(feedback, actor, text, cause, cause_words)
    say(feedback, TurnKind.ANSWER, actor, text)
    told = {"text": text, "cause": cause, "due": iso(due), "round": feedback.round}
    tell(events.FEEDBACK_ANSWERED, feedback, actor, **told)
    _share(feedback, actor, text)
    return feedback


def _ask_to_confirm(feedback: Feedback, actor: Actor, text: str, cause: str, cause_words: str) -> datetime:
    """When it is closed unless somebody objects, which is what it is due for from now on."""
    if cause and cause not in Cause.values:
        raise Invalid.field("cause", _("Choose one of the offered values."))
    if waiting := open_tasks_of(feedback):
        raise Conflict(
            _("%(task)s, handed out from this, is not done. Give a first answer until it is.")
            % {"task": waiting[0].number},
            code="task_open",
        )
    feedback.move("await_confirmation")
    feedback.solution, feedback.cause, feedback.cause_words = text, cause, cause_words.strip()
    feedback.solved_at = clock.now()
    late = feedback.due_at is not None and feedback.solved_at > feedback.due_at
    feedback.done_late = feedback.done_late or late
    deadlines.settle(feedback, Clock.SOLUTION, actor=actor)
    feedback.due_at = deadlines.start_timed(feedback, Clock.CONFIRMATION, feedback.severity).due_at
    feedback.save_changes()
    watch_feedback(feedback)
    return feedback.due_at


def _share(feedback: Feedback, actor: Actor, text: str) -> None:
    """Tell the submitters of what was merged into it, each in the history of their own."""
    for follower in followers_of(feedback):
        record(events.ANSWER_SHARED, matter=follower, actor=actor, text=text, other=feedback.number)


@transaction.atomic
def confirm_feedback(
    *,
    feedback: Feedback,
    actor: Actor,
    version: int | None,
    score: int | str | None = None,
    words: str = "",
    through: Submitter | None = None,
) -> Feedback:
    """It is solved, says whoever gave it, and how content they are: 1 (not at all) to 5 (very), or nothing."""
    feedback = locked(feedback, actor, version, policies.speaks_as_submitter, through)
    if feedback.ending == Ending.CONFIRMED:
        raise Conflict(
            _("It was confirmed already; there is nothing left to confirm."), code="already_confirmed"
        )
    feedback.move("confirm")
    feedback.score, feedback.score_words = score_given(score), words.strip()
    _end(feedback, Ending.CONFIRMED, actor)
    say(feedback, TurnKind.CONFIRMED, actor, feedback.score_words, feedback.score)
    tell(events.FEEDBACK_CONFIRMED, feedback, actor, score=feedback.score, words=feedback.score_words)
    return feedback


def _end(feedback: Feedback, ending: str, actor: Actor) -> None:
    deadlines.settle(feedback, *NOTICE_CLOCKS, actor=actor)
    deadlines.cancel(feedback, actor=actor)
    feedback.ending, feedback.closed_at = ending, clock.now()
    feedback.save_changes()


@transaction.atomic
def say_not_solved(
    *, feedback: Feedback, actor: Actor, version: int | None, reason: str, through: Submitter | None = None
) -> Feedback:
    """The answer does not solve it, says whoever gave it; the next round begins."""
    feedback = locked(feedback, actor, version, policies.speaks_as_submitter, through)
    feedback.move("say_not_solved")
    return _next_round(feedback, actor, reason, events.FEEDBACK_NOT_SOLVED)


@transaction.atomic
def reopen_feedback(
    *, feedback: Feedback, actor: Actor, version: int | None, reason: str, through: Submitter | None = None
) -> Feedback:
    """Take up again what was closed; one that was merged goes its own way from now on, with the same handlers."""
    feedback = locked(feedback, actor, version, policies.can_reopen, through)
    feedback.move("reopen")
    part(feedback)
    return _next_round(feedback, actor, reason, events.FEEDBACK_REOPENED)


def _next_round(feedback: Feedback, actor: Actor, reason: str, event: Any) -> Feedback:
    """What was said and scored stays with its round; the solution is due anew."""
    reason = reason_given(reason)
    say(feedback, TurnKind.NOT_SOLVED, actor, reason)
    deadlines.cancel(feedback, actor=actor)
    feedback.round += 1
    feedback.reopened += 1
    feedback.ending, feedback.score, feedback.score_words = "", None, ""
    feedback.closed_at = feedback.solved_at = feedback.escalated_at = None
    forget_scores(feedback)
    start_solution(feedback)
    feedback.save_changes()
    tell(event, feedback, actor, reason=reason, round=feedback.round, due=iso(feedback.due_at))
    watch_feedback(feedback)
    return feedback


def close_due_feedback(*, now: datetime | None = None, limit: int = BATCH) -> int:
    """Give notice where no reply came, and close where a notice ended; how many. Each is a transaction of its own."""
    now, done = now or clock.now(), 0
    rows = Deadline.objects.running().filter(clock__in=NOTICE_CLOCKS, due_at__lte=now)
    for pk in (
        rows.filter(matter__kind=Kind.FEEDBACK).order_by("due_at").values_list("matter_id", flat=True)[:limit]
    ):
        try:
            done += _settle_notice(pk, now)
        except Refusal as refusal:
            log.warning("The notice of feedback %s could not end: %s", pk, refusal)
    return done


@transaction.atomic
def _settle_notice(pk: int, now: datetime) -> bool:
    """What the end of its running notice means for this one, if it still runs once the row is locked.

    What its submitter wrote in time is not overtaken because it is opened at the full hour only.
    """
    feedback = Feedback.objects.lock(pk)
    rows = Deadline.objects.running().filter(matter_id=pk, clock__in=NOTICE_CLOCKS, due_at__lte=now)
    row = rows.first()
    if row is None or lies_in_envelope(feedback):
        return False
    if row.clock == Clock.REPLY:
        deadlines.settle(feedback, Clock.REPLY, actor=SYSTEM)
        due = deadlines.start_timed(feedback, Clock.CONFIRMATION, feedback.severity).due_at
        feedback.save_changes()
        say(feedback, TurnKind.NOTICE, SYSTEM)
        record(events.CLOSING_ANNOUNCED, matter=feedback, actor=SYSTEM, due=iso(due))
        return True
    ending = Ending.UNREPLIED if feedback.status == "waiting" else Ending.TIMED_OUT
    feedback.move("time_out")
    _end(feedback, ending, SYSTEM)
    record(events.FEEDBACK_TIMED_OUT, matter=feedback, actor=SYSTEM, ending=ending)
    return True
