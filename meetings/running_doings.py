"""What can be done while a meeting runs: presence, turns on the agenda, putting an item to the vote."""

from django.utils.translation import gettext_lazy as _

from collab.common.actor import Actor
from collab.matters.doings import Ask, Choices, Doing, register_doings
from collab.matters.models import Kind

from . import actions, policies
from .ballots.electorate import absent_principals, default_voters_of, sent_with_a_vote
from .doings import RUNNERS, runs_now
from .models import AgendaItem, Attendance, Meeting, Presence, Threshold


def _runs(meeting) -> bool:
    return meeting.status == "running"


def _may_come_in(actor: Actor, meeting) -> bool:
    return policies.is_expected(actor, meeting) and not _is_here(actor, meeting)


def _is_here(actor: Actor, meeting) -> bool:
    return Attendance.objects.here().filter(meeting_id=meeting.pk, person=actor.person).exists()


def _notes_presence(actor: Actor, meeting) -> bool:
    return policies.runs(actor, meeting) or policies.can_write_minutes(actor, meeting)


def _principals(meeting, person) -> Choices:
    """In whose place somebody may come. Whoever was sent here comes for their sender, which needs no choosing."""
    absent = {row.pk: str(row) for row in absent_principals(meeting, person)}
    sender = absent.pop(sent_with_a_vote(meeting).get(person.pk, 0), None)
    others = [(str(pk), name) for pk, name in absent.items()]
    return [("", sender or _("Myself")), *others] if others else []


def _has_next(meeting) -> bool:
    return _runs(meeting) and AgendaItem.objects.filter(meeting_id=meeting.pk, status="admitted").exists()


def _during(name: str, label, run, may, who, fits=_runs, **more) -> Doing:
    return Doing(Kind.MEETING, name, label, may, run, who, fits=fits, subject="meeting", **more)


def _on_item(name: str, label, run, fits, **more) -> Doing:
    return Doing(
        Kind.AGENDA_ITEM, name, label, policies.runs, run, RUNNERS, fits=fits, subject="item", **more
    )


def _has_time_box(item) -> bool:
    return item.status == "discussing" and bool(item.minutes_allotted) and runs_now(item)


def _is_interrupted(item) -> bool:
    return item.status == "discussing" and item.begun_at is None and runs_now(item)


register_doings(
    _during(
        "check-in",
        _("I am here"),
        actions.check_in,
        _may_come_in,
        _("people invited, who are not here yet"),
        asks=(Ask("stands_in_for", _("In whose place"), "choice", required=False, choices=_principals),),
        tone="primary",
        icon="user-check",
    ),
    _during(
        "next-item",
        _("Next item"),
        actions.next_item,
        policies.runs,
        RUNNERS,
        fits=_has_next,
        tone="primary",
        icon="player-skip-forward",
        help=_("The clock of the item before stops; its outcome can still be noted."),
    ),
    _during(
        "finish",
        Meeting.machine.steps["finish"].label,
        actions.finish_meeting,
        policies.runs,
        RUNNERS,
        step="finish",
        tone="primary",
        icon="flag-check",
        help=_("Nothing can be decided afterwards. The draft of the minutes is due one working day later."),
    ),
    _during(
        "mark-all-present",
        _("Everyone invited is here"),
        actions.mark_all_present,
        _notes_presence,
        RUNNERS,
        fits=lambda meeting: meeting.status in ("running", "minutes_due"),
        icon="users-group",
        help=_("Those who declined are noted as on leave; exceptions are noted one by one afterwards."),
    ),
    _during(
        "mark-presence",
        _("Note somebody’s presence"),
        actions.mark_presence,
        _notes_presence,
        RUNNERS,
        asks=(
            Ask("person", _("Person"), "person"),
            Ask("presence", _("Presence"), "choice", choices=Presence.choices),
            Ask(
                "stands_in_for",
                _("Stands in for"),
                "person",
                required=False,
                help=_("Only for somebody who stands in."),
            ),
        ),
        icon="user-edit",
    ),
    _during(
        "check-out",
        _("I have to leave"),
        actions.check_out,
        _is_here,
        _("people who are here"),
        icon="logout",
    ),
    _on_item(
        "put-to-vote",
        _("Put to the vote"),
        actions.put_item_to_vote,
        lambda item: item.status == "discussing" and runs_now(item),
        asks=(
            Ask("decision", _("What is voted on"), "words", initial=lambda item: item.title),
            Ask("threshold", _("Threshold"), "choice", choices=Threshold.choices),
            Ask("secret", _("Secret ballot"), "yes", required=False),
            Ask(
                "voters",
                _("Who may vote"),
                "people",
                required=False,
                initial=lambda item: default_voters_of(item.meeting),
            ),
        ),
        tone="primary",
        icon="checkbox",
        help=_("The ballot opens at once on the screens of all who may vote."),
    ),
    _on_item(
        "extend",
        _("More time"),
        actions.extend_item,
        _has_time_box,
        asks=(Ask("minutes", _("Minutes"), "number", initial=lambda item: 5),),
        icon="clock-plus",
    ),
    _on_item(
        "take-up",
        _("Take up again"),
        actions.take_item_up,
        _is_interrupted,
        icon="player-play",
    ),
)
