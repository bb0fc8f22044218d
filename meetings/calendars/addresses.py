"""Where a calendar program reads a feed."""

from django.conf import settings
from django.urls import reverse


def address_of(secret: str) -> str:
    """The whole address, under the site's own name."""
    return settings.SITE_URL + reverse("calendar", args=[secret])
