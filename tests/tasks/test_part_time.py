"""More time for a co-department's own part: asked by itself, decided by the lead department, the whole stands."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, Extension
from collab.deadlines.page import extensions_of
from tasks import actions
from tasks.conditions import extended
from tasks.ledger import with_ledger
from tasks.models import CoPart, Task

from .sharing import handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(by, desk):
    """`ask(part, days)` asks for so many days more for the part."""

    def make(part: CoPart, days: int = 3, who=None) -> Extension:
        part.refresh_from_db()
        due = part.party.due_at + timedelta(days=days)
        given = {"version": part.version, "due_at": due, "reason": "The maps are still being drawn"}
        return actions.request_part_extension(part=part, actor=by(who or desk), **given)

    return make


def approve(extension, by, *people) -> Extension:
    for one in people:
        extension = deadlines.approve_extension(extension=extension, actor=by(one), version=extension.version)
    return extension


def line(extension) -> list[tuple[str, str]]:
    return list(extension.steps.values_list("office", "state"))


def test_the_lead_departments_head_gives_a_part_more_time_and_the_whole_stands(shared, ask, by, org):
    task, part = shared()
    was, whole = part.party.due_at, Task.objects.get(pk=task.pk).due_at
    extension = ask(part)
    assert line(extension) == [("head", "waiting")]
    assert extension.steps.get().department == org.housing
    for stranger in (org.planner, org.outsider):
        with pytest.raises(Forbidden):
            approve(extension, by, stranger)
    approve(extension, by, org.head)
    part = CoPart.objects.with_row().get(pk=part.pk)
    held = Deadline.objects.get(party=part.party, clock=Clock.DUE)
    assert part.party.due_at == held.due_at == was + timedelta(days=3)
    assert held.original_due_at == part.original_due_at == was
    assert held.version == 2
    assert Task.objects.get(pk=task.pk).due_at == whole
    told = Activity.objects.filter(matter=task, event__startswith="extension.part_")
    assert list(told.order_by("pk").values_list("event", flat=True)) == [
        "extension.part_requested",
        "extension.part_approved",
    ]


def test_it_is_no_extension_of_the_whole(shared, ask, by, org):
    task, part = shared()
    approve(ask(part), by, org.head)
    assert not Task.objects.filter(extended(True), pk=task.pk).exists()
    assert with_ledger(Task.objects.filter(pk=task.pk)).get().extension_count == 0
    task = Task.objects.get(pk=task.pk)
    later = task.due_at + timedelta(days=2)
    asked = deadlines.request_extension(
        matter=task, actor=by(org.staff), version=task.version, due_at=later, reason="Rain"
    )
    assert line(asked)[0] == ("head", "waiting")


def test_whole_and_part_may_wait_at_once_but_each_only_once(shared, ask, by, org):
    task, part = shared()
    ask(part)
    with pytest.raises(Conflict):
        ask(part, 4)
    task = Task.objects.get(pk=task.pk)
    later = task.due_at + timedelta(days=2)
    deadlines.request_extension(
        matter=task, actor=by(org.staff), version=task.version, due_at=later, reason="Rain"
    )
    assert Extension.objects.filter(matter=task, state="pending").count() == 2


def test_a_long_or_third_request_goes_on_to_the_supervisor(shared, ask, by, org):
    _task, part = shared(due_at=clock.now() + timedelta(days=90))
    assert line(ask(part, 40)) == [("head", "waiting"), ("supervisor", "later")]
    deadlines.lapse(part.task, part.party)
    for days in (1, 1):
        approve(ask(part, days), by, org.head)
    assert line(ask(part, 1)) == [("head", "waiting"), ("supervisor", "later")]


def test_a_part_is_due_no_later_than_the_whole_and_later_than_before(shared, ask, by, org, desk):
    _task, part = shared()
    for days in (60, -2, 0):
        with pytest.raises(Invalid):
            ask(part, days)
    with pytest.raises(Forbidden):
        ask(part, 3, who=org.staff)
    assert not Extension.objects.exists()


def test_a_part_handed_in_or_waived_asks_no_more(shared, ask, by, desk):
    _task, part = shared()
    extension = ask(part)
    handed_in(part, by, desk)
    extension.refresh_from_db()
    assert extension.state == "withdrawn"
    with pytest.raises(TransitionRefused):
        ask(part)


def test_whoever_edits_the_part_by_its_old_date_is_told(shared, ask, by, org):
    _task, part = shared()
    part.refresh_from_db()
    version, was = part.version, part.party.due_at
    approve(ask(part), by, org.head)
    with pytest.raises(StaleVersion):
        actions.edit_part(part=part, actor=by(org.staff), version=version, text="Maps", due_at=was)


def test_page_and_api_ask_show_and_decide(shared, page, desk, org, client):
    task, part = shared()
    part.refresh_from_db()
    opened = page(desk).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    door = reverse("tasks:part", args=[part.pk, "request-extension"])
    assert door in opened
    due = part.party.due_at + timedelta(days=2)
    sent = {"version": part.version, "due_at": f"{due:%Y-%m-%dT%H:%M}", "reason": "Ink"}
    assert page(desk, htmx=True).post(door, sent).status_code == 204
    extension = Extension.objects.get()
    shown = extensions_of(task, org.head)[0]
    assert (shown["part_of"], shown["may_decide"]) == (str(org.culture), True)
    told = page(org.head).get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert f"asked to move the part of {org.culture}" in told
    assert reverse("deadlines:approve_extension", args=[extension.pk]) in told
    client.force_login(desk, backend="collab.org.backends.AccountBackend")
    again = client.post(
        f"/api/v1/task-parts/{part.pk}/request-extension/",
        json.dumps({"due_at": due.isoformat(), "reason": "Ink"}),
        content_type="application/json",
        headers={"If-Match": f'"v{part.version}"'},
    )
    assert (again.status_code, again.json()["code"]) == (409, "extension_pending")
    row = client.get(f"/api/v1/extensions/{extension.pk}/").json()
    assert (row["party"], row["waits_for"]) == (part.party_id, "head")
