"""Mails to the feedback address: what each becomes, and the answers to people who have no account."""

import hashlib
import io
import logging
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from collab.activity.journal import record
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Refusal
from collab.common.letters import BadMail, Enclosed
from collab.common.retrying import AFTER_SECONDS, TRIES
from collab.matters.actions import keep_file
from collab.matters.actions.attachments import store_content
from collab.matters.actions.spine import MAX_TITLE

from ..intake.events import MAIL_IGNORED
from ..intake.languages import language_of
from ..mail.reading import LARGEST, ReadMail, read, score_of, verdict
from ..mail.threads import answers_ours, giver_of, sent_before, threaded
from ..models import Channel, Envelope, Feedback, ReceivedMail, SentMail
from .addresses import confirm_address
from .envelopes import say_more, speak
from .submitting import Giver, submit_feedback

MOST_AN_HOUR = 20
LEASE = timedelta(minutes=10)
State = ReceivedMail.State
log = logging.getLogger(__name__)


def receive_mail(*, raw: IO[bytes], actor: Actor) -> ReceivedMail:
    """Take one mail in: as new feedback, as a message to one, or kept with the reason why it is neither.

    The same mail twice is taken once. Whatever it holds, nothing is lost, and nothing is raised as long as the
    database answers.
    """
    content = raw.read(LARGEST + 1)
    try:
        mail = _told_apart(read(content))
    except BadMail as bad:
        return _keep_aside(content, raw, str(bad.args[0]), actor)
    if before := ReceivedMail.objects.filter(message_id=mail.message_id).first():
        return before
    if why := mail.machine or _too_much(mail):
        return _keep_aside(content, raw, why, actor, mail)
    try:
        return _take(mail, actor)
    except Refusal as refusal:
        return _keep_aside(content, raw, refusal.code, actor, mail)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # one mail nobody foresaw must not keep those behind it waiting
        log.error("A mail could not be taken: %s", type(error).__name__)
        return _keep_aside(content, raw, "fault", actor, mail)


def _told_apart(mail: ReadMail) -> ReadMail:
    """Another mail under an id that is taken, as careless or hostile programs send, gets an id of its own."""
    known = ReceivedMail.objects.filter(message_id=mail.message_id).first()
    if known is None or (known.sender, known.subject) == (mail.sender[:260], mail.subject[:300]):
        return mail
    told = "\x00".join((mail.message_id, mail.sender, mail.subject, mail.text))
    return replace(mail, message_id=f"<{hashlib.sha256(told.encode()).hexdigest()}@same-id>")


def _too_much(mail: ReadMail) -> str:
    """Why a mail of this sender is not taken: it is our own, or one of too many within an hour."""
    if mail.sender in (settings.FEEDBACK_ADDRESS.casefold(), settings.DEFAULT_FROM_EMAIL.casefold()):
        return "own_address"
    since = clock.now() - timedelta(hours=1)
    count = ReceivedMail.objects.filter(sender=mail.sender, received_at__gte=since).count()
    return "too_many" if count >= MOST_AN_HOUR else ""


@transaction.atomic
def _take(mail: ReadMail, actor: Actor) -> ReceivedMail:
    row, fresh = ReceivedMail.objects.get_or_create(
        message_id=mail.message_id,
        defaults=_row(mail) | {"state": State.TAKEN, "received_at": clock.now()},
    )
    if not fresh:
        return row
    if feedback := threaded(mail):
        row.state = State.JOINED
        _go_on(feedback, mail, actor)
    elif feedback := sent_before(mail.sender, _title_of(mail), mail.text):
        row.state = State.JOINED
        say_more(feedback=feedback, actor=actor, text=_("(The same words came in once more.)"))
    else:
        feedback = _begin(mail, actor)
    left_out = [name for file in mail.files if (name := _left_out(feedback, file, actor))]
    if left_out:
        note = _("Files of this mail that could not be kept: %(names)s") % {"names": ", ".join(left_out)}
        say_more(feedback=feedback, actor=actor, text=note)
    row.feedback = feedback
    row.save(update_fields=["feedback", "state"])
    return row


def _go_on(feedback: Feedback, mail: ReadMail, actor: Actor) -> None:
    """A reply: to a question, that it is solved or not, or simply one more message.

    Only what answers a mail of ours closes feedback; a sender's name and a number prove nothing.
    """
    text, said = mail.text or _("(only files)"), verdict(mail.text)
    submitter, is_certain = giver_of(feedback, mail.sender), answers_ours(mail, feedback)
    if is_certain and submitter and not submitter.confirmed:
        confirm_address(submitter=submitter, actor=actor)
    if not is_certain:
        said = "" if said == Envelope.Step.CONFIRM else said
        doubt = _("(This mail answers none of ours: its sender is not certain.)")
        text = f"{text}\n\n{doubt}"
    try:
        with transaction.atomic():
            score = score_of(mail.text)
            speak(submitter, said or Envelope.Step.SAY, actor=actor, text=text, score=score)  # type: ignore[arg-type]
    except Refusal:
        say_more(feedback=feedback, actor=actor, text=text)


