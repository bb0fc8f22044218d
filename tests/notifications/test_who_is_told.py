"""Who gets a notification, once, and why."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collab.activity.delivery import deliver
from collab.activity.journal import Entry, append
from collab.activity.models import Activity
from collab.common import clock
from collab.common.actor import SYSTEM
from collab.deadlines.events import REMINDED
from collab.matters.actions import add_comment, add_party
from collab.matters.models import Matter, PartyRole, Visibility
from collab.matters.policies import may_read
from collab.notifications.actions import store_notifications
from collab.notifications.models import Message, Notification
from collab.org.models import Absence, Membership
from collab.org.standing import read_standings, standing_of


def told(event: str) -> dict[str, str]:
    rows = Notification.objects.filter(activity__event=event).select_related("person")
    return {row.person.username: row.why for row in rows}


def remind(task, *people, dedupe: str = "rung:1:1:1") -> Activity:
    facts = {"people": [person.pk for person in people], "dedupe": dedupe}
    return append([Entry(REMINDED, SYSTEM, task, facts=facts)])[0]


def test_whoever_must_act_hears_of_it_and_the_author_does_not(make_task, hand_over):
    make_task()
    hand_over()
    assert told("task.issued")["staff"] == "act"
    assert "planner" not in told("task.issued")


def test_the_strongest_reason_counts(make_task, hand_over, by, org):
    task = make_task()
    add_comment(matter=task, actor=by(org.planner), body="@staff please look")
    hand_over()
    assert told("comment.added")["staff"] == "mention"


def test_handing_the_same_entries_over_again_changes_nothing(make_task, hand_over):
    make_task()
    hand_over()
    before = (
        list(Notification.objects.values_list("pk", flat=True)),
        list(Message.objects.values("pk", "items")),
    )
    hand_over(again=True)
    assert before == (
        list(Notification.objects.values_list("pk", flat=True)),
        list(Message.objects.values("pk", "items")),
    )


def test_two_entries_for_one_rung_leave_one_record(make_task, org):
    task = make_task()
    rows = [remind(task, org.staff), remind(task, org.staff)]
    store_notifications(
        Activity.objects.select_related("matter", "actor").filter(pk__in=[r.pk for r in rows])
    )
    assert Notification.objects.filter(dedupe_key="rung:1:1:1").count() == 1


def test_who_may_no_longer_see_a_matter_is_not_told(make_task, hand_over, org, by):
    task = make_task(visibility=Visibility.PARTIES)
    remind(task, org.staff, org.outsider)
    hand_over()
    assert set(told("deadline.reminded")) == {"staff"}


def test_disabled_people_are_not_told(make_task, hand_over, org):
    task = make_task()
    org.staff.is_active = False
    org.staff.save()
    remind(task, org.staff)
    hand_over()
    assert "staff" not in told("deadline.reminded")


def test_an_added_party_hears_of_it(make_task, hand_over, org, by):
    task = make_task()
    add_party(
        matter=task,
        actor=by(org.planner),
        version=task.version,
        role=PartyRole.CONSULTED,
        person=org.outsider,
    )
    hand_over()
    assert told("matter.party_added") == {"outsider": "chased"}


@pytest.mark.parametrize("size", [2, 40])
def test_a_batch_costs_the_same_whatever_its_size(make_task, org, size):
    task = make_task()
    for number in range(size):
        remind(task, org.staff, org.liaison, org.head, org.leader, dedupe=f"rung:{number}")
    rows = list(Activity.objects.select_related("matter").filter(event="deadline.reminded"))
    with CaptureQueriesContext(
        connection,
    ) as cost:
        deliver(rows)
    assert Notification.objects.filter(activity__in=rows).count() == size * 4
    assert len(cost) <= 12


def test_storing_for_four_people_costs_four_statements_beside_the_audience(make_task, org):
    task = make_task()
    row = remind(task, org.staff, org.liaison, org.head, org.leader)
    row = Activity.objects.select_related("matter", "actor", "on_behalf_of").get(pk=row.pk)
    with CaptureQueriesContext(connection) as cost:
        store_notifications([row])
    ours = ("notifications_", "FROM org_person p")
    own = [query["sql"] for query in cost if any(word in query["sql"] for word in ours)]
    assert len(own) <= 4


@pytest.mark.parametrize("visibility", Visibility.values)
def test_the_rule_in_memory_says_what_the_rule_in_the_database_says(make_task, org, by, visibility):
    tasks = [
        make_task(visibility=visibility),
        make_task(visibility=visibility, department=org.planning, responsible=org.planner),
        make_task(visibility=visibility, co_departments=[org.culture]),
    ]
    add_party(
        matter=tasks[1],
        actor=by(org.planner),
        version=tasks[1].version,
        role=PartyRole.CONSULTED,
        person=org.colleague,
    )
    now = clock.now()
    Absence.objects.create(
        person=org.head,
        delegate=org.outsider,
        starts_at=now - clock.seconds(60),
        ends_at=now + clock.seconds(3600),
    )
    Membership.objects.create(person=org.admin, department=org.culture, role="member")
    people = [getattr(org, name) for name in ("staff", "colleague", "liaison", "head", "planner")]
    people += [org.leader, org.coordinator, org.outsider, org.admin]
    standings = read_standings([person.pk for person in people], now)
    for person, task in product(people, tasks):
        row = Matter.objects.get(pk=task.pk)
        in_database = Matter.objects.visible_to(person).filter(pk=task.pk).exists()
        assert may_read(standings[person.pk], row) == in_database, (person.username, task.department.code)
        assert standing_of(person) == standings[person.pk]
