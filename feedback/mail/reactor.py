"""Reacts to the journal: what a submitter outside the house must know of their feedback goes to them by e-mail."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from collab.activity.models import Activity
from collab.activity.sentences import detail_of

from ..actions.addresses import link_to_confirm
from ..actions.mails import queue_mail
from ..intake.events import ADDRESS_CONFIRMED
from ..intake.story import OURS
from ..loop.selectors import turns_of
from ..models import Feedback, Submitter

TOLD = frozenset(
    f"feedback.{step}"
    for step in (
        "submitted",
        "accepted",
        "refused",
        "asked",
        "first_answered",
        "answered",
        "answer_shared",
        "closing_announced",
        "timed_out",
        "withdrawn",
        "parted",
        "address_confirmed",
    )
)
MOST_ASKED = 3
A_DAY = timedelta(days=1)


def tell_submitters(rows: Sequence[Activity]) -> None:
    """Queue the mails that follow from these entries; doing it again queues nothing twice."""
    told = [row for row in rows if row.event in TOLD and row.matter_id]
    found = Feedback.objects.in_bulk([row.matter_id for row in told]) if told else {}
    for row in told:
        if (feedback := found.get(row.matter_id or 0)) is None:
            continue
        for submitter in feedback.submitters.filter(person=None).exclude(email=""):
            if submitter.confirmed:
                queue_mail(feedback, row.pk, submitter.email.casefold(), *words_of(row, feedback))
            elif row.event == "feedback.submitted" and not _was_asked_enough(submitter, feedback):
                queue_mail(feedback, row.pk, submitter.email.casefold(), *question_to(submitter, feedback))


def words_of(row: Activity, feedback: Feedback) -> tuple[str, str]:
    """Subject and text of the mail, in the site's language."""
    with override(settings.LANGUAGE_CODE):
        context = {
            "feedback": feedback,
            "is_new": row.event == "feedback.submitted",
            "said": detail_of(row) or (_last_word(feedback) if row.event == ADDRESS_CONFIRMED.code else ""),
            "may_decide": feedback.status == "awaiting_confirmation",
            "page": settings.SITE_URL + reverse("voice:follow_up"),
        }
        text = render_to_string("feedback/mail.txt", context).strip() + "\n"
        return f"[{feedback.number}] {feedback.title}"[:200], text


def question_to(submitter: Submitter, feedback: Feedback) -> tuple[str, str]:
    """Whether the address is theirs. It holds nothing that was typed, so that nobody sends their words through us."""
    with override(settings.LANGUAGE_CODE):
        context = {"number": feedback.number, "link": link_to_confirm(submitter)}
        text = render_to_string("feedback/confirm_mail.txt", context).strip() + "\n"
        subject = _("[%(number)s] Are the answers to come here?") % {"number": feedback.number}
        return subject, text


def _last_word(feedback: Feedback) -> str:
    """What we said last."""
    ours = [turn for turn in turns_of(feedback) if turn.kind in OURS]
    return ours[-1].text if ours else ""


def _was_asked_enough(submitter: Submitter, feedback: Feedback) -> bool:
    """Whether this address was asked so often within a day that somebody may be using us to trouble its owner."""
    earlier = Submitter.objects.filter(email__iexact=submitter.email, confirmed=False, pk__lt=submitter.pk)
    return earlier.filter(feedback__created_at__gt=feedback.created_at - A_DAY).count() >= MOST_ASKED
