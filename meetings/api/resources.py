"""The resources of meetings, agenda items and decisions."""

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.decorators import action

from collab.common.api.bodies import check_rows
from collab.common.api.filters import Filter
from collab.common.api.rendering import instant
from collab.common.api.resources import body_of, check_body
from collab.common.api.versions import if_match
from collab.common.errors import require
from collab.common.keyset import Order
from collab.deadlines.api import clocks_of
from collab.matters.api import shapes
from collab.matters.api.doors import with_doings
from collab.matters.api.resources import ORDERS, SPINE_FILTERS, SpineResource
from collab.matters.models import Kind

from .. import (
    doings,  # noqa: F401  (declares what can be done before the doors are made)
    policies,
    running_doings,  # noqa: F401
)
from ..actions import (
    Slot,
    add_agenda_item,
    create_meeting,
    edit_meeting,
    plan_agenda,
    propose_decision,
    record_attendance,
)
from ..ballots import doings as ballot_doings  # noqa: F401
from ..models import AgendaItem, Attendance, Decision, Meeting, MeetingType, Method, Minutes, Sought
from ..preparation import doings as preparation_doings  # noqa: F401
from ..selectors.clashes import clashes_of
from ..selectors.preparing import pre_reads_of
from ..series import doings as series_doings  # noqa: F401
from .bodies import AttendanceBody, DecisionBody, ItemBody, MeetingBody, MeetingChange, SlotBody, given
from .preparing import answer_rows, clash, pre_read, preparation
from .votes import ballots_of, positions_of, remarks_of

MEETING = (
    "type", "series", "starts_at", "ends_at", "started_at", "finished_at", "place", "link", "occurs_at",
    "moved_from",
)  # fmt: skip
ITEM = (
    "meeting", "position", "sought", "minutes_allotted", "presenter", "presenter_name", "outcome",
    "needs_pre_read",
)  # fmt: skip
TURN = ("begun_at", "seconds_spent", "minutes_added")
DECISION = (
    "meeting",
    "agenda_item",
    "method",
    "in_principle",
    "decided_at",
    "effective_on",
    "review_on",
    "supersedes",
)
SETTINGS = (
    "secret",
    "threshold",
    "quorum",
    "options",
    "chosen",
    "silence_agrees",
    "evidence",
    "rationale",
    "round",
)


def _minutes_of(meeting: Meeting, person) -> int | None:
    """The id of its minutes, where the reader may see them."""
    rows = Minutes.objects.visible_to(person).filter(meeting=meeting)
    return rows.values_list("pk", flat=True).first()


def attendance(row: Attendance) -> dict[str, Any]:
    """One person at a meeting."""
    return {
        "person": shapes.person(row.person),
        "name": row.name,
        "affiliation": row.affiliation,
        "presence": row.presence,
        "stands_in_for": shapes.person(row.stands_in_for),
        "arrived_at": instant(row.arrived_at),
        "left_at": instant(row.left_at),
    }


class MeetingResource(SpineResource):
    """Meetings with their attendance; issuing its minutes closes one."""

    model = Meeting
    body_form = MeetingBody
    change_form = MeetingChange  # type: ignore[assignment]
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *MEETING)
    orders: ClassVar = ORDERS | {
        "starts_at": Order("starts_at"),
        "-starts_at": Order("starts_at", True),
    }
    filters: ClassVar = SPINE_FILTERS | {
        "type": Filter("choices", "type__in", choices=lambda: list(MeetingType.values)),
        "series": Filter("int", "series"),
        "starts_after": Filter("instant", "starts_at__gte"),
        "starts_before": Filter("instant", "starts_at__lt"),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in MEETING}

    def whole(self, row: Meeting) -> dict[str, Any]:
        people = row.attendance.select_related("person", "stands_in_for")
        return super().whole(row) | {
            "type": row.type,
            "series": row.series_id,
            "starts_at": instant(row.starts_at),
            "ends_at": instant(row.ends_at),
            "started_at": instant(row.started_at),
            "finished_at": instant(row.finished_at),
            "occurs_at": instant(row.occurs_at),
            "moved_from": instant(row.moved_from),
            "preparation": preparation(row),
            "place": row.place,
            "link": row.link,
            "purpose": row.purpose,
            "expected_result": row.expected_result,
            "override_reason": row.override_reason,
            "minutes": row.minutes,
            "minutes_source": row.minutes_source,
            "written_minutes": _minutes_of(row, self.request.user),
            "attendance": [attendance(one) for one in people],
            "deadlines": clocks_of(row),
        }

    def create(self, request) -> HttpResponse:
        """Begin to prepare a meeting."""
        sent = body_of(request)
        form = MeetingBody(sent, person=request.user)
        return self.answer(create_meeting(actor=self.actor, **given(form, check_body(form, sent), sent)), 201)

    def partial_update(self, request, pk: str) -> HttpResponse:
        """Change how it is prepared; its time moves by `reschedule`."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        form = MeetingChange(sent, person=request.user)
        for name in set(form.fields) - set(sent):
            del form.fields[name]
        edit_meeting(meeting=row, actor=self.actor, version=version, **check_body(form, sent))
        return self.answer(self.find(pk))

    @action(detail=True, methods=["get"])
    def clashes(self, request, pk: str) -> HttpResponse:
        """What stands against its time: other meetings, absences and days off of those who are to come."""
        self.no_parameters(request)
        row = self.find(pk)
        require(policies.can_prepare(self.actor, row))
        return answer_rows(clash(one) for one in clashes_of(row, request.user))

    @action(detail=True, methods=["post"], url_path="plan-agenda")
    def plan_agenda(self, request, pk: str) -> HttpResponse:
        """Put the agenda in order and share out its time; `slots`: objects with item, position, minutes."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        slots = check_rows(SlotBody, sent, "slots", person=request.user, partial=False)
        plan_agenda(meeting=row, actor=self.actor, version=version, slots=[Slot(**one) for one in slots])
        return self.answer(self.find(pk))

    @action(detail=True, methods=["post"], url_path="record-attendance")
    def record_attendance(self, request, pk: str) -> HttpResponse:
        """Note who attended, replacing what was noted before."""
        row, version, sent = self.find(pk), if_match(request), body_of(request)
        form = AttendanceBody(sent, person=request.user)
        check_body(form, sent)
        record_attendance(meeting=row, actor=self.actor, version=version, rows=form.present())
        return self.answer(self.find(pk))


