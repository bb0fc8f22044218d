"""What is one person's next: to sign for, do, decide, read; today's meetings; what changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from collab.activity.sentences import detail_of, sentence_of
from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines.models import Clock, Deadline, Extension, ExtensionStep, Office
from collab.deadlines.policies import OFFICE_ROLES
from collab.matters.doings import doings_of
from collab.matters.models import Kind, Matter, Party, PartyRole
from collab.matters.models.matter import class_of
from collab.matters.page import row_step
from collab.matters.rows import CARD, Card, RowStep, rows_of, url_of
from collab.notifications.models import Notification
from collab.org.models import Membership, Scope
from collab.org.standing import Standing, standing_of
from feedback.conflicts.waiting import steps_for as conflict_steps
from feedback.corrective.states import LINE as CORRECTING
from feedback.effects.selectors import waiting_for
from feedback.loop import waiting as on_feedback
from feedback.surveys.selectors import waits_for
from goals import waiting
from meetings.models import Meeting, Minutes, Position, Seat
from tasks.models import CoPart
from tasks.models.part import WORKED_ON
from tasks.policies import SUPERVISORS

from .hanging import ABOUT, about_contribution, about_owed

SIZE = 30
MOST_ASKED = 300
LATER = datetime(9000, 1, 1, tzinfo=UTC)
NEWS = 12
PARTS = 8
TO_DO = (
    "accepted",
    "in_progress",
    "blocked",
    "sent_back",
    "taken",
    "delivering",
    "open",
    "scoring",
    *CORRECTING,
)
TO_DECIDE = ("submitted", "verification", "return_requested", "delivered", "written")
DECIDERS = (*SUPERVISORS, PartyRole.RECEIVING)
TO_READ = (PartyRole.INFORMED, PartyRole.CONSULTED, PartyRole.NON_VOTING, PartyRole.ATTENDEE, PartyRole.CO)
VERBS = {
    "sign": ("sign-for", "take", "take-up"),
    "do": (
        "start",
        "unblock",
        "submit",
        "finish",
        "report-progress",
        "issue",
        "deliver",
        "activate",
        "write",
        "circulate",
        "take-back",
        "assess",
        "publish",
        "hand-in",
        "check-effect",
        "answer",
        "reply",
    ),
    "decide": (
        "verify",
        "complete",
        "rule",
        "refuse-return",
        "reassign",
        "send-back",
        "accept",
        "judge",
        "close",
        "assign",
        "confirm",
        "say-not-solved",
    ),
    "read": (),
}
MAX_VERBS = 2
ANSWERS = {Kind.DECISION: "respond", Kind.MINUTES: "countersign"}


@dataclass
class Stack:
    """One of the four stacks: its rows, and whether there are more than are shown."""

    code: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False


def workbench(person) -> list[Stack]:
    """The four stacks in order; a matter stands in the first stack that claims it."""
    standing = standing_of(person)
    found = {
        "sign": _to_sign(standing),
        "do": _to_do(standing),
        "decide": _to_decide(standing),
        "read": _to_read(standing),
    }
    cards = _cards({claim.pk for claims in found.values() for claim in claims[:SIZE]}, person)
    told = [claim for code, claims in found.items() if VERBS[code] for claim in claims[:SIZE]]
    worked = [claim for claim in told if not claim.steps]
    matters = concrete({claim.pk: claim.kind for claim in worked if claim.pk in cards})
    seen: set[int] = set()
    stacks = []
    for code, claims in found.items():
        offered: dict[int, list[RowStep]] = {}
        for claim in claims[:SIZE]:
            if claim.pk in seen or claim.pk in offered or claim.pk not in cards:
                continue
            steps = list(claim.steps)
            if VERBS[code] and not steps:
                steps = _steps(code, matters[claim.pk], person, claim)
            if code == "sign" and not steps:
                continue
            offered[claim.pk] = steps
        seen |= offered.keys()
        rows = rows_of(cards[pk] for pk in offered)
        for row in rows:
            row["actions"] = tuple(offered[row["id"]])
        stacks.append(Stack(code, rows, len(claims) > SIZE))
    return stacks


def _cards(ids: set[int], person) -> dict[int, Card]:
    """What is shown of these matters, inside the person's audience."""
    rows = Matter.objects.visible_to(person).filter(pk__in=ids).order_by()
    return {values[0]: Card(*values) for values in rows.values_list(*CARD)}


class Claim(NamedTuple):
    """A matter that a stack claims, with what is to be done about something that hangs on it, or a doing by name."""

    pk: int
    kind: str
    steps: tuple[RowStep, ...] = ()
    doing: str = ""


def _mine(standing: Standing, scope: str) -> list[int]:
    """The people in whose name this person may act in this scope, oneself included."""
    return [pk for pk in standing.person_ids if standing.may_act_for(pk, scope)]


