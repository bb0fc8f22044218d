"""Reacts to the journal: what a submitter outside the house must know of their feedback goes to them by e-mail."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from collab.activity.models import Activity
from collab.activity.sentences import detail_of
from collab.matters.words import instant_words, iso
from collab.org.selectors import calendar_of

from ..actions.addresses import link_to_confirm
from ..actions.mails import queue_mail
from ..intake.events import ADDRESS_CONFIRMED
from ..intake.story import OURS
from ..loop.events import CLOSING_ANNOUNCED
from ..loop.selectors import turns_of
from ..models import Channel, Feedback, Submitter, TurnKind

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
        "not_solved",
        "reopened",
        "merged",
        "withdrawn",
        "parted",
        "address_confirmed",
    )
)
WITH_WORDS = frozenset(
    f"feedback.{step}"
    for step in ("accepted", "refused", "asked", "first_answered", "answered", "answer_shared", "reopened")
)
MOST_ASKED = 3
A_DAY = timedelta(days=1)


def tell_submitters(rows: Sequence[Activity]) -> None:
    """Queue the mails that follow from these entries; doing it again queues nothing twice."""
    told = [row for row in rows if row.event in TOLD and row.matter_id]
    rows_of = Feedback.objects.select_related("department")
    found = rows_of.in_bulk([row.matter_id for row in told]) if told else {}
    for row in told:
        if (feedback := found.get(row.matter_id or 0)) is None:
            continue
        for submitter in feedback.submitters.filter(person=None).exclude(email=""):
            if submitter.confirmed:
                queue_mail(feedback, row.pk, submitter.email.casefold(), *words_of(row, feedback, submitter))
            elif row.event == "feedback.submitted" and not _was_asked_enough(submitter, feedback):
                queue_mail(feedback, row.pk, submitter.email.casefold(), *question_to(submitter, feedback))


def words_of(row: Activity, feedback: Feedback, submitter: Submitter) -> tuple[str, str]:
    """Subject and text of the mail, in the submitter's language and in the zone of the handling department."""
    zone = calendar_of(feedback.department).zone
    with override(submitter.language or settings.LANGUAGE_CODE), timezone.override(zone):
        decides = feedback.status == "awaiting_confirmation" and feedback.due_at
        context = {
            "what": row.event.removeprefix("feedback."),
            "number": feedback.number,
            "state": feedback.status_label,
            "ending": feedback.get_ending_display(),
            "due": instant_words((row.facts or {}).get("due", "")),
            "said": _said(row, feedback),
            "closes": instant_words(iso(feedback.due_at)) if decides else "",
            "may_reply": feedback.is_open,
            "page": _follow_up() if submitter.code_hash else "",
        }
        text = render_to_string("feedback/mail.txt", context).strip() + "\n"
        return f"[{feedback.number}] {feedback.title}"[:200], text


def _said(row: Activity, feedback: Feedback) -> str:
    """Our own words about it: those of the step, what was asked and not replied to, or what we said last.

    What the submitter said is not told back to them.
    """
    if row.event == CLOSING_ANNOUNCED.code:
        return _last_word(feedback, TurnKind.QUESTION)
    if row.event == ADDRESS_CONFIRMED.code:
        return _last_word(feedback, *OURS)
    return detail_of(row) if row.event in WITH_WORDS and row.actor_id else ""


def _follow_up() -> str:
    return f"{settings.SITE_URL}{reverse('voice:follow_up')}?language={get_language()}"


def question_to(submitter: Submitter, feedback: Feedback) -> tuple[str, str]:
    """Whether the address is theirs. It holds nothing that was typed, so that nobody sends their words through us."""
    with override(submitter.language or settings.LANGUAGE_CODE):
        link = f"{link_to_confirm(submitter)}?language={get_language()}"
        context = {"number": feedback.number, "link": link, "called": feedback.channel == Channel.HOTLINE}
        text = render_to_string("feedback/confirm_mail.txt", context).strip() + "\n"
        subject = _("[%(number)s] Are the answers to come here?") % {"number": feedback.number}
        return subject, text


def _last_word(feedback: Feedback, *kinds: str) -> str:
    """What we said last, of these kinds."""
    ours = [turn.text for turn in turns_of(feedback) if turn.kind in kinds and turn.text]
    return ours[-1] if ours else ""


def _was_asked_enough(submitter: Submitter, feedback: Feedback) -> bool:
    """Whether this address was asked so often within a day that somebody may be using us to trouble its owner."""
    earlier = Submitter.objects.filter(email__iexact=submitter.email, confirmed=False, pk__lt=submitter.pk)
    return earlier.filter(feedback__created_at__gt=feedback.created_at - A_DAY).count() >= MOST_ASKED
