"""Reads at the doors: what coordinators allow, what a code leads to, and whether the same was said already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from collab.common import clock
from collab.common.memo import Remembered

from ..models import ONLY, Envelope, Feedback, IntakeSettings, Submitter
from .codes import NOBODYS, digests_of, fits

SAME_FOR = timedelta(hours=24)
HOUR = timedelta(hours=1)


def read_settings() -> IntakeSettings:
    """The one row, or the careful defaults where coordinators have not set anything."""
    return IntakeSettings.objects.filter(pk=ONLY).first() or IntakeSettings(pk=ONLY)


intake_settings = Remembered(read_settings)


@dataclass(frozen=True)
class Held:
    """What a code leads to: the submitter it was given to, and what of theirs is still closed."""

    submitter: Submitter | None
    waiting: list[Envelope]

    @property
    def is_known(self) -> bool:
        return self.submitter is not None or bool(self.waiting)

    @property
    def digest(self) -> str:
        """The hash under which the code is kept; Held must be known."""
        return str(self.submitter.code_hash) if self.submitter else self.waiting[0].digest


def held_by(code: str) -> Held:
    """What this code leads to. The same statements are run and as much is compared whether there is anything or not."""
    wanted = digests_of(code)
    rows = Submitter.objects.filter(code_hash__in=wanted).select_related("feedback__department")
    submitter = rows.first()
    waiting = list(Envelope.objects.filter(digest__in=wanted))
    known = [submitter.code_hash if submitter else NOBODYS, waiting[0].digest if waiting else NOBODYS]
    hits = [fits(str(one), wanted) for one in known]
    return Held(submitter if hits[0] else None, waiting if hits[1] else [])


def lies_in_envelope(feedback: Feedback) -> bool:
    """Whether something that a submitter said about it is still closed."""
    codes = Submitter.objects.filter(feedback=feedback.pk).values("code_hash")
    return Envelope.objects.filter(digest__in=codes).exists()


def next_full_hour(now: datetime) -> datetime:
    """When envelopes closed at this instant are opened."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR


def said_lately(title: str, body: str) -> QuerySet[Feedback]:
    """Feedback in exactly these words that came in within a day."""
    return Feedback.objects.filter(title=title, body=body, created_at__gte=clock.now() - SAME_FOR)


def was_said(title: str, body: str, digest: str = "") -> bool:
    """Whether exactly these words came in within a day, opened or not; with a digest, under that code."""
    opened = said_lately(title, body)
    closed = Envelope.objects.filter(step=Envelope.Step.SUBMIT, words__title=title, words__body=body)
    if digest:
        opened, closed = opened.filter(submitters__code_hash=digest), closed.filter(digest=digest)
    return opened.exists() or closed.exists()
