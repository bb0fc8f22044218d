"""What every page's frame shows: where to go, what to create, which demo accounts stand at the door."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from collab.matters.listings import address_of
from collab.matters.models import SavedView
from collab.matters.selectors import pinned_views
from collab.org.models import Person
from collab.org.standing import standing_of
from feedback.conflicts.policies import may_raise

from .selectors.board import may_supervise

MAIN = (
    ("insight:workbench", gettext_lazy("Workbench"), "layout-dashboard", "h"),
    ("tasks:list", gettext_lazy("Work"), "list-check", "w"),
    ("goals:list", gettext_lazy("Goals"), "target", "g"),
    ("meetings:list", gettext_lazy("Meetings"), "calendar-event", "m"),
)
AGREED = (
    ("meetings:decisions", gettext_lazy("Decisions"), "gavel", "d"),
    ("tasks:handovers", gettext_lazy("Hand-overs"), "switch-horizontal", "t"),
    ("insight:follow_through", gettext_lazy("Follow-through"), "report-analytics", "u"),
)
VOICES = (
    ("feedback:list", gettext_lazy("Feedback"), "message-2", "f"),
    ("feedback:correctives", gettext_lazy("Corrective actions"), "shield-check", "q"),
    ("feedback:conflicts", gettext_lazy("Conflicts"), "scale", "x"),
    ("feedback:surveys", gettext_lazy("Surveys"), "forms", "y"),
)
LEARNT = (
    ("feedback:retrospectives", gettext_lazy("Retrospectives"), "history", "r"),
    ("feedback:lessons", gettext_lazy("Lesson library"), "book", "b"),
)
OVERVIEW = (
    ("org:departments", gettext_lazy("Departments"), "sitemap", "o"),
    ("insight:workload", gettext_lazy("Workload"), "chart-bar", "l"),
)
CIRCULARS = ("insight:circulars", gettext_lazy("Circulars"), "speakerphone", "c")
SUPERVISION = ("insight:supervision", gettext_lazy("Supervision"), "stairs-up", "s")
CREATIONS = (
    ("tasks:create", gettext_lazy("Task"), "square-check"),
    ("tasks:create_handover", gettext_lazy("Hand-over"), "switch-horizontal"),
    ("meetings:create", gettext_lazy("Meeting"), "calendar-plus"),
    ("goals:create", gettext_lazy("Goal"), "target"),
    ("feedback:raise_conflict", gettext_lazy("Conflict case"), "scale"),
    ("feedback:create", gettext_lazy("Feedback"), "message-2"),
    ("meetings:import", gettext_lazy("Minutes from a file"), "file-import"),
    ("feedback:create_survey", gettext_lazy("Survey"), "forms"),
)
MAY_CREATE: dict[str, Callable[[Any], bool]] = {
    "feedback:raise_conflict": may_raise
}  # all else is for everybody
DEMO = {
    "staff": (gettext_lazy("Staff"), gettext_lazy("Does the work")),
    "liaison": (gettext_lazy("Liaison officer"), gettext_lazy("Signs for a department")),
    "head": (gettext_lazy("Department head"), gettext_lazy("Answers for results")),
    "coordinator": (gettext_lazy("Coordinator"), gettext_lazy("Supervises and chases")),
    "leader": (gettext_lazy("Leader"), gettext_lazy("Sees what is red")),
    "outsider": (gettext_lazy("Outsider"), gettext_lazy("Another department, no part in it")),
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor behind templates/base.html; nothing is read that a page does not use."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo_accounts": SimpleLazyObject(demo_accounts)}
    nav, creating = [*navigation(request), *pinned(request)], creations(user)
    return {
        "nav": nav,
        "nav_stamp": tuple((entry["url"], entry["active"], entry["count"], entry["name"]) for entry in nav),
        "create_menu": creating,
        "create_stamp": tuple(entry["url"] for entry in creating),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Places this person may go to, under their headings, the present one marked."""
    standing = standing_of(request.user)
    overview = [*OVERVIEW, *([CIRCULARS] if standing.is_coordinator or standing.officer_of else [])]
    overview += [SUPERVISION] if may_supervise(request.user) else []
    groups = (
        ("", MAIN),
        (pgettext("navigation", "Agreed"), AGREED),
        (pgettext("navigation", "Voices"), VOICES),
        (pgettext("navigation", "Learning"), LEARNT),
        (pgettext("navigation", "Overview"), overview),
    )
    found = [
        {
            "group": group,
            "label": label,
            "url": url,
            "icon": icon,
            "key": key,
            "active": False,
            "count": None,
            "name": "",
        }
        for group, places in groups
        for name, label, icon, key in places
        if (url := _url(name))
    ]
    inside = [at for at, entry in enumerate(found) if _within(request.path, str(entry["url"]))]
    if inside:
        found[max(inside, key=lambda at: len(str(found[at]["url"])))]["active"] = True
    return found


def pinned(request: HttpRequest) -> list[dict[str, Any]]:
    """The saved views this person keeps in the menu, as far as they may still see them."""
    held = pinned_views().get(request.user.pk or 0, [])
    if not held:
        return []
    views = SavedView.objects.visible_to(request.user).in_bulk(held)
    places = [(views[pk].name, address_of(views[pk])) for pk in held if pk in views]
    here = request.get_full_path()
    return [
        {
            "group": pgettext("navigation", "Pinned"),
            "label": name,
            "url": url,
            "icon": "pin",
            "key": "",
            "active": url == here,
            "count": None,
            "name": name,
        }
        for name, url in places
        if url
    ]


def _within(path: str, url: str) -> bool:
    """Whether a page lies below a place; only the front door itself lies below the front door."""
    return path == url if url == "/" else path.startswith(url)


def creations(person: Any) -> list[dict[str, Any]]:
    """What the + menu offers this person."""
    offered = [
        (_url(name), label, icon)
        for name, label, icon in CREATIONS
        if (may := MAY_CREATE.get(name)) is None or may(person)
    ]
    return [{"label": label, "url": url, "icon": icon} for url, label, icon in offered if url]


def demo_accounts() -> list[dict[str, str]]:
    """The demo organisation's accounts, where it is loaded."""
    present = Person.objects.active().filter(is_demo=True, username__in=DEMO)
    names = {person.username: str(person) for person in present}
    return [
        {
            "username": handle,
            "label": str(label),
            "hint": _("%(name)s · %(does)s") % {"name": names[handle], "does": does},
        }
        for handle, (label, does) in DEMO.items()
        if handle in names
    ]


@cache
def _url(name: str) -> str:
    """The address of a place, or "" where its room is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
