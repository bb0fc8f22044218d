"""Lists of meetings, decisions and minutes read in, each behind a filter bar that lives in the address."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from collab.common.keyset import Page
from collab.matters.chain import open_ends_among
from collab.matters.rows import day_words, live_triggers, rows_of
from collab.matters.views.lists import ListView

from ..filters import DECISIONS, MEETINGS, READINGS, DecisionFilter, MeetingFilter, ReadingFilter
from ..models import Decision, Meeting, MinutesReading


def when_words(meeting: Meeting) -> str:
    """When a meeting is, as far as that is known."""
    if not meeting.all_day:
        return day_words(meeting.starts_at)
    return date_format(timezone.localtime(meeting.starts_at), _("D j M Y"))


def meeting_rows(meetings: Sequence[Meeting]) -> list[dict[str, Any]]:
    """Rows of meetings by when they are held, not by when their minutes are due; with what they left open."""
    ends = open_ends_among(meetings)
    return [
        row
        | {
            "due_iso": meeting.starts_at.isoformat(),
            "due_text": when_words(meeting),
            "due_relative": "; ".join(str(text) for text in ends.get(meeting.pk, [])),
            "overdue": False,
        }
        for row, meeting in zip(rows_of(meetings), meetings, strict=True)
    ]


class MeetingList(ListView):
    """Coming and past meetings."""

    listing = MEETINGS
    template, part, filter = "meetings/list.html", "meetings/_list.html", MeetingFilter

    def rows(self) -> QuerySet:
        return Meeting.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        rows = meeting_rows(page.rows)
        waiting = MinutesReading.objects.visible_to(self.request.user).pending().count()
        past = self.request.GET.get("when") == "past"
        topics = ["me", *(row["topic"] for row in rows)]
        return {"rows": rows, "waiting": waiting, "past": past, "triggers": live_triggers(topics)}


class DecisionList(ListView):
    """The register of decisions."""

    listing = DECISIONS
    template, part, filter = "meetings/decisions.html", "meetings/_decisions.html", DecisionFilter

    def rows(self) -> QuerySet:
        return Decision.objects.visible_to(self.request.user).with_card()

    def shown(self, page: Page) -> dict[str, Any]:
        ends = open_ends_among(page.rows)
        rows = [
            row
            | {
                "due_iso": decision.decided_at.isoformat() if decision.decided_at else "",
                "due_text": day_words(decision.decided_at) if decision.decided_at else "",
                "due_relative": "; ".join(str(text) for text in ends.get(decision.pk, [])),
                "overdue": False,
            }
            for row, decision in zip(rows_of(page.rows), page.rows, strict=True)
        ]
        return {"rows": rows, "triggers": live_triggers(["me", *(row["topic"] for row in rows)])}


class ReadingList(ListView):
    """Minutes read in, those to review first in the eye."""

    listing = READINGS
    template, part, filter = "meetings/readings.html", "meetings/_readings.html", ReadingFilter

    def rows(self) -> QuerySet:
        pending = Count("findings", filter=Q(findings__state="pending"))
        rows = MinutesReading.objects.visible_to(self.request.user).defer("raw", "parsed")
        return rows.select_related("department", "read_by", "meeting").annotate(
            found=Count("findings"), pending=pending
        )

    def shown(self, page: Page) -> dict[str, Any]:
        return {"rows": page.rows}
