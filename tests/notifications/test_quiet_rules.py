"""When messages leave the house, and what goes into one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from collab.activity.models import Activity
from collab.activity.registry import Urgency
from collab.common.actor import Actor
from collab.matters.actions import add_comment
from collab.notifications import actions, quiet, selectors
from collab.notifications.models import Channel, Contact, Message, Mode, Notification, State

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("Asia/Shanghai", "2026-11-20T03:00", "2026-11-21T00:00"),
        ("Asia/Shanghai", "2026-11-19T23:59", "2026-11-20T00:00"),
        ("Asia/Shanghai", "2026-11-20T00:00", "2026-11-21T00:00"),
        ("America/New_York", "2026-10-31T20:00", "2026-11-01T13:00"),
        ("America/New_York", "2026-10-30T20:00", "2026-10-31T12:00"),
    ],
)
def test_the_digest_waits_for_eight_in_the_readers_morning(zone, now, due):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert quiet.next_morning(at, ZoneInfo(zone)) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_what_is_urgent_goes_at_once_beside_what_waits():
    assert quiet.prompt_slot(NOW, 5, Urgency.URGENT) == quiet.Slot("urgent:5", NOW)
    assert quiet.prompt_slot(NOW, 5, Urgency.PROMPT).due_at == NOW + timedelta(minutes=5)


def test_several_events_on_one_matter_within_the_window_become_one_message(make_task, by, org, hand_over):
    with time_machine.travel(NOW, tick=False) as clock:
        task = make_task()
        hand_over()
        clock.shift(60)
        add_comment(matter=task, actor=by(org.planner), body="@staff one")
        add_comment(matter=task, actor=by(org.planner), body="@staff two")
        hand_over()
        message = Message.objects.get(person=org.staff, channel=Channel.EMAIL)
        assert len(message.notification_ids) == 3
        assert message.due_at == NOW + quiet.WINDOW


def test_after_a_message_left_the_next_event_begins_a_new_one(make_task, by, org, hand_over):
    task = make_task()
    hand_over()
    Message.objects.update(state=State.SENT)
    add_comment(matter=task, actor=by(org.planner), body="@staff one")
    hand_over()
    assert Message.objects.filter(person=org.staff, state=State.PENDING).count() == 1


def test_parties_who_need_not_act_wait_for_the_digest(make_task, by, org, hand_over):
    with time_machine.travel(NOW, tick=False):
        task = make_task()
        Activity.objects.update(delivered_at=NOW)
        add_comment(matter=task, actor=by(org.planner), body="for your information")
        hand_over()
        message = Message.objects.get(person=org.staff)
    assert message.is_digest
    assert message.due_at == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(("mode", "digest"), [(Mode.DIGEST, True), (Mode.IMMEDIATE, False)])
def test_a_choice_for_a_kind_beats_the_default(make_task, org, hand_over, mode, digest):
    actions.set_preference(kind="task", channel="email", mode=mode, actor=Actor(org.liaison))
    actions.set_preference(kind="task", channel="email", mode=mode, actor=Actor(org.staff))
    make_task()
    hand_over()
    assert Message.objects.get(person=org.staff, channel="email").is_digest is digest


def test_off_means_no_mail_but_the_record_stays(make_task, org, hand_over):
    actions.set_preference(kind="*", channel="email", mode=Mode.OFF, actor=Actor(org.staff))
    make_task()
    hand_over()
    assert not Message.objects.filter(person=org.staff).exists()
    assert Notification.objects.filter(person=org.staff, read_at=None).exists()


def test_an_inbox_switched_off_keeps_the_record_without_counting_it(make_task, org, hand_over):
    actions.set_preference(kind="task", channel="in_app", mode=Mode.OFF, actor=Actor(org.staff))
    make_task()
    hand_over()
    assert Notification.objects.filter(person=org.staff).exists()
    assert selectors.unread_count(org.staff) == 0


def test_instant_messages_go_only_where_there_is_an_address(make_task, org, hand_over):
    Contact.objects.create(person=org.staff, im_url="slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ")
    make_task()
    hand_over()
    assert set(Message.objects.filter(channel="im").values_list("person__username", flat=True)) == {"staff"}
