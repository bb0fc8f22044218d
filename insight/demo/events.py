"""The trace that a removed demo leaves in the organisation's history."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, register

DEMO_REMOVED = register(
    EventType(
        code="demo.removed",
        fields={"matters", "people"},
        sentence=_(
            "%(actor)s removed the demo organisation: %(matters)s matters and %(people)s people with their histories"
        ),
    )
)
