"""Absolute addresses that go into messages; the site's own URL is used, never the Host header."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from collab.activity.models import Activity
from collab.matters.models import Matter
from collab.matters.rows import has_page, url_of


def matter_path(matter: Matter | None) -> str:
    """The page of a matter, or the inbox where its kind has none."""
    if matter is not None and has_page(matter.kind):
        return url_of(matter)
    return reverse("notifications:inbox")


_pages: dict[str, Callable[[Activity], str]] = {}


def register_page(event: str, path: Callable[[Activity], str]) -> None:
    """Where entries of an event that is about no matter lead to."""
    _pages[event] = path


def activity_path(activity: Activity) -> str:
    """The page an entry is about: its event's own, else its matter's."""
    own = _pages.get(activity.event)
    return own(activity) if own else matter_path(activity.matter)


def absolute(path: str) -> str:
    """This path on the site."""
    return settings.SITE_URL + path