def _to_sign(standing: Standing) -> list[Claim]:
    """Matters with a running receipt clock of a part that is theirs, then parts in goals to acknowledge."""
    people = _mine(standing, Scope.RECEIPT)
    mine = Q(party__person__in=people) | Q(party__department__in=standing.officer_of)
    clocks = Deadline.objects.running().filter(mine, clock=Clock.RECEIPT).order_by()
    parts = waiting.to_acknowledge(standing, people).order_by()
    rows = clocks.values_list("matter_id", "matter__kind", "due_at", Value(0)).union(
        parts.values_list(
            "goal_id", Value(Kind.GOAL.value), Value(LATER, output_field=DateTimeField()), "pk"
        ),
        all=True,
    )
    return [
        Claim(pk, kind, about_contribution(part) if part else ())
        for pk, kind, _due, part in rows.order_by("due_at", "matter_id")[: SIZE + 1]
    ]


def _to_do(standing: Standing) -> list[Claim]:
    """Open work they answer for, co-departments' parts that are theirs to deliver, objections to reply to,
    goals to start, check-ins and minutes they owe, surveys to answer or to publish; due soon first.
    """
    parts = CoPart.objects.filter(
        status__in=("open", "sent_back"),
        party__department__in=standing.officer_of,
        party__signed_at__isnull=False,
        task__status__in=TO_DO,
    )
    people = _mine(standing, Scope.ALL)
    own = Q(owner__in=people, status__in=TO_DO) & ~Q(kind=Kind.SURVEY)
    own |= Q(pk__in=parts.values("task_id")) | waits_for(standing.person_id, people)
    own |= Q(owner__in=people, kind=Kind.GOAL, status="agreed") | Q(
        pk__in=waiting.to_answer(people).values("pk")
    )
    own |= Q(pk__in=waiting.to_check_in(people).values("matter_id"))
    own |= Q(pk__in=Minutes.objects.to_write(people).values("pk"))
    own |= Q(pk__in=on_feedback.to_handle(standing, people).values("pk"))
    own |= Q(pk__in=on_feedback.to_say(people, "waiting").values("pk"))
    rows = Matter.objects.open().filter(own).order_by("due_at", "pk").values_list("pk", "kind", "status")
    return [Claim(pk, kind, about_owed(pk, kind, status)) for pk, kind, status in rows[: SIZE + 1]]


def _to_decide(standing: Standing) -> list[Claim]:
    """Submissions, returns, parts handed in, requests for more time, votes and positions, consultations, goals to
    confirm, check-ins to acknowledge and minutes to countersign or issue that wait for them.
    """
    people = _mine(standing, Scope.APPROVAL)
    held = Party.objects.filter(person__in=people, role__in=DECIDERS).values("matter_id")
    handed_in = CoPart.objects.filter(status="submitted", task__owner__in=_mine(standing, Scope.ALL))
    about = _about(standing, people, held) | conflict_steps(standing)
    asked = Position.objects.awaited(standing.officer_of).values("matter_id")
    rows = Matter.objects.open().order_by()
    due, *others = (
        found.values_list("id", "kind", "due_at", Value(doing))
        for found, doing in (
            (rows.filter(pk__in=held, status__in=TO_DECIDE), ""),
            (rows.filter(pk__in=handed_in.values("task_id"), status__in=WORKED_ON), ""),
            (rows.filter(pk__in=about), ""),
            (_with_effects(standing), ""),
            (rows.filter(pk__in=on_feedback.to_triage(standing).values("pk")), ""),
            (rows.filter(pk__in=on_feedback.to_say(people, "awaiting_confirmation").values("pk")), ""),
            (rows.filter(pk__in=Seat.objects.awaited(people).values("ballot__decision_id")), "vote"),
            *((rows.filter(kind=kind, pk__in=asked), doing) for kind, doing in ANSWERS.items()),
            (rows.filter(pk__in=Minutes.objects.to_issue(people, clock.now()).values("pk")), "issue"),
        )
    )
    first = due.union(*others).order_by("due_at", "id")[: SIZE + 1]
    return [Claim(pk, kind, about.get(pk, ()), doing) for pk, kind, _due, doing in first]


def _with_effects(standing: Standing) -> QuerySet:
    """Closed retrospectives with a change whose effect they are to check; the open ones are found by what is about
    them.
    """
    checks = waiting_for(standing).values("lesson__retrospective")
    return Matter.objects.filter(is_open=False, pk__in=checks).order_by()


def _about(standing: Standing, people: list[int], supervised: QuerySet) -> dict[int, tuple[RowStep, ...]]:
    """What hangs on matters and waits for a decision of theirs, with its steps, in one statement."""
    asked = _asked(standing, people, supervised).values_list(
        "extension__matter_id", "extension_id", Value("extension")
    )
    others = (
        waiting.asked(standing).values_list("goal_version__goal_id", "pk", Value("consultation")),
        waiting.to_confirm(people).values_list("pk", F("pk") + 0, Value("confirmation")),
        waiting.to_review(people).values_list(Coalesce("key_result_id", "goal_id"), "pk", Value("review")),
        waiting_for(standing).values_list("lesson__retrospective", "pk", Value("effect")),
    )
    rows = asked.union(*(found.order_by() for found in others), all=True)[:MOST_ASKED]
    return {matter: ABOUT[what](row) for matter, row, what in sorted(rows, reverse=True)}


