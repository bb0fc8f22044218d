"""The rule by which corrective action is opened, and which feedback it meets."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from collab.common import clock
from collab.matters.models import Kind, Link, LinkKind

from ..models import CorrectiveRule, Feedback, Severity, Trigger

UNCOUNTED = ("not_accepted", "withdrawn", "merged")


def rule() -> CorrectiveRule:
    """The rule as coordinators set it, or as it is delivered."""
    return CorrectiveRule.objects.order_by("pk").first() or CorrectiveRule()


def alike(feedback: Feedback, within_days: int) -> QuerySet[Feedback]:
    """Feedback of the last days, this one among it, with the same cause in the same department or about the same
    matter; what was not accepted, was withdrawn or was merged does not count.
    """
    same = Q(pk=feedback.pk)
    if feedback.cause:
        same |= Q(department=feedback.department_id, cause=feedback.cause)
    if feedback.about_id:
        same |= Q(about=feedback.about_id)
    since = clock.now() - timedelta(days=within_days)
    return Feedback.objects.filter(same, created_at__gte=since).exclude(status__in=UNCOUNTED)


def trigger_of(feedback: Feedback) -> str:
    """Why this feedback calls for corrective action, or "" where it does not."""
    known = rule()
    if known.severe_opens and feedback.severity == Severity.SEVERE:
        return Trigger.SEVERE
    if feedback.reopened >= known.reopened_times:
        return Trigger.REOPENED
    if alike(feedback, known.within_days).count() >= known.repeats:
        return Trigger.REPEATED
    return ""


def hung_on(ids) -> QuerySet[Link]:
    """Links from these matters to corrective actions that are still open."""
    return Link.objects.filter(
        source__in=ids, kind=LinkKind.LED_TO, target__kind=Kind.CORRECTIVE, target__is_open=True
    )
