"""Random steps by random people never break a task: no undeclared state, nothing lost, and the journal replays."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.models import Activity
from collab.activity.verification import verify
from collab.common import clock
from collab.common.errors import NotFound, Refusal
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, Extension, State
from collab.matters.doings import Doing, doings_of
from collab.matters.models import Kind, Party, PartyRole
from collab.org.models import Role
from collab.org.names import name_fact
from tasks.actions.parts import PartBrief
from tasks.models import CoPart, Task
from tasks.models.part import TASK_PART
from tasks.states import PART_MACHINE
from tests.conftest import acting, person

pytestmark = pytest.mark.django_db

PEOPLE = ("staff", "planner", "desk", "coordinator", "head", "leader", "liaison", "colleague", "outsider")
WHOLE = tuple(doings_of(Kind.TASK))
ON_PARTS = tuple(f"part:{name}" for name in doings_of(TASK_PART))
ON_TIME = ("extension:approve", "extension:reject", "extension:withdraw")
ENDED = {State.MET, State.CANCELLED}
PART_REACHED = {
    "task.part_submitted": "submitted",
    "task.part_accepted": "accepted",
    "task.part_sent_back": "sent_back",
    "task.part_waived": "waived",
}
REACHED = {
    "task.issued": {"issued", "accepted"},
    "task.started": {"in_progress"},
    "task.return_requested": {"return_requested"},
    "task.return_refused": {"issued"},
    "task.ruled": {"issued"},
    "task.merged": {"merged"},
    "task.reassigned": {"issued", "accepted"},
    "task.blocked": {"blocked"},
    "task.unblocked": {"in_progress"},
    "task.submitted": {"submitted"},
    "task.verification_begun": {"verification"},
    "task.sent_back": {"sent_back"},
    "task.completed": {"completed"},
    "task.closed_out": {"closed"},
    "task.suspended": {"suspended"},
    "task.withdrawn": {"withdrawn"},
}


def answers(doing: Doing, org, target: Task) -> dict:
    """Well-formed answers to whatever a doing asks for."""
    ahead = clock.now() + timedelta(days=60)
    given = {
        "reason": "Because",
        "note": "",
        "percent": 40,
        "text": "Going on",
        "result": "Done",
        "waiver": "",
        "blockage": "time",
        "resolver": "Planning",
        "until": ahead,
        "due_at": ahead if doing.name == "request-extension" else clock.now() + timedelta(days=20),
        "department": {"rule": org.housing, "add-part": org.office}.get(doing.name),
        "responsible": org.colleague,
        "light": "red",
        "every": "FREQ=WEEKLY",
        "rrule": "",
        "first_at": ahead,
        "occasion": "ahead",
        "lead_days": 5,
        "due_after_days": 0,
        "on_day_off": "next",
        "evidence": "A paper",
        "file": None,
        "part": "Maps",
        "into": target,
        "labels": [],
    }
    return {ask.name: given[ask.name] for ask in doing.asks}


def act(task: Task, name: str, actor, org, target: Task) -> None:
    """One step on the task, on the newest of its parts, or on the request for more time that waits."""
    about, _, step = name.rpartition(":")
    if about == "extension":
        asked = Extension.objects.filter(matter=task).first()
        if asked is None:
            raise NotFound
        said = {"reason": "No"} if step == "reject" else {}
        decide = getattr(deadlines, f"{step}_extension")
        decide(extension=asked, actor=actor, version=asked.version, **said)
        return
    subject = CoPart.objects.filter(task=task).last() if about else task
    if subject is None:
        raise NotFound
    doing = doings_of(TASK_PART if about else Kind.TASK)[step]
    doing.do(matter=subject, actor=actor, version=subject.version, **answers(doing, org, target))


def check(task: Task) -> None:
    """What holds after every step, taken or refused."""
    assert task.status in Task.machine.states
    assert task.is_open == Task.machine.is_open(task.status)
    assert task.is_blocked == (task.status == "blocked")
    assert Party.objects.filter(matter=task, role=PartyRole.LEAD).count() == 1
    assert Party.objects.filter(matter=task, role=PartyRole.GIVER).count() == 1
    assert task.original_due_at is not None
    check_parts(task)
    due = Deadline.objects.get(matter=task, clock=Clock.DUE, party=None) if task.status != "draft" else None
    if due is not None:
        assert due.due_at == task.due_at
        expected = {"submitted", "verification", "suspended", "return_requested"}
        if task.is_open:
            assert due.state == (State.PAUSED if task.status in expected else State.RUNNING)
        else:
            assert due.state in (State.MET, State.CANCELLED)
    if not task.is_open:
        assert not Deadline.objects.running().filter(matter=task).exists()


def check_parts(task: Task) -> None:
    """Each co-department has one part, one receipt clock, one due clock; these run exactly while it is owed."""
    parts = list(CoPart.objects.filter(task=task).select_related("party"))
    assert {part.party_id for part in parts} == set(
        Party.objects.filter(matter=task, role=PartyRole.CO).values_list("pk", flat=True)
    )
    held_up = {"submitted", "verification", "suspended", "return_requested"}
    for part in parts:
        assert part.status in PART_MACHINE.states
        due = Deadline.objects.get(party=part.party, clock=Clock.DUE)
        assert due.due_at == part.party.due_at
        owed = part.status in ("open", "sent_back") and task.is_open
        expected = {State.PAUSED if task.status in held_up else State.RUNNING} if owed else ENDED
        assert due.state in expected
        assert part.party.signed_at or Deadline.objects.filter(party=part.party, clock=Clock.RECEIPT).exists()
    if task.status in ("submitted", "verification"):
        assert not any(part.is_open for part in parts)


BLIND = st.sampled_from((*WHOLE, *ON_PARTS, *ON_TIME))
STEPS = st.tuples(
    st.booleans().flatmap(lambda blind: BLIND if blind else st.integers(0, 40)), st.sampled_from(PEOPLE)
)


def fitting(task: Task, number: int, who: str, org) -> tuple[str, str]:
    """A step that fits the states as they are, on the whole or on a part, and somebody who may take it; blind choice
    alone would seldom get far.
    """
    part = CoPart.objects.filter(task=task).last()
    on_part = part is not None and number % 2
    subject = part if on_part else task
    doings = doings_of(TASK_PART if on_part else Kind.TASK)
    found = [doing for doing in doings.values() if doing.suits(subject)]
    if not found:
        return WHOLE[0], who
    doing = found[number // 2 % len(found)]
    first = PEOPLE.index(who)
    queue = (*PEOPLE[first:], *PEOPLE[:first])
    able = (one for one in queue if doing.may(acting(getattr(org, one)), subject))
    return f"{'part:' if on_part else ''}{doing.name}", next(able, who)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=5, max_size=30))
def test_random_steps_by_random_people_leave_a_task_whole(org, make_task, steps):
    if not hasattr(org, "desk"):
        org.desk = person("desk", (org.culture, Role.LIAISON))
    due = clock.now() + timedelta(days=20)
    task = make_task("issued", parts=[PartBrief(org.culture, "Maps", due)])
    target = make_task("in_progress")
    held: tuple[set, set, set] = (set(), set(), set())
    for name, who in steps:
        before = task.status, facts_of(task)
        if isinstance(name, int):
            name, who = fitting(task, name, who, org)
        try:
            act(task, name, acting(getattr(org, who)), org, target)
        except Refusal:
            assert (Task.objects.get(pk=task.pk).status, facts_of(task)) == before
        task = Task.objects.get(pk=task.pk)
        check(task)
        held = lost_nothing(task, held)
    assert list(verify(f"matter:{task.pk}")) == []
    assert replay(task) == task.status
    assert replay_parts(task) == dict(CoPart.objects.filter(task=task).values_list("pk", "status"))


def facts_of(task: Task) -> tuple:
    """What a refused step must leave as it was."""
    return (
        Activity.objects.filter(matter=task).count(),
        list(CoPart.objects.filter(task=task).order_by("pk").values_list("status", "version")),
        list(Deadline.objects.filter(matter=task).order_by("pk").values_list("state", "due_at")),
    )


def lost_nothing(task: Task, held: tuple[set, set, set]) -> tuple[set, set, set]:
    """Deadlines, receipts that were given, and co-departments, as known so far; each only ever grows."""
    deadlines_now = set(Deadline.objects.filter(matter=task).values_list("pk", flat=True))
    parties = Party.objects.filter(matter=task, role=PartyRole.CO)
    signed = set(parties.exclude(signed_at=None).values_list("pk", "signed_at"))
    taking_part = set(parties.values_list("department_id", flat=True))
    now = (deadlines_now, signed, taking_part)
    assert all(before <= after for before, after in zip(held, now, strict=True))
    return now


def replay_parts(task: Task) -> dict[int, str]:
    """The state of each part that the journal alone leads to; every part begins open."""
    found = dict.fromkeys(CoPart.objects.filter(task=task).values_list("pk", flat=True), "open")
    for entry in Activity.objects.filter(matter=task, event__in=PART_REACHED).order_by("seq"):
        found[entry.facts["co_part"]] = PART_REACHED[entry.event]
    return found


def replay(task: Task) -> str:
    """The state the journal alone leads to."""
    status = before_suspension = "draft"
    taking_part = CoPart.objects.filter(task=task).select_related("party__department")
    beside = [name_fact(part.party.department) for part in taking_part]
    for entry in Activity.objects.filter(matter=task).order_by("seq"):
        if entry.event == "task.resumed":
            status = before_suspension
        elif entry.event == "task.signed_for" and status == "issued":
            status = "accepted" if any(name not in beside for name in entry.facts["party"]) else status
        elif entry.event in REACHED:
            if entry.event == "task.suspended":
                before_suspension = status
            (status,) = REACHED[entry.event] - {"accepted"} or {"accepted"}
    return status


def test_a_year_of_sweeps_after_the_end_finds_nothing(make_task):
    make_task("closed")
    assert deadlines.sweep(now=clock.now() + timedelta(days=365)) == 0
