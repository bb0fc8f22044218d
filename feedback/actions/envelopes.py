"""Speaking with a private code, and opening what was closed in envelopes once the hour is full."""

import io
import logging
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import UNNAMED, Actor
from collab.common.errors import Conflict, Invalid, Refusal
from collab.matters.actions import keep_file
from collab.org.models import Department

from ..intake.events import SUBMITTER_WROTE
from ..intake.selectors import held_by
from ..intake.story import steps_for
from ..models import Channel, Consent, Envelope, EnvelopeFile, Feedback, Submitter, Turn, TurnKind
from .closing import confirm_feedback, reopen_feedback, reply_as_submitter, say_not_solved
from .handling import say
from .intake import close_envelope
from .merging import rate_answer, withdraw_feedback
from .submitting import Giver, submit_feedback

LONGEST = 20_000
UNKNOWN_CODE = _("There is nothing under this code. Look at every letter and try again.")
Step = Envelope.Step
log = logging.getLogger(__name__)


@transaction.atomic
def speak_by_code(*, actor: Actor, code: str, step: str, text: str = "", score: int | None = None) -> None:
    """Write a message, confirm, or say it is not solved: closed in an envelope until the next full hour."""
    held = held_by(code)
    if not held.is_known:
        raise Invalid.field("code", UNKNOWN_CODE, "unknown")
    if step not in steps_for(held):
        raise Conflict(_("This does not fit the present state any more."), code="wrong_state")
    text = (text or "").strip()
    if step != Step.CONFIRM and not text:
        raise Invalid.field("text", _("Write something first."), "required")
    if len(text) > LONGEST or "\x00" in text:
        raise Invalid.field("text", _("Keep it under 20,000 characters of plain text."), "max_length")
    if step == Step.CONFIRM and score not in range(1, 6):
        raise Invalid.field("score", _("Choose one to five."), "required")
    close_envelope(held.digest, step, {"text": text, "score": score})


def open_envelopes(now: datetime) -> int:
    """Open everything whose hour is full, in an order drawn by lot: new feedback first, then what was said to it."""
    due = list(Envelope.objects.filter(opens_at__lte=now).values_list("pk", "step"))
    secrets.SystemRandom().shuffle(due)
    due.sort(key=lambda row: row[1] != Step.SUBMIT)
    return sum(_opened(pk) for pk, _step in due)


def _opened(pk: Any) -> bool:
    """Whether this one was opened; one that cannot be now stays closed for the next time."""
    try:
        with transaction.atomic():
            envelope = Envelope.objects.select_for_update().filter(pk=pk).first()
            if envelope is None:
                return False
            (_begin if envelope.step == Step.SUBMIT else _go_on)(envelope)
            envelope.delete()
        return True
    except Exception as error:  # what it holds must not reach a log; its kind is enough to look for the cause
        log.error("An envelope could not be opened: %s", getattr(error, "code", type(error).__name__))
        return False


def _begin(envelope: Envelope) -> None:
    """What was written becomes feedback that nobody gave."""
    words = dict(envelope.words)
    about, may_show = words.pop("about_department", None), words.pop("may_show", False)
    feedback = submit_feedback(
        actor=UNNAMED,
        giver=Giver(anonymous=True, code_hash=envelope.digest),
        channel=Channel.FORM,
        about_department=Department.objects.filter(pk=about).first() if about else None,
        **words,
    )
    for file in envelope.files.all():
        _keep(feedback, file)
    if may_show:
        Consent.objects.create(feedback=feedback)


def _keep(feedback: Feedback, file: EnvelopeFile) -> None:
    """A file that the rules of files refuse by now is named instead, lest it keep the words closed for ever."""
    held = io.BytesIO(bytes(file.content))
    held.size = len(file.content)  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            keep_file(matter=feedback, actor=UNNAMED, file=held, name=file.name)
    except Refusal as refusal:
        say_more(feedback=feedback, actor=UNNAMED, text=f"{file.name}: {refusal}")


def _go_on(envelope: Envelope) -> None:
    """What was said goes to the feedback; where the step does not fit any more, its words still do."""
    submitter = Submitter.objects.select_related("feedback").filter(code_hash=envelope.digest).first()
    if submitter is None:
        raise Conflict(_("Its feedback is not open yet."), code="not_open_yet")
    try:
        with transaction.atomic():
            speak(submitter, envelope.step, actor=UNNAMED, **envelope.words)
    except Refusal:
        if envelope.words.get("text"):
            say_more(feedback=submitter.feedback, actor=UNNAMED, text=envelope.words["text"])


def speak(submitter: Submitter, step: str, *, actor: Actor, text: str, score: int | None = None) -> None:
    """Take the step that whoever the submitter is may take in the present state; part of another action."""
    feedback = submitter.feedback
    by: dict[str, Any] = {"feedback": feedback, "actor": actor, "version": None, "through": submitter}
    if step == Step.CONFIRM:
        (rate_answer if feedback.status == "merged" else confirm_feedback)(score=score, words=text, **by)
    elif step == Step.WITHDRAW:
        withdraw_feedback(reason=text, **by)
    elif step == Step.OBJECT:
        again = say_not_solved if feedback.status == "awaiting_confirmation" else reopen_feedback
        again(reason=text, **by)
    elif feedback.status == "waiting":
        reply_as_submitter(text=text, **by)
    else:
        say_more(feedback=feedback, actor=actor, text=text)


@transaction.atomic
def say_more(*, feedback: Feedback, actor: Actor, text: str) -> Turn:
    """Keep a message of a submitter without an account, in whatever state the feedback is."""
    feedback = Feedback.objects.lock(feedback.pk)
    turn = say(feedback, TurnKind.REPLY, actor, text)
    feedback.touch()
    record(SUBMITTER_WROTE, matter=feedback, actor=actor, text=text[:500])
    return turn
