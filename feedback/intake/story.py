"""What somebody with a code is told: state, answers, what waits, and what they may do next; no names of staff."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from collab.common.instants import day_words
from collab.deadlines.models import Clock

from ..loop.page import notice_clock, words_said
from ..loop.selectors import acceptance_terms, turns_of, waits_for_score
from ..models import Envelope, Feedback, Turn, TurnKind
from .selectors import Held

OURS = frozenset({TurnKind.QUESTION, TurnKind.INTERIM, TurnKind.ANSWER, TurnKind.NOTICE})
Step = Envelope.Step
DECISIONS = frozenset({Step.CONFIRM, Step.OBJECT, Step.WITHDRAW})


@dataclass(frozen=True)
class Line:
    """One thing said; `ours` by the house, else by whoever holds the code."""

    label: str
    text: str
    at: datetime
    ours: bool


@dataclass(frozen=True)
class Told:
    """`feedback` is None while the envelope is closed; `opens_at` is when the next one is opened, `steps` what fits.

    `next` says by when what happens next.
    """

    feedback: Feedback | None
    state: str
    next: str
    lines: list[Line]
    opens_at: datetime | None
    steps: list[str]


def told_to(held: Held) -> Told:
    """The story as whoever holds the code may read it."""
    feedback = held.submitter.feedback if held.submitter else None
    lines = [_line(turn) for turn in turns_of(feedback)] if feedback else []
    opens_at = min((one.opens_at for one in held.waiting), default=None)
    state, then = (feedback.status_label, _next(feedback)) if feedback else ("", "")
    return Told(feedback, state, then, lines, opens_at, steps_for(held))


def _next(feedback: Feedback) -> str:
    """What whoever gave it can count on, and by when; "" where nothing more is to come."""
    row = notice_clock(feedback)
    if row is not None:
        at = {"at": day_words(row.due_at)}
        if row.clock == Clock.REPLY:
            return (
                _("We asked you something. Please reply by %(at)s; the clocks stand still until then.") % at
            )
        if feedback.status == "waiting":
            return _("No reply came from you. It is closed on %(at)s unless one comes.") % at
        return _("It is closed on %(at)s unless you say that it is not solved.") % at
    if feedback.status == "submitted":
        term = acceptance_terms([feedback.pk]).get(feedback.pk)
        return _("By %(at)s we say whether it is taken up.") % {"at": day_words(term)} if term else ""
    if feedback.status == "merged":
        return _("It is dealt with together with other feedback that says the same; the answer stands here.")
    if feedback.is_open and feedback.due_at:
        return _("It is to be solved by %(at)s.") % {"at": day_words(feedback.due_at)}
    return ""


def _line(turn: Turn) -> Line:
    """Whoever holds a code has no account: what somebody signed in said is ours."""
    ours = turn.kind in OURS or turn.by_id is not None
    return Line(turn.get_kind_display(), words_said(turn), turn.at, ours)


def steps_for(held: Held) -> list[str]:
    """Which steps fit the state, less those that wait in an envelope already."""
    feedback = held.submitter.feedback if held.submitter else None
    if feedback is None or any(one.step in DECISIONS for one in held.waiting):
        return [Step.SAY] if held.is_known else []
    if feedback.status == "merged":
        return [Step.CONFIRM if waits_for_score(feedback) else Step.SAY, Step.OBJECT, Step.WITHDRAW]
    if feedback.status == "awaiting_confirmation":
        return [Step.CONFIRM, Step.OBJECT, Step.WITHDRAW]
    return (
        [Step.SAY, Step.WITHDRAW]
        if feedback.is_open
        else [Step.OBJECT]
        if feedback.status == "closed"
        else []
    )
