"""Names of kinds of events, as the preferences page shows them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "*": _("Everything else"),
    "agenda_item": _("Agenda items"),
    "attachment": _("Files"),
    "comment": _("Comments and mentions"),
    "deadline": _("Reminders and escalations"),
    "decision": _("Decisions"),
    "extension": _("Extensions"),
    "file": _("Files made for me"),
    "handover": _("Hand-overs"),
    "matter": _("Descriptions, parties and visibility"),
    "meeting": _("Meetings"),
    "minutes": _("Minutes"),
    "plan": _("Plans"),
    "task": _("Work handed out, signed for, finished"),
}


def kind_word(kind: str) -> str:
    """The name of a kind; rooms this list does not know read as their code."""
    return str(KINDS.get(kind, kind))
