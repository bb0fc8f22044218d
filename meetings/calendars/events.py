"""Events of calendar addresses."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, nobody, register

FEED_MADE = register(
    EventType(
        code="calendar.address_made",
        sentence=_("%(actor)s made a calendar address for %(of)s"),
        fields={"feed", "of"},
        audience=nobody,
    )
)
FEED_REVOKED = register(
    EventType(
        code="calendar.address_revoked",
        sentence=_("%(actor)s revoked the calendar address for %(of)s"),
        fields={"feed", "of"},
        audience=nobody,
    )
)
