"""What can be done with meetings and agenda items, declared once for every door."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON
from collab.matters.models import Kind

from . import actions, policies
from .models import AgendaItem, Meeting

RUNNERS = _("the chair, the secretary or the host department’s officers")
PREPARERS = _("those who prepare the meeting")


def _meeting(name: str, run, may, who=PREPARERS, **more) -> Doing:
    step = more.pop("step", name.replace("-", "_"))
    label = more.pop("label", None) or Meeting.machine.steps[step].label
    return Doing(Kind.MEETING, name, label, may, run, who, step=step, subject="meeting", **more)


def _item(name: str, run, may=policies.runs, who=RUNNERS, **more) -> Doing:
    step = name.replace("-", "_")
    return Doing(
        Kind.AGENDA_ITEM,
        name,
        AgendaItem.machine.steps[step].label,
        may,
        run,
        who,
        step=step,
        subject="item",
        **more,
    )


def runs_now(item) -> bool:
    """Whether the item's meeting runs."""
    return item.meeting.status == "running"


def work(kind: str, fits, tone: str = "primary") -> Doing:
    """Handing out a task from a matter of this kind, in the states that fit; of another `tone` where it does not lead."""
    return Doing(
        kind,
        "hand-out-task",
        _("Hand out a task"),
        policies.can_hand_out_from,
        actions.hand_out_work,
        _("those who may edit it"),
        fits=fits,
        asks=(
            Ask("title", _("What is to be done"), "words"),
            Ask(
                "department", _("Lead department"), "department", initial=lambda matter: matter.department_id
            ),
            Ask("responsible", _("Responsible person"), "person", required=False),
            Ask("due_at", _("Due"), "instant", required=False),
            Ask("completion_standard", _("Completion standard"), "text", required=False),
        ),
        tone=tone,
        icon="send",
    )


DECIDED = (
    Ask("decision", _("What was decided"), "words", initial=lambda item: item.title),
    Ask("outcome", _("Note for the minutes"), "text", required=False),
    Ask("review_on", _("Review on"), "day", required=False),
)

register_doings(
    _meeting(
        "announce",
        actions.announce_meeting,
        policies.can_prepare,
        asks=(
            Ask(
                "reason",
                _("Reason for going without what is missing"),
                "text",
                required=False,
                help=_("Only where something is still missing, or the agenda takes longer than the meeting."),
            ),
        ),
        tone="primary",
        icon="speakerphone",
    ),
    _meeting(
        "start",
        actions.start_meeting,
        policies.runs,
        RUNNERS,
        tone="primary",
        icon="player-play",
        help=_("From now on people check in, outcomes are noted, and the minutes are open."),
    ),
    _meeting(
        "reschedule",
        actions.reschedule_meeting,
        policies.can_prepare,
        asks=(
            Ask("starts_at", _("Starts"), "instant", initial=lambda meeting: meeting.starts_at),
            Ask("ends_at", _("Ends"), "instant", initial=lambda meeting: meeting.ends_at),
            REASON,
        ),
        icon="calendar-time",
        preview=lambda meeting: f"{reverse('meetings:clashes')}?meeting={meeting.pk}",
    ),
    _meeting(
        "invite",
        actions.invite_to_meeting,
        policies.can_prepare,
        step=None,
        label=_("Invite"),
        fits=lambda meeting: meeting.is_open and meeting.status != "minutes_due",
        asks=(
            Ask("people", _("People"), "people", required=False),
            Ask("departments", _("Departments"), "departments", required=False),
            Ask("non_voting", _("Without a vote"), "yes", required=False),
        ),
        icon="user-plus",
    ),
    _meeting(
        "place-item",
        actions.place_item,
        policies.can_prepare,
        step=None,
        label=_("Change the order"),
        fits=lambda meeting: meeting.status in ("preparing", "announced", "running"),
        asks=(
            Ask("number", _("Agenda item"), "words", help=_("Its number, such as A-12.")),
            Ask("position", _("Place, counted from one"), "number"),
        ),
        icon="list",
    ),
    _meeting(
        "cancel",
        actions.cancel_meeting,
        policies.can_prepare,
        asks=(REASON,),
        tone="danger",
        icon="calendar-x",
    ),
    work(Kind.MEETING, lambda meeting: meeting.status in ("running", "minutes_due", "closed"), "secondary"),
    _item("admit", actions.admit_item, tone="primary", icon="check"),
    _item("return", actions.return_item, asks=(REASON,), icon="arrow-back"),
    _item("discuss", actions.discuss_item, fits=runs_now, tone="primary", icon="messages"),
    _item(
        "adopt",
        actions.adopt_item,
        fits=runs_now,
        asks=DECIDED,
        tone="success",
        icon="circle-check",
    ),
    _item(
        "adopt-in-principle",
        actions.adopt_item_in_principle,
        fits=runs_now,
        asks=DECIDED,
        icon="circle-dashed-check",
    ),
    _item(
        "conclude",
        actions.conclude_item,
        fits=lambda item: runs_now(item) and item.sought != "decide",
        asks=(Ask("outcome", _("Note for the minutes"), "text", required=False),),
        icon="message-check",
    ),
    _item("defer", actions.defer_item, fits=runs_now, asks=(REASON,), tone="warning", icon="clock-pause"),
    _item("reject", actions.reject_item, fits=runs_now, asks=(REASON,), tone="danger", icon="circle-x"),
    _item(
        "refer",
        actions.refer_item,
        fits=runs_now,
        asks=(Ask("department", _("To which department"), "department"), REASON),
        icon="arrow-forward-up",
    ),
    _item(
        "withdraw",
        actions.withdraw_item,
        policies.can_withdraw_item,
        _("whoever proposed it, or those who run the meeting"),
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
    work(
        Kind.AGENDA_ITEM,
        lambda item: item.status not in ("proposed", "returned", "admitted", "withdrawn"),
        "secondary",
    ),
)
