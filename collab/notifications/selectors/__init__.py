"""Reads of notifications, preferences and audiences."""

from .hearers import hearings, readers
from .inbox import Page, im_url_of, inbox_page, preferences_of, unread_count

__all__ = ["Page", "hearings", "im_url_of", "inbox_page", "preferences_of", "readers", "unread_count"]