def _begin(mail: ReadMail, actor: Actor) -> Feedback:
    return submit_feedback(
        actor=actor,
        giver=Giver(email=mail.sender, language=language_of(mail.text or mail.subject)),
        channel=Channel.EMAIL,
        title=_title_of(mail),
        body=mail.text,
    )


def _title_of(mail: ReadMail) -> str:
    """Its subject or, without one, its first line."""
    first = mail.text.split("\n", 1)[0]
    return " ".join((mail.subject or first or _("(without a subject)")).split())[:MAX_TITLE]


def _left_out(feedback: Feedback, file: Enclosed, actor: Actor) -> str:
    """The name of a file that the rules of files refuse, so that the reader knows of it."""
    try:
        with transaction.atomic():
            held = SimpleUploadedFile("file", file.content)
            keep_file(matter=feedback, actor=actor, file=held, name=file.name)
    except Refusal as refusal:
        return f"{file.name[:100]} ({refusal})".replace("\x00", "")
    return ""


def _row(mail: ReadMail | None) -> dict[str, str]:
    return {"sender": mail.sender[:260], "subject": mail.subject[:300]} if mail else {}


@transaction.atomic
def _keep_aside(
    content: bytes, rest: IO[bytes], why: str, actor: Actor, mail: ReadMail | None = None
) -> ReceivedMail:
    """Keep the whole mail with the reason; one that a machine wrote counts as ignored. It is never answered."""
    path, sha256, _size = store_content(_Whole(content, rest))  # type: ignore[arg-type]
    row, fresh = ReceivedMail.objects.get_or_create(
        message_id=mail.message_id if mail else f"<{sha256}@unread>",
        defaults=_row(mail)
        | {
            "state": State.IGNORED if mail else State.ASIDE,
            "reason": why[:40],
            "path": path,
            "received_at": clock.now(),
        },
    )
    if fresh:
        record(MAIL_IGNORED, actor=actor, why=why, mail=row.pk)
    return row


class _Whole(io.RawIOBase):
    """What was read already, and then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]):
        self._head, self._rest = io.BytesIO(head), rest

    def read(self, size: int = -1) -> bytes:
        return self._head.read(size) or self._rest.read(size)


def queue_mail(feedback: Feedback, activity: int, address: str, subject: str, text: str) -> None:
    """Have this told to an address outside; once per fact, however often it is asked for. Part of delivery."""
    host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
    SentMail.objects.get_or_create(
        activity=activity,
        address=address,
        defaults={
            "feedback": feedback,
            "message_id": f"<{uuid.uuid4()}@{host}>",
            "subject": subject,
            "text": text,
            "due_at": clock.now(),
        },
    )


def send_due_mails(now: datetime) -> int:
    """Try every mail to a submitter that is due; how many went out."""
    due = Q(state=SentMail.State.PENDING) | Q(state=SentMail.State.SENDING)
    return sum(
        _tried(pk, now) for pk in SentMail.objects.filter(due, due_at__lte=now).values_list("pk", flat=True)
    )


def _tried(pk: int, now: datetime) -> bool:
    """Claim one for some minutes and try it; a sender that dies leaves it to the next."""
    rows = SentMail.objects.filter(pk=pk, due_at__lte=now).exclude(state__in=("sent", "failed"))
    if not rows.update(state=SentMail.State.SENDING, due_at=now + LEASE):
        return False
    row = SentMail.objects.select_related("feedback").get(pk=pk)
    row.attempts += 1
    try:
        _letter(row).send()
    except Exception as error:
        log.warning("Mail %s to a submitter: %s", row.pk, type(error).__name__)
        ended = row.attempts >= TRIES
        row.state = SentMail.State.FAILED if ended else SentMail.State.PENDING
        row.due_at = now + timedelta(seconds=0 if ended else AFTER_SECONDS[row.attempts - 1])
        row.last_error = f"{type(error).__name__}: {error}"[:300]
    else:
        row.state, row.last_error = SentMail.State.SENT, ""
    row.save(update_fields=["state", "attempts", "due_at", "last_error"])
    return row.state == SentMail.State.SENT


def _letter(row: SentMail) -> EmailMessage:
    before = ReceivedMail.objects.filter(feedback=row.feedback_id, sender=row.address).order_by("-pk").first()
    headers = {
        "Message-ID": row.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if before:
        headers |= {"In-Reply-To": before.message_id, "References": before.message_id}
    return EmailMessage(row.subject, row.text, settings.FEEDBACK_ADDRESS, [row.address], headers=headers)