class AgendaItemResource(SpineResource):
    """Agenda items; outcomes are noted by actions while the meeting runs."""

    model = AgendaItem
    body_form = ItemBody
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *ITEM)
    orders: ClassVar = ORDERS | {"position": Order("position")}
    filters: ClassVar = SPINE_FILTERS | {
        "meeting": Filter("int", "meeting"),
        "sought": Filter("choices", "sought__in", choices=lambda: list(Sought.values)),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in ITEM}

    def whole(self, row: AgendaItem) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in ITEM if name not in ("meeting", "presenter")}
        turn = {name: getattr(row, name) for name in TURN} | {"begun_at": instant(row.begun_at)}
        reads = pre_reads_of(row.meeting, [row]).get(row.pk, [])
        beside = {
            "meeting": row.meeting_id,
            "presenter": row.presenter_id,
            "pre_reads": [pre_read(one) for one in reads],
        }
        return super().whole(row) | own | turn | beside

    def create(self, request) -> HttpResponse:
        """Propose an item; added by those who prepare the meeting it is admitted at once."""
        sent = body_of(request)
        form = ItemBody(sent, person=request.user)
        return self.answer(
            add_agenda_item(actor=self.actor, **given(form, check_body(form, sent), sent)), 201
        )


class DecisionResource(SpineResource):
    """The register of decisions."""

    model = Decision
    body_form = DecisionBody
    columns: ClassVar[tuple[str, ...]] = (*shapes.COLUMNS, *DECISION)
    filters: ClassVar = SPINE_FILTERS | {
        "meeting": Filter("int", "meeting"),
        "agenda_item": Filter("int", "agenda_item"),
        "decided_after": Filter("instant", "decided_at__gte"),
        "decided_before": Filter("instant", "decided_at__lt"),
        "method": Filter("choices", "method__in", choices=lambda: list(Method.values)),
        "review_before": Filter(
            "instant", apply=lambda rows, at, person: rows.filter(review_on__lt=at.date())
        ),
        "supersedes": Filter("int", "supersedes"),
    }

    def item(self, row: dict) -> dict[str, Any]:
        return shapes.item(row) | {name: row[name] for name in DECISION}

    def whole(self, row: Decision) -> dict[str, Any]:
        return (
            super().whole(row)
            | {
                "meeting": row.meeting_id,
                "agenda_item": row.agenda_item_id,
                "question": row.question,
                "in_principle": row.in_principle,
                "decided_at": instant(row.decided_at),
                "effective_on": row.effective_on,
                "review_on": row.review_on,
                "method": row.method,
                "supersedes": row.supersedes_id,
                "mandate_holder": shapes.person(row.mandate_holder),
                "ballots": ballots_of(row),
                "positions": positions_of(row),
                "remarks": remarks_of(row),
                "deadlines": clocks_of(row),
            }
            | {name: getattr(row, name) for name in SETTINGS}
        )

    def create(self, request) -> HttpResponse:
        """Propose a decision, in a meeting or by a department alone."""
        sent = body_of(request)
        form = DecisionBody(sent, person=request.user)
        return self.answer(
            propose_decision(actor=self.actor, **given(form, check_body(form, sent), sent)), 201
        )


with_doings(MeetingResource, Kind.MEETING)
with_doings(AgendaItemResource, Kind.AGENDA_ITEM)
with_doings(DecisionResource, Kind.DECISION)
