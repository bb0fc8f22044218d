"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from collab.activity.delivery import add_reactor
        from collab.matters.actions.attachments import tell_when_opened
        from collab.matters.chain import register_open_ends
        from collab.matters.models import Kind
        from collab.matters.rows import register_page

        from . import doings, events, running_doings, selectors, turns  # noqa: F401
        from .actions import note_opening
        from .ballots import doings as ballot_doings  # noqa: F401
        from .calendars.reactor import follow as follow_accounts
        from .decisions import events as decision_events  # noqa: F401
        from .minutes import doings as minutes_doings  # noqa: F401
        from .minutes import events as minutes_events  # noqa: F401
        from .minutes.selectors import open_ends as minutes_open_ends
        from .preparation import doings as preparation_doings  # noqa: F401
        from .series import doings as series_doings  # noqa: F401

        register_open_ends(Kind.MEETING, selectors.meeting_open_ends)
        register_open_ends(Kind.AGENDA_ITEM, selectors.item_open_ends)
        register_open_ends(Kind.DECISION, selectors.decision_open_ends)
        register_open_ends(Kind.MINUTES, minutes_open_ends)
        add_reactor("meetings.calendars", follow_accounts)
        tell_when_opened(Kind.AGENDA_ITEM, note_opening)
        register_page(Kind.MEETING, "meetings:detail")
        register_page(Kind.AGENDA_ITEM, "meetings:item")
        register_page(Kind.DECISION, "meetings:decision")
        register_page(Kind.MINUTES, "meetings:minutes")
