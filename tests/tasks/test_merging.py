"""Merging: one task goes into another and nothing of it is lost."""

import pytest
from django.urls import reverse

from collab.common.errors import Conflict, Forbidden, Invalid
from collab.deadlines.actions import request_extension
from collab.deadlines.models import Clock, Deadline, Extension
from collab.matters.actions import watch_matter
from collab.matters.chain import chain_of
from collab.matters.models import PartyRole, Watcher
from tasks import actions
from tasks.actions.parts import PartBrief
from tasks.models import CoPart, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(make_task, org):
    """One task of the office with a part for culture, and one of housing that is to take it in."""
    doubled = make_task(
        department=org.office, responsible=org.coordinator, parts=[PartBrief(org.culture, "Maps")]
    )
    return doubled, make_task("in_progress")


def merge(pair, by, who) -> tuple[Task, Task]:
    task, target = pair
    actions.merge_task(task=task, actor=by(who), version=task.version, into=target, reason="The same")
    return Task.objects.get(pk=task.pk), Task.objects.get(pk=target.pk)


def test_a_merged_task_is_over_and_its_departments_have_parts_in_the_other(pair, by, org):
    task, target = merge(pair, by, org.planner)
    assert (task.status, task.is_open) == ("merged", False)
    assert not Deadline.objects.running().filter(matter=task).exists()
    parts = {part.party.department: part.party.part for part in CoPart.objects.filter(task=target)}
    assert parts == {org.office: str(task), org.culture: "Maps"}
    receipts = Deadline.objects.running().filter(matter=target, clock=Clock.RECEIPT)
    assert {row.party.department for row in receipts} == {org.office, org.culture}


def test_people_and_watchers_are_carried_over_once(pair, by, org):
    for matter in pair:
        watch_matter(matter=matter, actor=by(org.outsider))
    watch_matter(matter=pair[0], actor=by(org.colleague))
    _task, target = merge(pair, by, org.planner)
    roles = list(target.parties.exclude(person=None).values_list("role", "person__username"))
    assert sorted(roles) == [
        (PartyRole.CONSULTED, "coordinator"),
        (PartyRole.GIVER, "planner"),
        (PartyRole.RESPONSIBLE, "staff"),
    ]
    assert Watcher.objects.filter(matter=target).count() == 2


def test_both_pages_and_the_chain_lead_to_the_other_end(pair, by, org, page):
    task, target = merge(pair, by, org.planner)
    for one, other in ((task, target), (target, task)):
        assert other.pk in chain_of(one, org.planner).nodes
        story = page(org.planner).get(reverse("tasks:story", args=[one.pk])).content.decode()
        assert other.number in story
    assert task.activities.get(event="task.merged").facts["into"] == target.number
    assert target.activities.get(event="task.took_in").facts["other"] == task.number


def test_open_subtasks_move_along_and_a_waiting_request_lapses(pair, by, org, make_task):
    task, target = pair
    child = make_task("issued", parent=task)
    asked = request_extension(
        matter=target, actor=by(org.staff), version=target.version,
        due_at=target.due_at.replace(year=target.due_at.year + 1), reason="Rain",
    )  # fmt: skip
    target = Task.objects.get(pk=target.pk)
    third = make_task("in_progress")
    actions.merge_task(task=target, actor=by(org.planner), version=target.version, into=third, reason="Same")
    merge((task, third), by, org.planner)
    child.refresh_from_db()
    asked.refresh_from_db()
    assert child.parent_id == third.pk
    assert asked.state == Extension.State.WITHDRAWN
    assert {step.state for step in asked.steps.all()} <= {"moot", "skipped"}


def test_a_task_goes_into_neither_itself_nor_its_part_nor_what_is_over(pair, by, org, make_task):
    task, target = pair
    part = make_task("in_progress", parent=make_task("in_progress", parent=task))
    closed, draft = make_task("closed"), make_task("draft")
    _merged, _ = merge((make_task("issued"), target), by, org.planner)
    codes = {}
    for name, into in {
        "itself": task,
        "cycle": part,
        "closed": closed,
        "draft": draft,
        "merged": _merged,
    }.items():
        with pytest.raises((Invalid, Conflict)) as refusal:
            actions.merge_task(task=task, actor=by(org.planner), version=task.version, into=into, reason="x")
        wrong = refusal.value
        codes[name] = wrong.errors[0].code if isinstance(wrong, Invalid) else wrong.code
    assert codes == {
        "itself": "itself", "cycle": "cycle", "closed": "target_not_open",
        "draft": "target_not_open", "merged": "target_not_open",
    }  # fmt: skip
    assert Task.objects.get(pk=task.pk).status == "issued"


def test_merging_is_for_whoever_supervises_both(pair, by, org, make_task):
    with pytest.raises(Forbidden):
        merge(pair, by, org.staff)
    elsewhere = make_task("in_progress", actor=org.head)
    with pytest.raises(Forbidden):
        merge((pair[0], elsewhere), by, org.planner)
    assert merge((pair[0], elsewhere), by, org.coordinator)[0].status == "merged"


def test_the_dialog_takes_the_number_people_say_aloud(pair, page, org):
    task, target = pair
    door = reverse("matters:doing", args=[task.pk, "merge"])
    typed = {"version": task.version, "into": "T-99999", "reason": "The same"}
    missing = page(org.planner, htmx=True).post(door, typed)
    assert missing.status_code == 422
    assert "nothing with this number" in missing.content.decode()
    answer = page(org.planner, htmx=True).post(door, typed | {"into": target.number.lower()})
    assert answer.status_code == 204, answer.content
