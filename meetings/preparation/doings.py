"""What those who prepare, propose and are invited can do before a meeting, declared once for every door."""

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import NOTE
from collab.matters.models import Kind

from .. import actions, policies
from ..actions.agenda import OPEN_FOR_ITEMS
from ..models import Answer, Mandate, Sought

INVITED = _("those who are invited")
PREPARERS = _("those who prepare the meeting")
PROPOSERS = _("whoever proposed it, or those who run the meeting")
ANSWERS = tuple((code, label) for code, label in Answer.choices if code != Answer.DELEGATED)


def _is_announced(meeting) -> bool:
    return meeting.status == "announced"


def _can_be_planned(item) -> bool:
    return item.is_open and item.meeting.status in OPEN_FOR_ITEMS


register_doings(
    Doing(
        Kind.MEETING,
        "respond",
        _("Answer the invitation"),
        policies.can_respond,
        actions.respond_to_meeting,
        INVITED,
        subject="meeting",
        fits=_is_announced,
        asks=(Ask("answer", _("Answer"), "choice", choices=ANSWERS), NOTE),
        tone="primary",
        icon="mail-check",
    ),
    Doing(
        Kind.MEETING,
        "name-delegate",
        _("Send a delegate"),
        policies.can_respond,
        actions.name_delegate,
        INVITED,
        subject="meeting",
        fits=_is_announced,
        asks=(
            Ask("delegate", _("Delegate"), "person"),
            Ask("mandate", _("What they may decide"), "choice", choices=tuple(Mandate.choices)),
            Ask("note", _("Instructions"), "text", required=False),
        ),
        icon="user-share",
        help=_("They are invited in your place and learn what they may decide."),
    ),
    Doing(
        Kind.MEETING,
        "set-quorum",
        _("Set the quorum"),
        policies.can_prepare,
        actions.set_quorum,
        PREPARERS,
        subject="meeting",
        fits=lambda meeting: meeting.status in ("preparing", "announced"),
        asks=(
            Ask("count", _("At least so many"), "number", False, initial=lambda row: row.quorum_count),
            Ask(
                "percent",
                _("or this share, per cent"),
                "number",
                False,
                initial=lambda row: row.quorum_percent,
            ),
        ),
        icon="users-group",
        help=_("Of the chair, the people and the departments invited with a vote."),
    ),
    Doing(
        Kind.AGENDA_ITEM,
        "resubmit",
        _("Hand in again"),
        policies.can_withdraw_item,
        actions.resubmit_item,
        PROPOSERS,
        step="resubmit",
        subject="item",
        asks=(Ask("body", _("Brief"), "text", initial=lambda item: item.body), NOTE),
        tone="primary",
        icon="arrow-forward",
    ),
    Doing(
        Kind.AGENDA_ITEM,
        "plan",
        _("Set time and presenter"),
        policies.can_withdraw_item,
        actions.plan_item,
        PROPOSERS,
        subject="item",
        fits=_can_be_planned,
        asks=(
            Ask(
                "sought",
                _("Outcome sought"),
                "choice",
                True,
                tuple(Sought.choices),
                "",
                lambda row: row.sought,
            ),
            Ask(
                "minutes_allotted",
                _("Minutes allotted"),
                "number",
                False,
                initial=lambda row: row.minutes_allotted,
            ),
            Ask("presenter", _("Presenter"), "person", False, initial=lambda row: row.presenter_id),
            Ask(
                "needs_pre_read",
                _("Nothing is announced before it has pre-reads"),
                "yes",
                False,
                initial=lambda row: row.needs_pre_read,
            ),
        ),
        icon="adjustments",
    ),
)
