"""Cells edited in the list: saved on the version that was read, refused in the action's words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collab.common import clock
from collab.matters.actions import add_labels, edit_matter
from collab.matters.models import Label
from collab.matters.policies import can_edit, roles_held
from collab.org.standing import standing_of
from tasks.policies import can_edit_draft


def cell(task, name):
    return reverse("tasks:cell", args=[task.pk, name])


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_drafts_title_and_date_are_edited_in_place(page, make_task, planner):
    task = make_task("draft")
    browser = page(planner, htmx=True)
    assert task.title in text_of(browser.get(cell(task, "title")))
    answer = browser.post(cell(task, "title"), {"title": "Move the stalls", "version": task.version})
    assert answer.status_code == 204
    assert f"matter-{task.pk}" in answer["HX-Trigger"]
    due = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(cell(task, "due_at"), {"due_at": due, "version": task.version + 1}).status_code == 204
    task.refresh_from_db()
    assert (task.title, task.version) == ("Move the stalls", 3)
    assert task.due_at.strftime("%M") == due[-2:]


def test_after_issue_the_priority_stays_free_and_the_rest_is_refused_in_words(page, make_task, planner):
    task = make_task("issued")
    browser = page(planner, htmx=True)
    assert browser.post(cell(task, "priority"), {"priority": 2, "version": task.version}).status_code == 204
    task.refresh_from_db()
    assert task.priority == 2
    answer = browser.post(cell(task, "title"), {"title": "Other", "version": task.version})
    assert answer.status_code == 409
    assert "by an extension only" in text_of(answer)
    task.refresh_from_db()
    assert task.title != "Other"


def test_a_stale_cell_shows_what_is_saved_now_and_keeps_what_was_typed(page, make_task, planner, by):
    task = make_task("draft")
    edit_matter(matter=task, actor=by(planner), version=task.version, title="Theirs")
    browser = page(planner, htmx=True)
    answer = browser.post(cell(task, "title"), {"title": "Mine", "version": task.version})
    assert answer.status_code == 412
    assert "Theirs" in text_of(answer)
    assert 'value="Mine"' in text_of(answer)
    assert f'value="{task.version + 1}"' in text_of(answer)


def test_whoever_may_not_edit_is_told_in_place(page, make_task, colleague, outsider):
    task = make_task("issued")
    answer = page(colleague, htmx=True).post(cell(task, "priority"), {"priority": 1, "version": task.version})
    assert answer.status_code == 403
    assert "cell-told" in text_of(answer)
    assert page(outsider, htmx=True).get(cell(task, "priority")).status_code == 404


@pytest.mark.parametrize(
    "sent", [{"title": "", "version": 1}, {"title": "x" * 301, "version": 1}, {"title": "x"}]
)
def test_what_cannot_be_read_is_said_in_place(page, make_task, planner, sent):
    task = make_task("draft")
    assert page(planner, htmx=True).post(cell(task, "title"), sent).status_code == 422
    assert page(planner).get(cell(task, "body")).status_code == 404


def test_the_list_offers_cells_where_they_can_be_edited(page, make_task, planner):
    draft, issued = make_task("draft"), make_task("issued")
    shown = text_of(page(planner).get(reverse("tasks:list")))
    assert cell(draft, "title") in shown
    assert cell(issued, "title") not in shown
    assert cell(issued, "priority") in shown


def test_the_list_offers_changes_only_to_those_who_may_make_them(page, make_task, planner, org, by):
    label = Label.objects.create(name="Flood 防汛")
    task = make_task("issued", visibility="organisation")
    add_labels(matter=task, actor=by(planner), version=task.version, labels=[label])
    priority, more_time = f"cell-priority-{task.pk}", f"/matters/{task.pk}/do/request-extension/"
    for person, may in ((org.outsider, (False, False)), (planner, (True, False)), (org.staff, (True, True))):
        shown = text_of(page(person).get(reverse("tasks:list")))
        assert (priority in shown, more_time in shown) == may
        assert "Flood 防汛" in shown


def test_roles_read_for_many_matters_are_those_asked_for_one_by_one(make_task, org, by):
    tasks = [make_task("issued"), make_task("issued", department=org.planning, responsible=None)]
    for person in (org.staff, org.head, org.planner, org.leader, org.outsider):
        actor = by(person)
        held = roles_held(standing_of(actor.person), [task.pk for task in tasks])
        for task in tasks:
            assert can_edit(actor, task, held[task.pk]) == can_edit(actor, task)
            assert can_edit_draft(actor, task, held[task.pk]) == can_edit_draft(actor, task)
