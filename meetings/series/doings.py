"""What can be done with a series, its standing agenda and its backlog, declared once for every door."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.matters.doings import Ask, Doing, register_doings
from collab.matters.forms import REASON
from collab.matters.models import Kind

from .. import actions
from .. import policies as meeting_policies
from ..actions.carrying import TAKES_ITEMS
from ..models import Meeting, SeriesTopic, Sought, TopicState
from ..models.series import SERIES, SERIES_ITEM, TOPIC
from ..selectors.left_over import LEFT
from . import policies

MANAGERS = _("the host department, the chair or the secretary of the series")
RUNNERS = _("the chair, the secretary or the host department’s officers")
WORDING = (
    Ask("title", _("Title"), "words", initial=lambda row: getattr(row, "title", "")),
    Ask("body", _("Brief"), "text", required=False, initial=lambda row: getattr(row, "body", "")),
    Ask("sought", _("Outcome sought"), "choice", choices=tuple(Sought.choices)),
    Ask("minutes_allotted", _("Minutes allotted"), "number", required=False),
)
PRESENTED = (
    Ask("presenter", _("Presenter"), "person", required=False),
    Ask("needs_pre_read", _("Nothing is announced before it has pre-reads"), "yes", required=False),
)
AT = Ask("at", _("At"), "instant", initial=lambda series: series.next_at)


def _present(ask: Ask) -> Ask:
    """The same question, answered beforehand with what the row says now."""
    return Ask(
        ask.name, ask.label, ask.kind, ask.required, ask.choices, ask.help, lambda row: getattr(row, ask.name)
    )


def _fresh(ask: Ask) -> Ask:
    first = {"sought": lambda row: Sought.DISCUSS}.get(ask.name)
    return Ask(ask.name, ask.label, ask.kind, ask.required, ask.choices, ask.help, first)


def _series(name: str, label, run, may=policies.can_manage, who=MANAGERS, **more: Any) -> Doing:
    return Doing(SERIES, name, label, may, run, who, subject="series", **more)


def _going_on(item) -> bool:
    return item.status in LEFT


def coming_meeting(row: SeriesTopic) -> Meeting | None:
    """The next meeting of the topic's series that still takes items."""
    return row.series.meetings.filter(status__in=TAKES_ITEMS).order_by("starts_at").first()


TO_MEETING = Ask("to_meeting", _("Meeting"), "matter", help=_("Its number, such as M-12."))
INTO = Ask(
    "to_meeting",
    _("Meeting"),
    "matter",
    help=_("Its number, such as M-12."),
    initial=lambda topic: getattr(coming_meeting(topic), "number", ""),
)

register_doings(
    _series(
        "bring-topic",
        _("Bring a topic"),
        actions.bring_topic,
        policies.can_bring,
        _("everyone who sees the series"),
        asks=tuple(_fresh(ask) for ask in WORDING),
        icon="bulb",
        help=_("It waits in the backlog until a meeting takes it up."),
    ),
    _series(
        "add-item",
        _("Add a standing item"),
        actions.add_series_item,
        asks=tuple(_fresh(ask) for ask in (*WORDING, *PRESENTED)),
        icon="playlist-add",
        help=_("Every meeting made from now on has it on its agenda."),
    ),
    _series(
        "prepare",
        _("Prepare a meeting now"),
        actions.prepare_occurrence,
        fits=lambda series: series.is_active and series.is_timed,
        asks=(AT,),
        icon="calendar-plus",
        help=_("Ahead of its turn, to move it, cancel it or fill its agenda."),
    ),
    _series(
        "leave-out",
        _("Leave one out"),
        actions.leave_out,
        fits=lambda series: series.is_timed,
        asks=(AT, REASON),
        icon="calendar-minus",
    ),
    _series(
        "restore",
        _("Restore a left-out one"),
        actions.restore_time,
        fits=lambda series: series.leftouts.exists(),
        asks=(AT,),
        icon="calendar-check",
    ),
    _series(
        "pause",
        _("Pause"),
        actions.pause_series,
        fits=lambda series: series.is_active,
        asks=(REASON,),
        icon="player-pause",
    ),
    _series(
        "resume",
        _("Resume"),
        actions.resume_series,
        fits=lambda series: not series.is_active,
        tone="primary",
        icon="player-play",
    ),
    Doing(
        SERIES_ITEM,
        "change",
        _("Change"),
        policies.can_manage_item,
        actions.edit_series_item,
        MANAGERS,
        subject="item",
        asks=(
            *(_present(ask) for ask in (*WORDING, *PRESENTED)),
            Ask("position", _("Place on the agenda"), "number", initial=lambda row: row.position),
        ),
        icon="pencil",
    ),
    Doing(
        SERIES_ITEM,
        "remove",
        _("Remove"),
        policies.can_manage_item,
        actions.remove_series_item,
        MANAGERS,
        subject="item",
        tone="danger",
        icon="x",
    ),
    Doing(
        TOPIC,
        "take-up",
        _("Take up"),
        policies.can_take_up,
        actions.take_topic_up,
        MANAGERS,
        subject="topic",
        fits=lambda topic: topic.state == TopicState.WAITING,
        asks=(INTO,),
        tone="primary",
        icon="arrow-bar-to-right",
    ),
    Doing(
        TOPIC,
        "drop",
        _("Drop"),
        policies.can_drop,
        actions.drop_topic,
        _("whoever brought it, or those who manage the series"),
        subject="topic",
        fits=lambda topic: topic.state == TopicState.WAITING,
        asks=(REASON,),
        tone="danger",
        icon="trash-x",
    ),
    Doing(
        Kind.AGENDA_ITEM,
        "move-to-meeting",
        _("Move to another meeting"),
        meeting_policies.runs,
        actions.move_item,
        RUNNERS,
        subject="item",
        fits=_going_on,
        asks=(TO_MEETING,),
        icon="arrow-right-circle",
    ),
    Doing(
        Kind.AGENDA_ITEM,
        "copy-to-meeting",
        _("Copy to another meeting"),
        meeting_policies.runs,
        actions.copy_item,
        RUNNERS,
        subject="item",
        fits=lambda item: item.status != "withdrawn",
        asks=(TO_MEETING,),
        icon="copy",
    ),
)
