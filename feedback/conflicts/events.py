"""Events of conflict cases. All sides read the history: what stands in a box, and a single score, is kept out of it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collab.activity.registry import EventType, Urgency, register
from collab.matters.policies import hears_as_asked, hears_of_progress
from collab.matters.words import instant_words


def _event(code, sentence, audience=hears_of_progress, **more) -> EventType:
    return register(EventType(code=f"conflict.{code}", sentence=sentence, audience=audience, **more))


def _asking(code, sentence, *fields: str, **more) -> EventType:
    """One after which the people it names must act."""
    known = {"fields": {"people", *fields}, "audience": hears_as_asked, "urgency": Urgency.PROMPT}
    return _event(code, sentence, **known | more)


def results_words(results) -> str:
    """Each option with its weighted mean and how far the sides lie apart, in the reader's language."""
    told = gettext("%(option)s: %(mean)s, sides %(spread)s apart")
    none = "—"
    return "; ".join(
        told
        % {
            "option": one["option"],
            "mean": none if one["mean"] is None else f"{one['mean']:g}",
            "spread": none if one["spread"] is None else f"{one['spread']:g}",
        }
        for one in results
    )


DUE = {"due": instant_words}

CONFLICT_RAISED = _asking(
    "raised", _("%(actor)s raised %(matter)s, to be settled by %(due)s"), "due", "about", formats=DUE
)
CONFLICT_TAKEN_UP = _event(
    "taken_up", _("%(who)s takes %(matter)s up"), fields={"who", "note"}, detail="note"
)
BOX_WRITTEN = _event("box_written", _("%(who)s wrote down its position on %(matter)s"), fields={"who"})
BOX_SHARED = _event(
    "box_shared",
    _("%(who)s shared its position on %(matter)s with the other side"),
    fields={"who"},
    urgency=Urgency.PROMPT,
)
CRITERION_ADDED = _event(
    "criterion_added",
    _("%(actor)s added “%(text)s” (weight %(weight)s) to the criteria of %(matter)s"),
    fields={"text", "weight"},
)
CRITERION_CHANGED = _event(
    "criterion_changed",
    _("%(actor)s changed a criterion of %(matter)s to “%(text)s” (weight %(weight)s)"),
    fields={"text", "weight", "before"},
)
CRITERION_DROPPED = _event(
    "criterion_dropped", _("%(actor)s took “%(text)s” out of the criteria of %(matter)s"), fields={"text"}
)
OPTION_ADDED = _event(
    "option_added", _("%(actor)s added an option to %(matter)s"), fields={"text"}, detail="text"
)
OPTION_DROPPED = _event(
    "option_dropped", _("%(actor)s took an option out of %(matter)s"), fields={"text"}, detail="text"
)
SCORING_OPENED = _asking(
    "scoring_opened", _("%(actor)s opened the scoring of options on %(matter)s"), "round"
)
SIDE_SCORED = _event("side_scored", _("%(who)s scored every option on %(matter)s"), fields={"who"})
SCORES_SHOWN = _event(
    "scores_shown",
    _("The scores on %(matter)s are open to all sides"),
    fields={"round", "results"},
    formats={"results": results_words},
    detail="results",
)
OPTIONS_GATHERED = _event("options_gathered", _("%(actor)s gathers options on %(matter)s again"))
MEDIATION_ASKED = _asking(
    "mediation_asked",
    _("%(actor)s asked for mediation on %(matter)s, by %(due)s"),
    "reason",
    "due",
    formats=DUE,
    detail="reason",
)
MEDIATOR_APPOINTED = _asking(
    "mediator_appointed", _("%(actor)s appointed %(who)s to mediate %(matter)s"), "who"
)
AGREEMENT_WRITTEN = _asking(
    "agreement_written",
    _("%(actor)s wrote an agreement on %(matter)s, to be checked on %(due)s"),
    "text",
    "due",
    "number",
    formats=DUE,
    detail="text",
)
AGREEMENT_CONFIRMED = _event(
    "agreement_confirmed",
    _("%(who)s confirmed the agreement on %(matter)s"),
    fields={"who", "number"},
)
CONFLICT_AGREED = _event(
    "agreed",
    _("All sides agreed on %(matter)s"),
    fields={"text"},
    detail="text",
    urgency=Urgency.PROMPT,
)
RULING_ASKED = _asking(
    "ruling_asked",
    _("%(actor)s put %(matter)s up for a ruling by %(who)s, by %(due)s"),
    "reason",
    "who",
    "due",
    formats=DUE,
    detail="reason",
)
CONFLICT_RULED = _event(
    "ruled",
    _("%(actor)s gave a ruling on %(matter)s that binds all sides: %(text)s"),
    fields={"text", "reason", "due"},
    detail="reason",
    urgency=Urgency.PROMPT,
)
CHECK_DUE = _asking("check_due", _("It is time to say whether %(matter)s was kept"), "due", formats=DUE)
KEPT_SAID = _event("kept", _("%(who)s says that %(matter)s was kept"), fields={"who", "note"}, detail="note")
BROKEN_SAID = _event(
    "broken",
    _("%(who)s says that %(matter)s was not kept"),
    fields={"who", "note"},
    detail="note",
    urgency=Urgency.PROMPT,
)
CONFLICT_CLOSED = _event("closed", _("%(matter)s was kept by all sides and is closed"))
CONFLICT_REOPENED = _asking(
    "reopened", _("%(actor)s reopened the negotiation of %(matter)s"), "reason", "due", detail="reason"
)
CONFLICT_WITHDRAWN = _event(
    "withdrawn", _("%(actor)s withdrew %(matter)s"), fields={"reason"}, detail="reason"
)
WORK_AGREED = _event("work_handed_out", _("%(actor)s handed out %(task)s from %(matter)s"), fields={"task"})
