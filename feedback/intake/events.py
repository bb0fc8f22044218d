"""Events at the doors. None names anybody who gave feedback."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register

from ..loop.policies import hears_as_handler

DOORS_SET = register(
    EventType(
        code="intake.doors_set",
        sentence=_("%(actor)s changed who may give feedback and who reads the board"),
        fields={"writers", "allows_anonymous", "board_is_public"},
    )
)
SUBMITTER_WROTE = register(
    EventType(
        code="feedback.submitter_wrote",
        sentence=_("The submitter wrote about %(matter)s"),
        fields={"text"},
        audience=hears_as_handler,
        detail="text",
        urgency=Urgency.PROMPT,
    )
)
ADDRESS_CONFIRMED = register(
    EventType(
        code="feedback.address_confirmed",
        sentence=_("The address for the answers to %(matter)s was confirmed"),
    )
)
MAIL_IGNORED = register(
    EventType(
        code="mail.not_taken",
        sentence=_("A mail to the feedback address was left aside (%(why)s)"),
        fields={"why", "mail"},
    )
)
