"""What can be done with a ballot on a decision, declared once for every door."""

import secrets

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collab.common.actor import Actor
from collab.matters.doings import Ask, Choices, register_doings
from collab.matters.forms import REASON

from .. import actions
from ..decisions import policies
from ..decisions.doings import on_ballot, while_it
from ..decisions.events import CHOICES
from ..models import Ballot
from ..policies import runs

VOTERS = _("those who may vote")


def _is_secret(decision) -> bool:
    return decision.secret


def _votes(decision, person) -> Choices:
    """What can be voted in the last ballot; whether it is still open is for the action to say."""
    ballot = Ballot.objects.filter(decision_id=decision.pk).last()
    if ballot is None:
        return []
    names = {str(place): text for place, text in enumerate(ballot.options, start=1)} | CHOICES
    return [("", _("Choose…")), *((code, names[code]) for code in ballot.choices)]


def _seats(decision, person) -> Choices:
    mine = policies.my_seats(Actor(person, "page"), decision)
    return [(str(seat.pk), str(seat.person)) for seat in mine] if len(mine) > 1 else []


def _recusable(decision, person) -> Choices:
    ballot = policies.ballot_of(decision)
    if ballot is None or not runs(Actor(person, "page"), decision):
        return _seats(decision, person)
    rows = ballot.seats.entitled().select_related("person")
    return [("", _("Myself")), *((str(seat.pk), str(seat.person)) for seat in rows)]


register_doings(
    while_it(
        "vote",
        pgettext_lazy("ballot", "Vote"),
        actions.cast_vote,
        on_ballot("open"),
        policies.can_vote,
        VOTERS,
        asks=(
            Ask("seat", _("In whose name"), "choice", choices=_seats),
            Ask("choice", pgettext_lazy("ballot", "Vote"), "choice", choices=_votes),
            Ask(
                "receipt",
                _("Your receipt"),
                "words",
                when=_is_secret,
                initial=lambda decision: secrets.token_urlsafe(18),
                help=_(
                    "Keep it if you may want to change your vote: nobody else can tell which one is yours. "
                    "To vote anew, put the receipt of your first vote here."
                ),
            ),
        ),
        tone="primary",
        icon="checkbox",
        confidential=True,
    ),
    while_it(
        "recuse",
        _("Stand aside"),
        actions.recuse,
        on_ballot("open", "suspended"),
        policies.can_recuse,
        VOTERS,
        asks=(Ask("seat", _("Who stands aside"), "choice", required=False, choices=_recusable), REASON),
        icon="user-minus",
    ),
    while_it(
        "close-voting",
        _("Close the ballot"),
        actions.close_voting,
        on_ballot("open"),
        asks=(Ask("rationale", _("Reasons, for the register"), required=False),),
        tone="success",
        icon="lock-check",
        help=_("The votes are counted, and the decision is adopted or rejected as its threshold says."),
    ),
    while_it(
        "suspend-voting",
        _("Suspend the ballot"),
        actions.suspend_voting,
        on_ballot("open"),
        asks=(REASON,),
        icon="player-pause",
    ),
    while_it(
        "resume-voting",
        _("Resume the ballot"),
        actions.resume_voting,
        on_ballot("suspended"),
        tone="primary",
        icon="player-play",
    ),
)
