"""Feedback by telephone: written down by whoever answers, or taken over from a list."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.common.errors import Invalid, require

from ..intake.codes import digest_of, new_code
from ..intake.languages import language_of
from ..intake.policies import can_log_calls
from ..intake.selectors import was_said
from ..models import Caller, Channel, Feedback
from .intake import Words
from .submitting import Giver, submit_feedback


@dataclass(frozen=True)
class Call:
    """What a caller said of themselves; all of it may be empty, and then the call is anonymous."""

    name: str = ""
    phone: str = ""
    email: str = ""

    @property
    def is_anonymous(self) -> bool:
        return not (self.name or self.phone or self.email)


@transaction.atomic
def log_call(*, actor: Actor, words: Words, call: Call, external_key: str = "") -> tuple[Feedback, str]:
    """Take a call down; the code can be read to the caller, who then follows it up without us.

    An address is written down by ear: nothing goes there before whoever reads its mail has said that it is theirs.
    With an `external_key` that is known already the feedback that has it is answered, and no code.
    """
    require(can_log_calls(actor), _("Calls are taken down in the coordination office."))
    told, given = words.told(), Feedback.objects.filter(external_key=external_key)
    if external_key and (known := given.first()):
        return known, ""
    if not external_key and was_said(told["title"], told["body"]):
        raise Invalid.field("title", _("This was taken down already, with the same words."), "duplicate")
    try:
        with transaction.atomic():
            return _taken_down(actor, words, call, external_key)
    except IntegrityError:  # the same case, handed over twice at the same moment
        if not external_key or (known := given.first()) is None:
            raise
        return known, ""


def _taken_down(actor: Actor, words: Words, call: Call, external_key: str) -> tuple[Feedback, str]:
    told, code = words.told(), new_code()
    giver = Giver(
        email=call.email,
        confirmed=not call.email,
        language=language_of(told["body"] or told["title"]) if call.email else "",
        code_hash=digest_of(code),
        anonymous=call.is_anonymous,
    )
    feedback = submit_feedback(
        actor=actor, giver=giver, channel=Channel.HOTLINE, about_department=words.about_department, **told
    )
    if external_key:
        feedback.external_key = external_key
        feedback.save_changes()
    Caller.objects.create(feedback=feedback, name=call.name, phone=call.phone, taken_by=actor.person)
    return feedback, code