def _asked(standing: Standing, people: list[int], supervised: QuerySet) -> QuerySet[ExtensionStep]:
    """Requests for more time, asked by somebody else, that wait for an office these people hold.
    Where nobody but the asker supervises, coordinators decide.
    """
    office = Q(office=Office.SUPERVISOR, extension__matter__in=supervised)
    if standing.is_coordinator:
        others = Party.objects.filter(matter=OuterRef("extension__matter"), role__in=SUPERVISORS)
        others = others.exclude(person=OuterRef("extension__requested_by"))
        office |= Q(~Exists(others), office=Office.SUPERVISOR)
    for name, role in OFFICE_ROLES.items():
        places = Membership.objects.filter(person__in=people, role=role).values("department_id")
        office |= Q(office=name, department__in=places)
    steps = ExtensionStep.objects.filter(office, state=ExtensionStep.State.WAITING)
    steps = steps.filter(extension__state=Extension.State.PENDING)
    return steps.exclude(extension__requested_by=standing.person_id).order_by()


def _to_read(standing: Standing) -> list[Claim]:
    """Open matters they were told of by name and have not opened yet."""
    rows = Party.objects.filter(
        person=standing.person_id, read_at=None, role__in=TO_READ, matter__is_open=True
    )
    return [Claim(*row) for row in rows.order_by("-pk").values_list("matter_id", "matter__kind")[: SIZE + 1]]


def concrete(kinds: Mapping[int, str]) -> dict[int, Any]:
    """Matters as models of their own kinds with their parties."""
    found: dict[int, Any] = {}
    for kind in sorted(set(kinds.values())):
        ids = [pk for pk, own in kinds.items() if own == kind]
        found |= class_of(kind).objects.defer("body", "extra").in_bulk(ids)
    _gather_parties(list(found.values()))
    return found


def _gather_parties(matters: Sequence[Any]) -> None:
    parties: dict[int, list[Party]] = {matter.pk: [] for matter in matters}
    rows = Party.objects.filter(matter__in=parties).order_by("pk")
    for party in rows:
        parties[party.matter_id].append(party)
    for matter in matters:
        matter._parties = parties[matter.pk]


def _steps(stack: str, matter, person, claim: Claim) -> list[RowStep]:
    """What this person may do about it from the row."""
    actor = Actor(person, "page")
    known, found = doings_of(matter.kind), []
    if claim.doing:
        return [row_step(known[claim.doing], matter)]
    for name in VERBS[stack]:
        doing = known.get(name)
        if doing and doing.suits(matter) and doing.may(actor, matter):
            found.append(row_step(doing, matter))
        if len(found) == MAX_VERBS:
            break
    return found


def my_parts(person) -> list[dict[str, Any]]:
    """What this person and their departments contribute to goals under way: their part in the whole."""
    return [
        {
            "number": row.goal.number,
            "title": row.goal.title,
            "url": url_of(row.goal),
            "light": row.goal.health,
            "light_label": row.goal.get_health_display(),
            "progress": None if row.goal.progress is None else round(row.goal.progress * 100),
            "who": row.party.department.display_name if row.party.department else "",
            "said": " — ".join(text for text in (row.role, row.party.part) if text),
        }
        for row in waiting.parts_of(person, standing_of(person), PARTS)
    ]


def meetings_today(person) -> list[Meeting]:
    """Today's meetings, in the reader's zone, in which this person or one of their departments takes part."""
    standing = standing_of(person)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    parts = Party.objects.filter(matter=OuterRef("pk"))
    mine = Exists(parts.filter(Q(person__in=standing.person_ids) | Q(department__in=standing.department_ids)))
    rows = Meeting.objects.visible_to(person).filter(
        mine | Q(owner=person), starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=1)
    )
    return list(rows.order_by("starts_at", "pk")[:20])


def news(person, since: datetime | None) -> list[dict[str, Any]]:
    """What reached this person since an instant, one line per matter, newest first."""
    rows = Notification.objects.visible_to(person)
    if since:
        rows = rows.filter(created_at__gt=since)
    newest: dict[int, Notification] = {}
    for row in rows.with_row().order_by("-pk")[: NEWS * 2]:
        newest.setdefault(row.matter_id, row)
    return [_told(row) for row in list(newest.values())[:NEWS]]


def _told(row: Notification) -> dict[str, Any]:
    return {
        "sentence": sentence_of(row.activity),
        "note": detail_of(row.activity),
        "at": row.created_at,
        "number": row.activity.matter.number if row.activity.matter else "",
        "unread": row.read_at is None,
    }
