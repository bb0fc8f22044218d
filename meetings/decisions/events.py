"""Events of decisions on their way: consulted on, put to decision, voted on, objected to, reviewed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.activity.registry import EventType, Urgency, nobody, register
from collab.matters.policies import hears_of_progress
from collab.matters.words import instant_words

from ..models import Method, Presence, Remark, Stance, Threshold
from . import policies


def _word(choices):
    return lambda code: str(choices(code).label) if code in choices.values else str(code)


CHOICES = {
    "for": pgettext_lazy("vote", "For"),
    "against": pgettext_lazy("vote", "Against"),
    "abstain": pgettext_lazy("vote", "Abstain"),
}


def presence_word(code: str) -> str:
    """How somebody takes part, or that they left."""
    return str(_("Left early")) if code == "left" else str(Presence(code).label)


def choice_word(choice: str) -> str:
    """What was voted: one of the three words, or the text of an option."""
    return str(CHOICES.get(choice, choice))


def count_words(rows) -> str:
    """A result in words, from pairs of what was voted and how often."""
    return str(_(", ")).join(f"{choice_word(choice)} {votes}" for choice, votes in rows)


FORMATS = {
    "method": _word(Method),
    "stance": _word(Stance),
    "threshold": _word(Threshold),
    "how": _word(Remark.State),
    "presence": presence_word,
    "due": instant_words,
    "counts": count_words,
    "choice": choice_word,
}


def _event(code, sentence, fields=(), audience=hears_of_progress, **more) -> EventType:
    formats = {name: FORMATS[name] for name in fields if name in FORMATS}
    return register(
        EventType(
            code=code,
            sentence=sentence,
            fields=frozenset(fields),
            audience=audience,
            formats=formats,
            **more,
        )
    )


PROMPT, URGENT = Urgency.PROMPT, Urgency.URGENT

DECISION_SET_UP = _event(
    "decision.set_up",
    _("%(actor)s set how %(matter)s is decided: %(method)s"),
    ("method", "before", "changes"),
    audience=nobody,
)
CONSULTATION_OPENED = _event(
    "decision.consultation_opened",
    _("%(actor)s asks %(who)s for a position on %(matter)s by %(due)s"),
    ("who", "departments", "due"),
    audience=policies.hears_to_answer,
    urgency=PROMPT,
)
COUNTERSIGNATURES_ASKED = _event(
    "decision.countersignatures_asked",
    _("%(actor)s asks %(who)s to countersign %(matter)s by %(due)s"),
    ("who", "departments", "due"),
    audience=policies.hears_to_answer,
    urgency=PROMPT,
)
POSITION_GIVEN = _event(
    "decision.position_given",
    _("%(actor)s answered for %(who)s on %(matter)s: %(stance)s"),
    ("who", "stance", "text"),
    detail="text",
)
VOTING_OPENED = _event(
    "decision.voting_opened",
    _("%(actor)s opened the ballot on %(matter)s"),
    ("ballot", "secret", "threshold", "voters"),
    audience=policies.hears_to_vote,
    urgency=URGENT,
)
VOTE_CAST = _event(
    "decision.vote_cast",
    _("%(actor)s voted on %(matter)s: %(choice)s"),
    ("ballot", "choice"),
    audience=nobody,
)
SECRET_VOTE_CAST = _event(
    "decision.secret_vote_cast",
    _("%(actor)s took part in the ballot on %(matter)s"),
    ("ballot",),
    audience=nobody,
)
RECUSED = _event(
    "decision.recused",
    _("%(who)s stands aside from %(matter)s"),
    ("ballot", "who", "reason"),
    audience=nobody,
    detail="reason",
)
VOTING_SUSPENDED = _event(
    "decision.voting_suspended",
    _("%(actor)s suspended the ballot on %(matter)s"),
    ("ballot", "reason"),
    detail="reason",
    urgency=PROMPT,
)
VOTING_RESUMED = _event(
    "decision.voting_resumed",
    _("%(actor)s resumed the ballot on %(matter)s"),
    ("ballot",),
    audience=policies.hears_to_vote,
    urgency=URGENT,
)
VOTING_CLOSED = _event(
    "decision.voting_closed",
    _("%(actor)s closed the ballot on %(matter)s: %(counts)s"),
    ("ballot", "counts", "entitled", "present", "adopted"),
    audience=nobody,
)
BALLOT_GIVEN_UP = _event(
    "decision.ballot_given_up",
    _("%(actor)s gave the ballot on %(matter)s up"),
    ("ballot",),
    audience=nobody,
)
CONSENT_ROUND_OPENED = _event(
    "decision.consent_round_opened",
    _("%(actor)s opened the consent round on %(matter)s: what is unclear?"),
    urgency=PROMPT,
)
OBJECTIONS_CALLED = _event(
    "decision.objections_called",
    _("%(actor)s calls for objections to %(matter)s"),
    urgency=PROMPT,
)
QUESTION_ASKED = _event(
    "decision.question_asked", _("%(actor)s asked about %(matter)s"), ("text",), detail="text"
)
QUESTION_ANSWERED = _event(
    "decision.question_answered",
    _("%(actor)s answered a question about %(matter)s"),
    ("text",),
    detail="text",
)
OBJECTED = _event(
    "decision.objected", _("%(actor)s objects to %(matter)s"), ("text",), detail="text", urgency=PROMPT
)
OBJECTION_SETTLED = _event(
    "decision.objection_settled",
    _("%(actor)s settled the objection of %(who)s to %(matter)s: %(how)s"),
    ("who", "how", "text"),
    detail="text",
    urgency=PROMPT,
)
DISSENT_RECORDED = _event(
    "decision.dissent_recorded", _("%(actor)s dissents from %(matter)s"), ("text",), detail="text"
)
REVIEW_BEGUN = _event(
    "decision.review_begun", _("%(actor)s began to review %(matter)s"), ("note",), detail="note"
)
DECISION_UPHELD = _event(
    "decision.upheld", _("%(actor)s upheld %(matter)s"), ("reason",), detail="reason", urgency=PROMPT
)
REVISION_PROPOSED = _event(
    "decision.revision_proposed",
    _("%(actor)s proposed %(other)s to take the place of %(matter)s"),
    ("other",),
)
DECISION_SUPERSEDED = _event(
    "decision.superseded",
    _("%(matter)s was superseded by %(other)s"),
    ("other",),
    urgency=PROMPT,
)
BALLOT_CALLED = _event(
    "meeting.ballot_called", _("%(actor)s called a ballot on %(decision)s"), ("decision",), audience=nobody
)
PRESENCE_MARKED = _event(
    "meeting.presence_marked",
    _("%(matter)s — %(who)s: %(presence)s (noted by %(actor)s)"),
    ("who", "presence", "absent"),
    audience=nobody,
)
ITEM_EXTENDED = _event(
    "agenda_item.extended",
    _("%(actor)s gave %(matter)s %(minutes)s minutes more"),
    ("minutes",),
    audience=nobody,
)
TURN_ENDED = _event(
    "agenda_item.turn_ended",
    _("The turn of %(matter)s ended after %(seconds)s seconds"),
    ("seconds",),
    audience=nobody,
)
