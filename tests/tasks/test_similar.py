"""Whoever drafts a task is told of open work that looks like it, in both languages and only of what they may see."""

import pytest

from collab.matters.similar import alike_among
from tasks.actions import withdraw_task
from tasks.models import Task

pytestmark = pytest.mark.django_db


def similar(title, person):
    return alike_among(Task.objects.visible_to(person), title)


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("Relocate the old market", "relocate market"),
        ("老城农贸市场搬迁", "市场搬迁"),
        ("Repair of the Drum Street fire lanes", "Repair the fire lanes of Drum Street"),
        ("鼓街消防通道打通 · Open the fire lanes", "打通鼓街消防通道"),
    ],
)
def test_a_title_that_says_the_same_is_found(there, typed, org, make_task):
    task = make_task(title=there)
    make_task(title="Something else entirely 另一件事")
    assert [one.matter for one in similar(typed, org.staff)] == [task]


@pytest.mark.parametrize("typed", ["", "the of", "' OR 1=1 --", '"*" NEAR', "\x00 市", "a & b | !c", "市"])
def test_odd_titles_break_nothing(typed, org, make_task):
    make_task(title="Relocate the old market 市场")
    assert similar(typed, org.staff) == []


def test_the_most_alike_stands_first(org, make_task):
    near = make_task(title="Relocate the old market")
    far = make_task(title="Relocate the old market hall and the bus depot behind it")
    found = similar("Relocate old market", org.staff)
    assert [one.matter for one in found] == [near, far]
    assert found[0].percent == 100


def test_finished_and_hidden_work_is_not_told_of(org, make_task, by):
    done = make_task(title="Relocate the old market")
    withdraw_task(task=done, actor=by(org.planner), version=done.version, reason="Not now")
    make_task(title="Relocate the old market", visibility="parties", actor=org.admin, responsible=org.admin)
    assert similar("Relocate the old market", org.staff) == []
    assert similar("Relocate the old market", org.outsider) == []


def test_the_form_and_the_api_tell_of_it(org, make_task, page):
    task = make_task(title="Relocate the old market")
    browser = page(org.staff)
    assert "/tasks/similar/" in browser.get("/tasks/new/").content.decode()
    shown = browser.get("/tasks/similar/?title=relocate+old+market").content.decode()
    assert task.number in shown
    answer = browser.get("/api/v1/tasks/similar/?title=relocate+old+market").json()["results"]
    assert [(one["number"], one["percent"]) for one in answer] == [(task.number, 100)]
