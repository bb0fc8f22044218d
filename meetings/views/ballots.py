"""What pages show of a ballot, of positions and remarks; and the strip that calls people to vote on any page."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from collab.common.actor import Actor
from collab.common.errors import Invalid, Refusal
from collab.common.markdown import render as markdown
from collab.common.partials import page_actor, show_refusal
from collab.matters.doings import doings_of
from collab.matters.models import Kind, Matter
from collab.matters.page import doing_url, row_step
from collab.matters.rows import RowStep, day_words, url_of
from collab.org.standing import standing_of

from ..actions import propose_decision
from ..ballots.electorate import Turnout, held_by, present_at, represented, turnout_of
from ..decisions.events import choice_word
from ..forms import DecisionForm
from ..models import Ballot, BallotState, Decision, Meeting, Seat
from ..models.ballot import UNDER_WAY
from ..policies import can_decide

MOST_CALLS = 5
STEPS: dict[str, tuple[str, ...]] = {
    BallotState.OPEN: ("close-voting", "suspend-voting"),
    BallotState.SUSPENDED: ("resume-voting",),
}


class Room:
    """Who is at the meetings that ballots belong to, read once for a page."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self._known: dict[int, tuple[set[int], set[int]]] = {}

    def of(self, meeting_id: int | None) -> tuple[set[int] | None, set[int] | None]:
        """Those present, and those the reader stands in for; nothing outside a meeting."""
        if meeting_id is None:
            return None, None
        if meeting_id not in self._known:
            self._known[meeting_id] = present_at(meeting_id), represented(meeting_id, self.person)
        return self._known[meeting_id]


def ballots_shown(decisions: Iterable[Decision], person) -> list[dict[str, Any]]:
    """The last ballot on each of these decisions, those under way first; one that was given up is history."""
    known = {decision.pk: decision for decision in decisions}
    rows = Ballot.objects.filter(decision__in=known).exclude(state=BallotState.VOID)
    last: dict[int, Ballot] = {}
    for ballot in rows.select_related("closed_by").prefetch_related("seats__person").order_by("pk"):
        last[ballot.decision_id] = ballot
        ballot.decision = known[ballot.decision_id]
    room = Room(person)
    cards = [ballot_card(ballot, room) for ballot in last.values()]
    return sorted(cards, key=lambda card: not card["under_way"])


def ballot_card(ballot: Ballot, room: Room) -> dict[str, Any]:
    """One ballot: its rules, turnout, who has voted, and, once that may be known, the count."""
    seats = list(ballot.seats.all())
    here, absent = room.of(ballot.decision.meeting_id)
    held = held_by(Actor(room.person, "page"), ballot, seats, absent)
    mine = [seat for seat in held if not seat.recused]
    turnout = turnout_of(ballot, seats, here)
    is_open = ballot.state == BallotState.OPEN
    return {
        "ballot": ballot,
        "decision": ballot.decision,
        "url": url_of(ballot.decision),
        "under_way": ballot.state in UNDER_WAY,
        "turnout": turnout,
        "quorum_words": quorum_words(turnout, ballot.decision.meeting_id is not None),
        "seats": seats_shown(ballot, seats, here),
        "result": result_shown(ballot),
        "vote_url": doing_url(ballot.decision, "vote") if is_open and mine else "",
        "voted": all(seat.has_voted for seat in mine),
        "steps": steps_on(ballot, room.person),
    }


def steps_on(ballot: Ballot, person) -> list[RowStep]:
    """What whoever may decide can do with the ballot, for the page of its meeting."""
    names = STEPS.get(ballot.state, ())
    if not names or not can_decide(Actor(person, "page"), ballot.decision):
        return []
    known = doings_of(Kind.DECISION)
    return [row_step(known[name], ballot.decision) for name in names]


def quorum_words(turnout: Turnout, in_meeting: bool) -> str:
    """How many there are of how many, and how many it takes."""
    facts = {"present": turnout.present, "entitled": turnout.entitled, "needed": turnout.needed}
    if in_meeting:
        return _("%(present)s of %(entitled)s entitled are here; the quorum is %(needed)s") % facts
    return _("%(present)s of %(entitled)s entitled have voted; the quorum is %(needed)s") % facts


