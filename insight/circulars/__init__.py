"""Circulars 通报: counting a period, freezing what was counted, and showing it on pages and in files."""

from django.urls import reverse


def path_of(activity) -> str:
    """The page of the circular that a journal entry is about."""
    return reverse("insight:circular", args=[activity.facts["circular"]])
