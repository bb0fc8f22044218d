"""What is one person's next: to sign for, do, decide, read; today's meetings; what changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from collab.activity.sentences import detail_of, sentence_of
from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines.models import Clock, Deadline, Extension, ExtensionStep, Office
from collab.deadlines.policies import OFFICE_ROLES
from collab.matters.doings import doings_of
from collab.matters.models import Kind, Matter, Party, PartyRole
from collab.matters.models.matter import class_of
from collab.matters.page import doing_url
from collab.matters.rows import Calendars, row_of, url_of
from collab.notifications.models import Notification
from collab.org.models import Membership, Scope
from collab.org.standing import Standing, standing_of
from goals import waiting
from goals.models.agreement import CONSULTATION
from goals.models.contribution import CONTRIBUTION
from goals.models.key_result import CHECK_IN
from meetings.models import Meeting
from tasks.models import CoPart
from tasks.models.part import WORKED_ON
from tasks.policies import SUPERVISORS

SIZE = 30
MOST_ASKED = 300
NEWS = 12
PARTS = 8
TO_DO = ("accepted", "in_progress", "blocked", "sent_back", "taken", "delivering", "open", "scoring")
TO_DECIDE = ("submitted", "verification", "return_requested", "delivered", "written")
DECIDERS = (*SUPERVISORS, PartyRole.RECEIVING)
TO_READ = (PartyRole.INFORMED, PartyRole.CONSULTED, PartyRole.NON_VOTING, PartyRole.ATTENDEE, PartyRole.CO)
VERBS = {
    "sign": ("sign-for", "take"),
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
        "assess",
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
    ),
    "read": (),
}
MAX_VERBS = 2


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
    matters = concrete({claim.pk: claim.kind for claims in found.values() for claim in claims}, person)
    seen: set[int] = set()
    stacks, now, calendars = [], clock.now(), Calendars()
    for code, claims in found.items():
        rows = []
        for claim in claims[:SIZE]:
            if claim.pk in seen or claim.pk not in matters:
                continue
            actions = list(claim.actions) or _actions(code, matters[claim.pk], person)
            if code == "sign" and not actions:
                continue
            seen.add(claim.pk)
            rows.append(row_of(matters[claim.pk], calendars, now, actions))
        stacks.append(Stack(code, rows, len(claims) > SIZE))
    return stacks


class Claim(NamedTuple):
    """A matter that a stack claims, and what is to be done about something that hangs on it."""

    pk: int
    kind: str
    actions: tuple[dict[str, Any], ...] = ()


def _mine(standing: Standing, scope: str) -> list[int]:
    """The people in whose name this person may act in this scope, oneself included."""
    return [pk for pk in standing.person_ids if standing.may_act_for(pk, scope)]


def _to_sign(standing: Standing) -> list[Claim]:
    """Matters with a running receipt clock of a part that is theirs, then parts in goals to acknowledge."""
    mine = Q(party__person__in=_mine(standing, Scope.RECEIPT)) | Q(party__department__in=standing.officer_of)
    rows = Deadline.objects.running().filter(mine, clock=Clock.RECEIPT).order_by("due_at", "pk")
    found = [Claim(*row) for row in rows.values_list("matter_id", "matter__kind")[: SIZE + 1]]
    parts = waiting.to_acknowledge(standing, _mine(standing, Scope.RECEIPT))
    found += [Claim(pk, Kind.GOAL, _about_contribution(part)) for pk, part in parts.items()]
    return found[: SIZE + 1]


def _to_do(standing: Standing) -> list[Claim]:
    """Open work they answer for, co-departments' parts that are theirs to deliver, objections to reply to,
    goals to start and check-ins they owe; due soon first.
    """
    parts = CoPart.objects.filter(
        status__in=("open", "sent_back"),
        party__department__in=standing.officer_of,
        party__signed_at__isnull=False,
        task__status__in=TO_DO,
    )
    people = _mine(standing, Scope.ALL)
    own = Q(owner__in=people, status__in=TO_DO) | Q(pk__in=parts.values("task_id"))
    own |= Q(owner__in=people, kind=Kind.GOAL, status="agreed") | Q(
        pk__in=waiting.to_answer(people).values("pk")
    )
    own |= Q(pk__in=waiting.to_check_in(people).values("matter_id"))
    rows = Matter.objects.open().filter(own).order_by("due_at", "pk").values_list("pk", "kind")
    return [
        Claim(pk, kind, _about_check_in(pk) if kind == Kind.KEY_RESULT else ())
        for pk, kind in rows[: SIZE + 1]
    ]


def _to_decide(standing: Standing) -> list[Claim]:
    """Submissions, returns, parts handed in, requests for more time, consultations, goals to confirm, check-ins to
    acknowledge.
    """
    people = _mine(standing, Scope.APPROVAL)
    held = Party.objects.filter(person__in=people, role__in=DECIDERS).values("matter_id")
    handed_in = CoPart.objects.filter(status="submitted", task__owner__in=_mine(standing, Scope.ALL))
    about = {pk: _about_extension(step) for pk, step in _asked(standing, people, held).items()}
    about |= {pk: _about_consultation(row) for pk, row in waiting.asked(standing).items()}
    confirm = waiting.to_confirm(people).values_list("pk", flat=True)[: SIZE + 1]
    about |= {pk: _about_confirmation(pk) for pk in confirm}
    about |= {pk: _about_review(row) for pk, row in waiting.to_review(people).items()}
    rows = Matter.objects.open().order_by()
    due = rows.filter(pk__in=held, status__in=TO_DECIDE).values_list("id", "kind", "due_at")
    parts = rows.filter(pk__in=handed_in.values("task_id"), status__in=WORKED_ON)
    others = [found.values_list("id", "kind", "due_at") for found in (parts, rows.filter(pk__in=about))]
    first = due.union(*others).order_by("due_at", "id")[: SIZE + 1]
    return [Claim(pk, kind, about.get(pk, ())) for pk, kind, _due in first]


def _asked(standing: Standing, people: list[int], supervised: QuerySet) -> dict[int, int]:
    """Matters with a request for more time, asked by somebody else, that waits for an office these people hold.
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
    waiting = ExtensionStep.objects.filter(office, state=ExtensionStep.State.WAITING)
    waiting = waiting.filter(extension__state=Extension.State.PENDING)
    waiting = waiting.exclude(extension__requested_by=standing.person_id).order_by("-pk")
    return dict(waiting.values_list("extension__matter_id", "extension_id")[:MOST_ASKED])


