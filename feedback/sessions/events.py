"""Events of sessions: the phases and what came of them, never a single card or vote."""

from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress

from .states import TEMPLATES


def template_words(value) -> str:
    """The template's name in the reader's language."""
    return str(TEMPLATES[value][0]) if value in TEMPLATES else str(value)


def _event(code, sentence, **more) -> EventType:
    more = {"audience": hears_of_progress} | more
    return register(EventType(code=f"retrospective.session_{code}", sentence=sentence, **more))


STARTED = _event(
    "started",
    _("%(actor)s called everyone to look back together on %(matter)s: %(template)s"),
    fields={"session", "template", "anonymous", "votes"},
    formats={"template": template_words},
    urgency=Urgency.PROMPT,
)
REVEALED = _event(
    "revealed", _("%(actor)s revealed %(cards)s cards on %(matter)s"), fields={"session", "cards"}
)
VOTING_OPENED = _event(
    "voting_opened",
    _("%(actor)s opened the vote on %(topics)s topics of %(matter)s"),
    fields={"session", "topics"},
)
VOTING_CLOSED = _event(
    "voting_closed",
    _("%(actor)s closed the vote on %(matter)s: %(votes)s votes by %(people)s people"),
    fields={"session", "votes", "people"},
)
TOPIC_TAKEN_UP = _event(
    "topic_taken_up",
    _("%(actor)s took up a topic of %(matter)s"),
    fields={"session", "topic"},
    detail="topic",
)
CARD_REMOVED = _event(
    "card_removed", _("%(actor)s took a card of somebody else out on %(matter)s"), fields={"session"}
)
FINISHED = _event(
    "finished",
    _("%(actor)s ended looking back together on %(matter)s: %(topics)s topics, %(lessons)s lessons"),
    fields={"session", "topics", "lessons"},
)
ABANDONED = _event(
    "abandoned",
    _("%(actor)s broke off looking back together on %(matter)s"),
    fields={"session", "reason"},
    detail="reason",
)
