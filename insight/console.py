"""The console's frame: where one can go in it, which installation it is, and how the site is doing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collab.activity.models import Activity
from collab.common import clock
from collab.common.admin import may_use_console
from collab.deadlines.models import Extension
from collab.notifications.models import Message, State

from .health import due_since, message_due_since, undelivered_since
from .models import ImportRun

MENU = (
    (
        gettext_lazy("Organisation"),
        (
            (gettext_lazy("People"), "group", "org_person"),
            (gettext_lazy("Departments"), "account_tree", "org_department"),
            (gettext_lazy("Memberships"), "badge", "org_membership"),
            (gettext_lazy("Absences"), "event_busy", "org_absence"),
            (gettext_lazy("Working calendars"), "calendar_month", "org_workingcalendar"),
        ),
    ),
    (
        pgettext_lazy("console", "Work"),
        (
            (gettext_lazy("Tasks"), "task_alt", "tasks_task"),
            (gettext_lazy("Recurring tasks"), "repeat", "tasks_taskseries"),
            (gettext_lazy("Goals"), "flag", "goals_goal"),
            (gettext_lazy("Cycles"), "event_note", "goals_cycle"),
            (gettext_lazy("Meetings"), "groups", "meetings_meeting"),
            (gettext_lazy("Agenda items"), "list", "meetings_agendaitem"),
            (gettext_lazy("Decisions"), "gavel", "meetings_decision"),
            (gettext_lazy("Meeting series"), "event_repeat", "meetings_meetingseries"),
            (gettext_lazy("Hourly rates"), "payments", "meetings_hourlyrate"),
            (gettext_lazy("Minutes read in"), "description", "meetings_minutesreading"),
            (gettext_lazy("Retrospectives"), "history", "feedback_retrospective"),
            (gettext_lazy("Surveys"), "poll", "feedback_survey"),
            (gettext_lazy("Corrective actions"), "build_circle", "feedback_correctiveaction"),
            (gettext_lazy("Conflict cases"), "balance", "feedback_conflictcase"),
            (gettext_lazy("Labels"), "label", "matters_label"),
        ),
    ),
    (
        gettext_lazy("Supervision"),
        (
            (gettext_lazy("Escalation ladders"), "stairs", "deadlines_ladder"),
            (gettext_lazy("Rule for corrective action"), "rule", "feedback_correctiverule"),
            (gettext_lazy("Clocks"), "timer", "deadlines_deadline"),
            (gettext_lazy("Extensions"), "more_time", "deadlines_extension"),
            (gettext_lazy("Circulars"), "campaign", "insight_circular"),
            (gettext_lazy("Notices to sign for"), "signature", "insight_circularnotice"),
        ),
    ),
    (
        gettext_lazy("Operation"),
        (
            (gettext_lazy("Imports"), "upload_file", "insight_importrun"),
            (gettext_lazy("Journal"), "history", "activity_activity"),
            (gettext_lazy("Outgoing messages"), "outgoing_mail", "notifications_message"),
            (gettext_lazy("Access tokens"), "key", "org_apitoken"),
        ),
    ),
)


def environment(request: HttpRequest) -> list[str]:
    """The label in the corner: embedded installations are for trying out."""
    return [_("Embedded"), "info"] if settings.IS_EMBEDDED else [_("Full"), "success"]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The side menu; empty for staff who may not use the console."""
    if not may_use_console(request.user):
        return []
    return [_group(title, *items) for title, items in MENU]


def _group(title: Any, *items: tuple[Any, str, str]) -> dict[str, Any]:
    links = [
        {"title": label, "icon": icon, "link": reverse(f"admin:{name}_changelist")}
        for label, icon, name in items
    ]
    return {"title": title, "separator": True, "items": links}


def front_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """How the site is doing: what waits, for how long, what failed."""
    if not may_use_console(request.user):
        return context
    failed = Message.objects.filter(state__in=[State.FAILED, State.UNKNOWN])
    waiting = Extension.objects.visible_to(request.user).filter(state=Extension.State.PENDING)
    unfinished = ImportRun.objects.filter(state__in=[ImportRun.State.READY, ImportRun.State.RUNNING])
    return context | {
        "ages": [
            _age(_("Oldest journal entry not delivered"), undelivered_since(), "activity_activity", ""),
            _age(
                _("Oldest clock that waits for the sweep"),
                due_since(),
                "deadlines_deadline",
                "?state__exact=running",
            ),
            _age(
                _("Oldest message that waits"),
                message_due_since(),
                "notifications_message",
                "?state__exact=pending",
            ),
        ],
        "counts": [
            _count(
                _("Messages that failed or may be lost"),
                failed.count(),
                "notifications_message",
                "?state__exact=failed",
            ),
            _count(
                _("Requests for more time"), waiting.count(), "deadlines_extension", "?state__exact=pending"
            ),
            _count(_("Imports under way"), unfinished.count(), "insight_importrun", "?state__exact=running"),
            _count(_("Journal entries"), Activity.objects.count(), "activity_activity", ""),
        ],
    }


def _age(label: str, since, name: str, query: str) -> dict[str, Any]:
    seconds = max(int((clock.now() - since).total_seconds()), 0) if since else None
    url = reverse(f"admin:{name}_changelist") + query
    return {"label": label, "seconds": seconds, "late": bool(seconds and seconds > 120), "url": url}


def _count(label: str, count: int, name: str, query: str) -> dict[str, Any]:
    return {"label": label, "count": count, "url": reverse(f"admin:{name}_changelist") + query}
