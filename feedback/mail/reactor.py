"""Reacts to the journal: what a submitter outside the house must know of their feedback goes to them by e-mail."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from collab.activity.models import Activity
from collab.activity.sentences import detail_of

from ..actions.mails import queue_mail
from ..models import Feedback

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
    )
)


def tell_submitters(rows: Sequence[Activity]) -> None:
    """Queue the mails that follow from these entries; doing it again queues nothing twice."""
    told = [row for row in rows if row.event in TOLD and row.matter_id]
    found = Feedback.objects.in_bulk([row.matter_id for row in told]) if told else {}
    for row in told:
        if (feedback := found.get(row.matter_id or 0)) is None:
            continue
        for submitter in feedback.submitters.filter(person=None).exclude(email=""):
            queue_mail(feedback, row.pk, submitter.email.casefold(), words_of(row, feedback))


def words_of(row: Activity, feedback: Feedback) -> str:
    """What the mail says, in the site's language."""
    with override(settings.LANGUAGE_CODE):
        context = {
            "feedback": feedback,
            "is_new": row.event == "feedback.submitted",
            "said": detail_of(row),
            "page": settings.SITE_URL + reverse("voice:follow_up"),
        }
        return render_to_string("feedback/mail.txt", context).strip() + "\n"
