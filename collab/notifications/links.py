"""Absolute addresses that go into messages; the site's own URL is used, never the Host header."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from collab.matters.models import Matter

ROUTES = {
    "task": "tasks:detail",
    "handover": "tasks:handover",
    "plan": "tasks:plan",
    "meeting": "meetings:detail",
    "decision": "meetings:decision",
}


def matter_path(matter: Matter | None) -> str:
    """The page of a matter, or the inbox where its kind has none."""
    if matter is not None and matter.kind in ROUTES:
        try:
            return reverse(ROUTES[matter.kind], args=[matter.pk])
        except NoReverseMatch:
            pass
    return reverse("notifications:inbox")


def absolute(path: str) -> str:
    """This path on the site."""
    return settings.SITE_URL + path
