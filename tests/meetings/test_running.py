"""A meeting while it runs: who is here, whose turn it is and for how long."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid
from meetings import actions
from meetings.ballots.electorate import present_at
from meetings.models import Attendance
from tests.conftest import acting

from .table import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(org) -> Table:
    return Table(org)


def note(table, org, person, presence, instead_of=None):
    return table.do(
        actions.mark_presence,
        meeting=table.now(),
        actor=acting(org.coordinator),
        person=person,
        presence=presence,
        stands_in_for=instead_of,
    )


def test_people_check_in_themselves_without_making_each_other_stale(table, org):
    version = table.now().version
    for person in table.people:
        actions.check_in(meeting=table.meeting, actor=acting(person), version=version)
    assert present_at(table.meeting.pk) == {person.pk for person in table.people}


def test_only_people_expected_check_in(table, org):
    with pytest.raises(Forbidden):
        table.do(actions.check_in, meeting=table.now(), actor=acting(org.outsider))


def test_who_leaves_early_stays_in_the_attendance_but_is_not_here(table, org):
    table.come(org.staff, org.head)
    table.do(actions.check_out, meeting=table.now(), actor=acting(org.staff))
    assert present_at(table.meeting.pk) == {org.head.pk}
    assert Attendance.objects.get(person=org.staff).presence == "present"


def test_a_proxy_is_noted_with_whom_they_represent_and_that_person_counts_as_here(table, org):
    with pytest.raises(Invalid):
        note(table, org, org.colleague, "proxy")
    note(table, org, org.colleague, "proxy", org.head)
    assert present_at(table.meeting.pk) == {org.colleague.pk, org.head.pk}


def test_nobody_is_represented_twice_or_while_here(table, org):
    table.come(org.staff)
    with pytest.raises(Conflict) as refusal:
        note(table, org, org.colleague, "proxy", org.staff)
    assert refusal.value.code == "represented"
    note(table, org, org.colleague, "proxy", org.head)
    with pytest.raises(Conflict):
        note(table, org, org.leader, "proxy", org.head)


def test_whoever_comes_after_all_relieves_their_stand_in(table, org):
    note(table, org, org.colleague, "proxy", org.head)
    table.come(org.head)
    row = Attendance.objects.get(person=org.colleague)
    assert (row.presence, row.stands_in_for) == ("present", None)


def test_the_list_of_the_secretary_keeps_who_left_when(table, org):
    table.come(org.staff)
    table.do(actions.check_out, meeting=table.now(), actor=acting(org.staff))
    rows = [actions.Present(presence="present", person=org.staff)]
    table.do(actions.record_attendance, meeting=table.now(), actor=acting(org.coordinator), rows=rows)
    assert Attendance.objects.get().left_at is not None


def test_the_time_of_an_item_is_counted_from_stored_instants(table, org):
    chair, began = acting(org.planner), clock.now()
    first, second = table.items()
    with clock.told(began):
        table.do(actions.discuss_item, item=first, actor=chair)
    with clock.told(began + timedelta(minutes=4)):
        table.do(actions.next_item, meeting=table.now(), actor=chair)
    first, second = table.items()
    assert (first.status, first.begun_at, first.seconds_spent) == ("discussing", None, 240)
    assert second.begun_at == began + timedelta(minutes=4)
    with clock.told(began + timedelta(minutes=6)):
        table.do(actions.take_item_up, item=first, actor=chair)
    with clock.told(began + timedelta(minutes=7)):
        table.do(actions.adopt_item, item=table.items()[0], actor=chair, decision="Move it")
    first, second = table.items()
    assert (first.seconds_spent, second.seconds_spent) == (300, 120)


def test_more_time_is_added_to_what_was_allotted(table, org):
    item = table.do(actions.discuss_item, item=table.items()[0], actor=acting(org.planner))
    item = table.do(actions.extend_item, item=item, actor=acting(org.planner), minutes=5)
    assert (item.minutes_allotted, item.minutes_added) == (10, 5)
    with pytest.raises(Invalid):
        table.do(actions.extend_item, item=item, actor=acting(org.planner), minutes=0)
    with pytest.raises(Forbidden):
        table.do(actions.extend_item, item=item, actor=acting(org.staff), minutes=5)


def test_when_nothing_is_left_there_is_no_next_item(table, org):
    for _ in range(2):
        table.do(actions.next_item, meeting=table.now(), actor=acting(org.planner))
    with pytest.raises(Conflict) as refusal:
        table.do(actions.next_item, meeting=table.now(), actor=acting(org.planner))
    assert refusal.value.code == "agenda_done"


def test_no_clock_outlives_the_meeting(table, org):
    table.do(actions.next_item, meeting=table.now(), actor=acting(org.planner))
    table.do(actions.finish_meeting, meeting=table.now(), actor=acting(org.planner))
    assert all(item.begun_at is None for item in table.items())
