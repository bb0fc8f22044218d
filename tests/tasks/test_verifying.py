"""Whoever did the work does not verify it, and what waits for a verifier finds one on the workbench."""

import pytest

from collab.common.errors import Forbidden
from collab.org.models import Membership, Person, Role
from insight.selectors.workbench import workbench
from tasks import actions
from tasks.models import Task

pytestmark = pytest.mark.django_db


def rows_with(task, person) -> dict[str, list[str]]:
    """In which stacks of this person's workbench the task stands, with the last words of its steps' addresses."""
    found = workbench(Person.objects.get(pk=person.pk))
    return {
        stack.code: [step.url.rstrip("/").rpartition("/")[2] for step in row["actions"]]
        for stack in found
        for row in stack.rows
        if row["id"] == task.pk
    }


def newcomer(name: str, place, role: str) -> Person:
    person = Person.objects.create(username=name, name=name.title())
    Membership.objects.create(person=person, department=place, role=role)
    return person


@pytest.fixture
def own_office_leads(make_task, by, org):
    """`own_office_leads(responsible)`: the coordinator heads the office that leads a task, and has handed it in."""
    Membership.objects.create(person=org.coordinator, department=org.office, role=Role.HEAD)

    def handed_in(responsible: Person | None) -> Task:
        task = make_task("issued", actor=org.coordinator, department=org.office, responsible=responsible)
        signer = by(responsible or org.coordinator)
        task = actions.sign_for_task(task=task, actor=signer, version=task.version)
        answer = {"result": "All counted."}
        return actions.submit_task(task=task, actor=by(org.coordinator), version=task.version, **answer)

    return handed_in


@pytest.mark.parametrize("by_clerk", [False, True], ids=["alone", "for-a-clerk"])
def test_a_coordinator_does_not_verify_what_they_did_or_handed_in(own_office_leads, by, org, by_clerk):
    clerk = newcomer("clerk", org.office, Role.MEMBER)
    task = own_office_leads(clerk if by_clerk else None)
    given = {"task": task, "actor": by(org.coordinator), "version": task.version}
    with pytest.raises(Forbidden, match="did the work"):
        actions.verify_task(**given)
    with pytest.raises(Forbidden, match="did the work"):
        actions.complete_task(**given)
    with pytest.raises(Forbidden, match="did the work"):
        actions.send_back_task(**given, reason="Not all")
    assert "verify" not in rows_with(task, org.coordinator).get("decide", [])


def test_what_its_only_supervisor_did_waits_for_another_coordinator(own_office_leads, by, org):
    task = own_office_leads(None)
    other = newcomer("other", org.office, Role.COORDINATOR)
    assert rows_with(task, other) == {"decide": ["verify", "send-back"]}
    assert not rows_with(task, org.outsider)
    task = actions.verify_task(task=task, actor=by(other), version=task.version)
    assert actions.complete_task(task=task, actor=by(other), version=task.version).status == "completed"


def test_what_another_supervises_does_not_wait_for_every_coordinator(make_task, org):
    task = make_task("submitted")
    assert rows_with(task, org.planner) == {"decide": ["verify", "send-back"]}
    assert not rows_with(task, org.coordinator)


def test_a_head_verifies_what_their_own_people_did(make_task, by, org):
    task = make_task("issued", actor=org.head)
    task = actions.sign_for_task(task=task, actor=by(org.staff), version=task.version)
    task = actions.submit_task(task=task, actor=by(org.staff), version=task.version, result="Done.")
    assert actions.verify_task(task=task, actor=by(org.head), version=task.version).status == "verification"


def test_a_part_is_handed_in_and_accepted_from_the_workbench(make_task, by, org):
    task = make_task("issued", co_departments=[org.planning], actor=org.leader)
    for person in (org.staff, org.planner):
        task = Task.objects.get(pk=task.pk)
        actions.sign_for_task(task=task, actor=by(person), version=task.version)
    assert rows_with(task, org.planner) == {"do": ["submit"]}
    part = task.co_parts.get()
    actions.submit_part(part=part, actor=by(org.planner), version=part.version, result="Drawn.")
    assert rows_with(task, org.staff) == {"do": ["accept", "send-back"]}