def _to_read(standing: Standing) -> list[Claim]:
    """Open matters they were told of by name and have not opened yet."""
    rows = Party.objects.filter(
        person=standing.person_id, read_at=None, role__in=TO_READ, matter__is_open=True
    )
    return [Claim(*row) for row in rows.order_by("-pk").values_list("matter_id", "matter__kind")[: SIZE + 1]]


def concrete(kinds: Mapping[int, str], person) -> dict[int, Any]:
    """Matters as models of their own kinds with their parties; only those inside the person's audience."""
    found: dict[int, Any] = {}
    for kind in sorted(set(kinds.values())):
        ids = [pk for pk, own in kinds.items() if own == kind]
        found |= {
            row.pk: row for row in class_of(kind).objects.visible_to(person).with_card().filter(pk__in=ids)
        }
    _gather_parties(list(found.values()))
    return found


def _gather_parties(matters: Sequence[Any]) -> None:
    parties: dict[int, list[Party]] = {matter.pk: [] for matter in matters}
    rows = Party.objects.filter(matter__in=parties).order_by("pk")
    for party in rows:
        parties[party.matter_id].append(party)
    for matter in matters:
        matter._parties = parties[matter.pk]


def _actions(stack: str, matter, person) -> list[dict[str, Any]]:
    """What this person may do about it from the row."""
    actor = Actor(person, "page")
    known, found = doings_of(matter.kind), []
    for name in VERBS[stack]:
        doing = known.get(name)
        if doing and doing.suits(matter) and doing.may(actor, matter):
            found.append({"label": doing.label, "icon": doing.icon, "url": doing_url(matter, name)})
        if len(found) == MAX_VERBS:
            break
    return found


def _about_extension(pk: int) -> tuple[dict[str, Any], ...]:
    return (
        {"label": _("Approve"), "icon": "check", "url": reverse("deadlines:approve_extension", args=[pk])},
        {"label": _("Refuse"), "icon": "x", "url": reverse("deadlines:reject_extension", args=[pk])},
    )


def _about_consultation(pk: int) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "label": doing.label,
            "icon": doing.icon,
            "url": reverse("goals:consultation", args=[pk, doing.name]),
        }
        for doing in doings_of(CONSULTATION).values()
        if doing.name in ("accept", "object")
    )


def _about_confirmation(pk: int) -> tuple[dict[str, Any], ...]:
    doing = doings_of(Kind.GOAL)["confirm"]
    url = reverse("matters:doing", args=[pk, doing.name])
    return ({"label": doing.label, "icon": doing.icon, "url": url},)


def _about_contribution(pk: int) -> tuple[dict[str, Any], ...]:
    doing = doings_of(CONTRIBUTION)["acknowledge"]
    url = reverse("goals:contribution", args=[pk, doing.name])
    return ({"label": doing.label, "icon": doing.icon, "url": url},)


def _about_check_in(pk: int) -> tuple[dict[str, Any], ...]:
    doing = doings_of(Kind.KEY_RESULT)["check-in"]
    return (
        {"label": doing.label, "icon": doing.icon, "url": reverse("matters:doing", args=[pk, doing.name])},
    )


def _about_review(pk: int) -> tuple[dict[str, Any], ...]:
    doing = doings_of(CHECK_IN)["acknowledge"]
    return (
        {"label": doing.label, "icon": doing.icon, "url": reverse("goals:check_in", args=[pk, doing.name])},
    )


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
    rows = Notification.objects.visible_to(person).with_row().order_by("-pk")
    if since:
        rows = rows.filter(created_at__gt=since)
    told: dict[int, dict[str, Any]] = {}
    for row in rows[: NEWS * 3]:
        if row.matter_id not in told and len(told) < NEWS:
            told[row.matter_id] = {
                "sentence": sentence_of(row.activity),
                "note": detail_of(row.activity),
                "at": row.created_at,
                "number": row.activity.matter.number if row.activity.matter else "",
                "unread": row.read_at is None,
            }
    return list(told.values())
