"""What the page of feedback shows: who gave it, what was said, and what happens next by itself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from collab.common.actor import Actor
from collab.common.markdown import render as markdown
from collab.deadlines.models import Clock, Deadline
from collab.matters.models import Kind, Matter
from collab.matters.rows import day_words, rows_of
from collab.matters.sections import Section

from ..models import Caller, Channel, Feedback, Submitter, Turn, TurnKind
from . import policies
from .selectors import acceptance_terms, turns_of

BY_SUBMITTER = (TurnKind.REPLY, TurnKind.CONFIRMED, TurnKind.NOT_SOLVED, TurnKind.WITHDRAWN)


MOST_ABOUT = 50


def feedback_about(matter: Matter, person) -> Section | None:
    """Feedback about a matter, as far as the reader sees it, and where to give some."""
    if matter.kind == Kind.FEEDBACK:
        return None
    rows = Feedback.objects.visible_to(person).with_card().filter(about=matter.pk).order_by("-pk")
    return Section(
        code="feedback",
        title=_("Feedback about this"),
        rows=rows_of(rows[:MOST_ABOUT]),
        add_url=f"{reverse('feedback:create')}?about={matter.number}",
        add_label=_("Give feedback"),
    )


def givers_of(feedback: Feedback, person) -> list[dict[str, Any]]:
    """Who gave it; an address outside, and who called, are for those who handle it or hand it out."""
    actor = Actor(person, "page")
    tells = policies.can_handle(actor, feedback) or policies.can_triage(actor, feedback)
    calls = Caller.objects.filter(feedback=feedback.pk) if feedback.channel == Channel.HOTLINE else ()
    caller = next((one for one in calls if one.name or one.phone), None)
    return [_giver(row, caller, tells) for row in feedback.submitters.select_related("person")]


def _giver(row: Submitter, caller: Caller | None, tells: bool) -> dict[str, Any]:
    name, phone = str(row.person or ""), ""
    if caller is not None:
        name, phone = (caller.name, caller.phone) if tells else (_("A caller"), "")
    return {
        "name": name,
        "initials": row.person.initials if row.person else "",
        "email": (row.email if tells else _("An address outside")) if row.email else "",
        "phone": phone,
        "confirmed": row.confirmed,
    }


def turns_shown(feedback: Feedback) -> list[dict[str, Any]]:
    """What was said, oldest first, each with whose word it is."""
    return [{"row": row, "who": _who(row), "html": markdown(words_said(row))} for row in turns_of(feedback)]


def _who(turn: Turn) -> str:
    if turn.by:
        return str(turn.by)
    return _("The submitter") if turn.kind in BY_SUBMITTER else _("The system")


def words_said(turn: Turn) -> str:
    """What was said, in the reader's language where the system said it."""
    if turn.kind == TurnKind.NOTICE:
        return _("There was no reply; it is closed when the notice ends unless one comes.")
    return turn.text


def notice_clock(feedback: Feedback) -> Deadline | None:
    """The clock on which something happens by itself as long as the submitter says nothing."""
    if feedback.status not in ("waiting", "awaiting_confirmation"):
        return None
    clocks = (Clock.REPLY, Clock.CONFIRMATION)
    return Deadline.objects.running().filter(matter_id=feedback.pk, clock__in=clocks).first()


def notice_of(feedback: Feedback) -> str:
    """What happens by itself, and when, as long as the submitter says nothing."""
    if term := acceptance_terms([feedback.pk] if feedback.status == "submitted" else []).get(feedback.pk):
        return _("It is accepted or not by %(at)s.") % {"at": day_words(term)}
    if (row := notice_clock(feedback)) is None:
        return ""
    at = {"at": day_words(row.due_at)}
    if row.clock == Clock.REPLY:
        return _("The clocks stand still until the submitter replies, by %(at)s.") % at
    if feedback.status == "waiting":
        return _("No reply came. It is closed on %(at)s unless one comes.") % at
    return _("It is closed on %(at)s unless the submitter says that it is not solved.") % at
