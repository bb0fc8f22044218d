"""Returns: with evidence, inside the time to sign, and the second one ruled on for good."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.deadlines.models import Clock, Deadline, State
from collab.matters.actions import attach_file
from collab.matters.words import instant_words
from tasks import actions
from tasks.models import Task

pytestmark = pytest.mark.django_db
WHY = {"reason": "Not ours", "evidence": "See the list of duties"}


@pytest.fixture
def returned(make_task, by, org):
    """`returned(times)` has been asked to be returned so often; the last request still waits."""

    def make(times: int) -> Task:
        task = make_task("issued")
        for _ in range(times - 1):
            task = actions.request_return(task=task, actor=by(org.staff), version=task.version, **WHY)
            task = actions.refuse_return(
                task=task, actor=by(org.planner), version=task.version, reason="It is"
            )
        return actions.request_return(task=task, actor=by(org.staff), version=task.version, **WHY)

    return make


def test_a_return_needs_evidence_in_words_or_as_a_file(make_task, by, org):
    task, other = make_task("issued"), make_task("issued")
    with pytest.raises(Invalid) as refusal:
        actions.request_return(task=task, actor=by(org.staff), version=task.version, reason="Not ours")
    assert refusal.value.errors[0].field == "evidence"
    paper = SimpleUploadedFile("duties.txt", b"Duties")
    foreign = attach_file(matter=other, actor=by(org.staff), file=paper, name="duties.txt")
    with pytest.raises(Invalid) as refusal:
        actions.request_return(
            task=task, actor=by(org.staff), version=task.version, reason="No", file=foreign
        )
    assert refusal.value.errors[0].field == "file"
    mine = attach_file(matter=task, actor=by(org.staff), file=paper, name="duties.txt")
    task = actions.request_return(
        task=task, actor=by(org.staff), version=task.version, reason="Not ours", file=mine
    )
    assert (task.status, task.return_file) == ("return_requested", mine)


def test_after_the_time_to_sign_the_refusal_says_when_it_ended(make_task, by, org):
    task = make_task("issued")
    ended = Deadline.objects.get(matter=task, clock=Clock.RECEIPT).due_at
    with clock.told(ended + timedelta(days=1)), pytest.raises(Conflict) as refusal:
        actions.request_return(task=task, actor=by(org.staff), version=task.version, **WHY)
    assert refusal.value.code == "sign_by_passed"
    assert instant_words(ended) in str(refusal.value)


def test_the_second_return_is_for_a_ruling_alone(returned, by, org):
    task = returned(2)
    for step, answers in (
        (actions.refuse_return, {}),
        (actions.reassign_task, {"responsible": org.colleague}),
    ):
        with pytest.raises(Conflict) as refusal:
            step(task=task, actor=by(org.planner), version=task.version, reason="No", **answers)
        assert refusal.value.code == "needs_ruling"
    with pytest.raises(Forbidden):
        actions.rule_on_return(
            task=task, actor=by(org.planner), version=task.version, department=org.housing, reason="Theirs"
        )


def test_a_first_return_is_not_ruled_on(returned, by, org):
    task = returned(1)
    with pytest.raises(Conflict):
        actions.rule_on_return(
            task=task, actor=by(org.coordinator), version=task.version, department=org.housing, reason="x"
        )


@pytest.mark.parametrize("who", ["leader", "coordinator"])
def test_after_the_ruling_no_further_return_is_possible(returned, by, org, page, who):
    task = returned(2)
    task = actions.rule_on_return(
        task=task, actor=by(getattr(org, who)), version=task.version, department=org.housing, reason="Duty 7"
    )
    assert (task.status, task.ruling) == ("issued", "Duty 7")
    assert Deadline.objects.get(matter=task, clock=Clock.RECEIPT).state == State.RUNNING
    with pytest.raises(Conflict) as refusal:
        actions.request_return(task=task, actor=by(org.staff), version=task.version, **WHY)
    assert refusal.value.code == "ruled"
    shown = page(org.staff).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert "Duty 7" in shown
    assert reverse("matters:doing", args=[task.pk, "request-return"]) not in shown


def test_a_ruling_for_another_department_hands_it_over_with_a_new_receipt(returned, by, org):
    task = returned(2)
    task = actions.rule_on_return(
        task=task, actor=by(org.coordinator), version=task.version, department=org.culture, reason="Duty 9"
    )
    assert (task.department, task.owner) == (org.culture, None)
    running = Deadline.objects.running().get(matter=task, clock=Clock.RECEIPT)
    assert running.party.department == org.culture
