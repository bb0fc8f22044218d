"""Events of the end of a cycle."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from . import policies


def score_words(score: str | None) -> str:
    """A stored score in the reader's figures; a dash where there is none."""
    return "—" if score is None else number_format(Decimal(score), 2)


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"goal.{code}", sentence=sentence, audience=audience, **more))


SCORING_BEGUN = _event(
    "scoring_begun",
    _("%(actor)s began the scoring of %(matter)s; its owner assesses it by %(due)s"),
    audience=policies.hears_as_owner,
    fields={"due"},
    formats={"due": instant_words},
    urgency=Urgency.PROMPT,
)
GOAL_ASSESSED = _event(
    "assessed",
    _("%(actor)s assessed %(matter)s as its owner: %(score)s"),
    audience=policies.hears_as_sponsor,
    fields={"score", "text", "due"},
    formats={"score": score_words},
    detail="text",
    urgency=Urgency.PROMPT,
)
GOAL_JUDGED = _event(
    "judged",
    _("%(actor)s assessed %(matter)s as its sponsor: %(score)s"),
    fields={"score", "text"},
    formats={"score": score_words},
    detail="text",
    urgency=Urgency.PROMPT,
)
GOAL_CLOSED = _event(
    "closed",
    pgettext_lazy("goal", "%(actor)s closed %(matter)s with the score %(score)s"),
    fields={"score", "known", "whole", "note"},
    formats={"score": score_words},
    detail="note",
    urgency=Urgency.PROMPT,
)
GOAL_CARRIED_OVER = _event(
    "carried_over",
    _("%(actor)s carried %(matter)s over into %(cycle)s as %(other)s"),
    fields={"cycle", "other"},
)