def seats_shown(ballot: Ballot, seats: Iterable[Seat], here: set[int] | None) -> list[dict[str, Any]]:
    """Who is entitled and what is known of their vote."""
    found = []
    for seat in seats:
        if seat.recused:
            sign, words = "user-minus", _("Stands aside")
        elif seat.has_voted:
            sign, words = "check", choice_of(ballot, seat.choice) if seat.choice else _("Has voted")
        elif here is not None and seat.person_id not in here:
            sign, words = "user-off", _("Not here")
        else:
            sign, words = "clock", _("Has not voted")
        found.append({"seat": seat, "sign": sign, "words": words})
    return found


def choice_of(ballot: Ballot, choice: str) -> str:
    """A choice in words; an option in its own."""
    return ballot.options[int(choice) - 1] if choice.isdecimal() else choice_word(choice)


def result_shown(ballot: Ballot) -> list[dict[str, Any]]:
    """The count by choice with each one's share of all votes in per cent; nothing before it is closed."""
    counts = ballot.tally.get("counts", {}) if ballot.state == BallotState.CLOSED else {}
    whole = sum(counts.values()) or 1
    return [
        {"words": choice_of(ballot, choice), "votes": votes, "share": round(100 * votes / whole)}
        for choice, votes in counts.items()
    ]


def said_about(decision: Decision) -> dict[str, Any]:
    """Positions by department, and remarks by their sort."""
    remarks = list(decision.remarks.select_related("person", "settled_by"))
    return {
        "positions": positions_shown(decision),
        "questions": [row for row in remarks if row.sort == "question"],
        "objections": [row for row in remarks if row.sort == "objection"],
        "dissent": [row for row in remarks if row.sort == "dissent"],
        "rationale_html": markdown(decision.rationale),
        "evidence_html": markdown(decision.evidence),
    }


def positions_shown(matter: Matter) -> list[dict[str, Any]]:
    """What departments answered, or by when they are to."""
    rows = matter.positions.select_related("department", "given_by")  # type: ignore[attr-defined]
    return [{"row": row, "due_text": day_words(row.due_at)} for row in rows]


class Calls(LoginRequiredMixin, View):
    """Ballots that wait for this person's vote, shown above whatever page is open."""

    def get(self, request: HttpRequest) -> HttpResponse:
        waiting = Seat.objects.visible_to(request.user).awaited(standing_of(request.user).person_ids)
        rows = waiting.select_related("ballot__decision").order_by("pk")[: MOST_CALLS * 2]
        decisions = {row.ballot.decision_id: row.ballot.decision for row in rows}
        calls = [
            {"decision": row, "url": url_of(row), "vote_url": doing_url(row, "vote")}
            for row in list(decisions.values())[:MOST_CALLS]
        ]
        return render(request, "meetings/_calls.html", {"calls": calls})


class DecisionCreate(LoginRequiredMixin, View):
    """Propose a decision, with the way it will be decided; `?meeting=` names the meeting it is for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        own = sorted(standing_of(request.user).department_ids)
        initial = {"department": own[0] if own else None, "meeting": self.meeting_asked()}
        return self.show(DecisionForm(actor=page_actor(request), initial=initial))

    def meeting_asked(self) -> int | None:
        asked = self.request.GET.get("meeting", "")
        if not asked:
            return None
        if not asked.isascii() or not asked.isdecimal() or len(asked) > 18:
            raise Invalid.field("meeting", _("Choose one of the offered meetings."))
        return Meeting.objects.get_visible(self.request.user, int(asked)).pk

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = page_actor(request)
        form = DecisionForm(request.POST, actor=actor)
        if not form.is_valid():
            return self.show(form, 422)
        try:
            decision = propose_decision(actor=actor, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, refusal.status)
        return redirect(url_of(decision))

    def show(self, form: DecisionForm, status: int = 200) -> HttpResponse:
        return render(self.request, "meetings/propose.html", {"form": form}, status=status)
