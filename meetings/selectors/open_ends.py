"""What the chain lacks at meetings, agenda items and decisions."""

from django.utils.translation import gettext_lazy as _

from collab.matters.models import Kind, Link, LinkKind

from ..models import AgendaItem, Decision, Meeting

UNDECIDED = ("admitted", "discussing", "deferred")
TO_CARRY_OUT = ("adopted", "carrying_out")


def meeting_open_ends(ids: list[int]) -> dict[int, list]:
    """Minutes not written, and items that a meeting ended without settling."""
    found: dict[int, list] = {}
    rows = Meeting.objects.filter(pk__in=ids)
    for pk in rows.filter(status="minutes_due").values_list("pk", flat=True):
        found.setdefault(pk, []).append(_("minutes not written yet"))
    over = AgendaItem.objects.filter(meeting__in=rows, meeting__status__in=["minutes_due", "closed"])
    for pk in over.filter(status__in=UNDECIDED).values_list("meeting_id", flat=True).distinct():
        found.setdefault(pk, []).append(_("items left undecided"))
    return found


def item_open_ends(ids: list[int]) -> dict[int, list]:
    """Items of a meeting that is over, still without an outcome."""
    over = AgendaItem.objects.filter(
        pk__in=ids, meeting__status__in=["minutes_due", "closed"], status__in=UNDECIDED
    )
    words = {
        "deferred": _("deferred, not taken up again"),
        "admitted": _("never discussed"),
        "discussing": _("discussed without an outcome"),
    }
    return {pk: [words[status]] for pk, status in over.values_list("pk", "status")}


def decision_open_ends(ids: list[int]) -> dict[int, list]:
    """Decisions in force that nobody was given to carry out."""
    rows = Decision.objects.filter(pk__in=ids, status__in=TO_CARRY_OUT)
    led = Link.objects.filter(source__in=ids, kind=LinkKind.LED_TO, target__kind=Kind.TASK)
    with_task = set(led.values_list("source_id", flat=True))
    return {
        pk: [_("decided, but no task carries it out")]
        for pk in rows.values_list("pk", flat=True)
        if pk not in with_task
    }
