"""What somebody with a code is told: state, answers, what waits, and what they may do next; no names of staff."""

from dataclasses import dataclass
from datetime import datetime

from ..loop.selectors import turns_of, waits_for_score
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
    """`feedback` is None while the envelope is closed; `opens_at` is when the next one is opened, `steps` what fits."""

    feedback: Feedback | None
    state: str
    lines: list[Line]
    opens_at: datetime | None
    steps: list[str]


def told_to(held: Held) -> Told:
    """The story as whoever holds the code may read it."""
    feedback = held.submitter.feedback if held.submitter else None
    lines = [_line(turn) for turn in turns_of(feedback)] if feedback else []
    opens_at = min((one.opens_at for one in held.waiting), default=None)
    return Told(feedback, feedback.status_label if feedback else "", lines, opens_at, steps_for(held))


def _line(turn: Turn) -> Line:
    return Line(turn.get_kind_display(), turn.text, turn.at, turn.kind in OURS)


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
