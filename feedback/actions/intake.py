"""Feedback through the short form: under one's name, by one's address, or without a name in an envelope."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.matters.actions import attach_file, keep_file
from collab.matters.actions.spine import clean_words
from collab.org.models import Department

from ..intake.cleaning import Cleaned, clean_files
from ..intake.codes import code_for, digest_of, new_code
from ..intake.selectors import held_by, intake_settings, next_full_hour, was_said
from ..models import Channel, Consent, Envelope, EnvelopeFile, Feedback, FeedbackType, Severity, Writers
from .submitting import Giver, submit_feedback

MOST_FILES = 5


@dataclass(frozen=True)
class Words:
    """What somebody typed into the short form; `may_show` lets us show their text, without their name.

    `draft` is the secret of the form they typed it into: sent twice, it leads to the same code, which is told again.
    """

    title: str
    body: str = ""
    type: str = FeedbackType.PROBLEM
    severity: str = Severity.NORMAL
    about_department: Department | None = None
    may_show: bool = False
    files: list[Any] = field(default_factory=list)
    draft: str = ""

    def told(self) -> dict[str, Any]:
        """Title and description as they may be stored, and what kind of feedback it is."""
        title, body = clean_words(self.title, self.body)
        return {"title": title, "body": body, "type": self.type, "severity": self.severity}


@transaction.atomic
def write_in(*, actor: Actor, words: Words) -> Feedback:
    """Give feedback as oneself; the answers come to one's inbox."""
    return _take(actor, words, Giver(person=actor.person))


@transaction.atomic
def write_in_by_address(*, actor: Actor, words: Words, email: str) -> tuple[Feedback, str]:
    """Give feedback without an account: the private code, shown once, leads back, and answers go to the address too
    once its owner has said that it is theirs.
    """
    if intake_settings().writers != Writers.EVERYONE:
        raise Forbidden(_("Sign in to write under your name."))
    code, is_known = _code_of(words)
    spoken = get_language() or ""
    giver = Giver(email=email, code_hash=digest_of(code), confirmed=False, language=spoken)
    given = Feedback.objects.filter(submitters__code_hash=giver.code_hash)
    if is_known:
        return given.get(), code
    try:
        with transaction.atomic():
            return _take(actor, words, giver), code
    except IntegrityError:  # the same form, sent twice at the same moment
        if (sent := given.first()) is None:
            raise
        return sent, code


def _code_of(words: Words) -> tuple[str, bool]:
    """The code, and whether these very words came in with it: whoever sends a form twice sees the second answer alone.

    Other words written into a form that was sent already get a code of their own.
    """
    told, code = words.told(), code_for(words.draft)
    if was_said(told["title"], told["body"], digest=digest_of(code)):
        return code, True
    return new_code() if held_by(code).is_known else code, False


def _take(actor: Actor, words: Words, giver: Giver) -> Feedback:
    told = words.told()
    _refuse_repetition(told)
    if len(words.files) > MOST_FILES:
        raise Invalid.field("file", _("Add at most %(most)s files.") % {"most": MOST_FILES}, "too_many")
    feedback = submit_feedback(
        actor=actor, giver=giver, channel=Channel.FORM, about_department=words.about_department, **told
    )
    attach = attach_file if actor.person else keep_file
    for file in words.files:
        attach(matter=feedback, actor=actor, file=file, name=file.name)
    if words.may_show:
        Consent.objects.create(feedback=feedback)
    return feedback


@transaction.atomic
def write_anonymously(*, actor: Actor, words: Words) -> str:
    """Close feedback without a name into an envelope; answers with the private code, which is kept nowhere."""
    if not intake_settings().allows_anonymous:
        raise Forbidden(_("Feedback without a name is not taken here."))
    if actor.person is not None:
        raise Conflict(_("Signed in, this could be traced to you. Sign out first."), code="traceable")
    told, (code, is_known) = words.told(), _code_of(words)
    if is_known:
        return code
    _refuse_repetition(told)
    files = clean_files(words.files)
    about = {"about_department": words.about_department.pk if words.about_department else None}
    whole = told | about | {"may_show": words.may_show}
    with suppress(IntegrityError), transaction.atomic():  # the same form, sent twice at the same moment
        close_envelope(digest_of(code), Envelope.Step.SUBMIT, whole, files)
    return code


def close_envelope(digest: str, step: str, words: dict[str, Any], files: Iterable[Cleaned] = ()) -> Envelope:
    """Keep this closed until the next full hour; part of another action."""
    envelope = Envelope.objects.create(
        digest=digest, step=step, words=words, opens_at=next_full_hour(clock.now())
    )
    EnvelopeFile.objects.bulk_create(
        EnvelopeFile(envelope=envelope, name=file.name, content=file.content) for file in files
    )
    return envelope


def _refuse_repetition(told: dict[str, Any]) -> None:
    if was_said(told["title"], told["body"]):
        raise Invalid.field(
            "title", _("The same words came in already. Follow that up, or say what is new."), "duplicate"
        )
