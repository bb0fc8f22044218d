"""Meeting series: the next meeting alone, once; moved, cancelled and left-out ones; what is left over goes on."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion
from collab.org.recurrence import rule_words
from insight.imports.actions import carry_on, start_import
from meetings import actions
from meetings.models import AgendaItem, CarryOver, Meeting, MeetingSeries
from meetings.series.rhythm import falls_of

from .conftest import MONDAY, NOW, hold

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def sweep(at: datetime) -> int:
    made = actions.sweep_series(now=at)
    assert actions.sweep_series(now=at) == 0, "a second worker finds nothing to do"
    return made


def starts(series) -> list[datetime]:
    return list(series.meetings.order_by("starts_at").values_list("starts_at", flat=True))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", "Every two weeks"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Every week on Monday, Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "Every 2 weeks on Thursday"),
        ("RRULE:FREQ=MONTHLY;BYDAY=4WE", "The fourth Wednesday of every month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "The last Friday of every month"),
        ("FREQ=MONTHLY;BYDAY=5FR", "FREQ=MONTHLY;BYDAY=5FR"),
        ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=1MO"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=WEEKLY;BYDAY=MO;COUNT=3"),
        ("FREQ=YEARLY;BYMONTH=3", "FREQ=YEARLY;BYMONTH=3"),
        ("", ""),
    ],
)
def test_a_rule_reads_as_people_say_it_or_as_it_is_written(rule, words):
    assert rule_words(rule) == words


def test_only_the_next_meeting_is_made(series, org):
    assert sweep(NOW) == 1
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.occurs_at, meeting.status) == (MONDAY, MONDAY, "preparing")
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=1)
    people = {(p.role, p.person_id or p.department_id) for p in meeting.parties.all()}
    assert people >= {("attendee", org.staff.pk), ("attendee", org.housing.pk), ("chair", org.planner.pk)}
    assert sweep(MONDAY - timedelta(minutes=1)) == 0
    assert sweep(MONDAY + timedelta(hours=1, minutes=1)) == 1
    assert starts(series) == [MONDAY, MONDAY + WEEK]


def test_the_next_is_made_as_soon_as_one_is_over_or_cancelled(series, by, org):
    sweep(NOW)
    with clock.told(NOW):
        hold(Meeting.objects.get(), by(org.planner))
    assert sweep(NOW + timedelta(minutes=1)) == 1
    second = Meeting.objects.latest("starts_at")
    with clock.told(NOW + timedelta(minutes=2)):
        actions.cancel_meeting(meeting=second, actor=by(org.planner), version=second.version, reason="Flood.")
    assert sweep(NOW + timedelta(minutes=3)) == 1
    assert starts(series) == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]


def test_the_database_itself_refuses_a_second_meeting_for_one_time(series):
    sweep(NOW)
    first = Meeting.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(
            kind="meeting", serial=99, title="x", department=series.department, series=series,
            starts_at=first.starts_at, ends_at=first.ends_at, occurs_at=first.occurs_at, created_at=NOW, updated_at=NOW,
        )  # fmt: skip


def test_times_missed_while_nothing_ran_are_not_made_up_for(series):
    assert sweep(NOW + 5 * WEEK) == 1
    assert starts(series) == [MONDAY + 5 * WEEK]


def test_a_paused_series_makes_nothing_and_goes_on_with_what_lies_ahead(series, by, org):
    with clock.told(NOW):
        paused = actions.pause_series(
            series=series, actor=by(org.planner), version=series.version, reason="Summer."
        )
    assert sweep(NOW + WEEK) == 0
    with clock.told(NOW + 3 * WEEK):
        actions.resume_series(series=paused, actor=by(org.planner), version=paused.version)
    assert sweep(NOW + 3 * WEEK) == 1
    assert starts(series) == [MONDAY + 3 * WEEK]


def test_a_time_is_left_out_with_a_reason_and_restored(series, by, org):
    with clock.told(NOW):
        left = actions.leave_out(
            series=series, actor=by(org.planner), version=series.version, at=MONDAY, reason="Holiday."
        )
        assert left.next_at == MONDAY + WEEK
        with pytest.raises(Invalid):
            actions.leave_out(series=left, actor=by(org.planner), version=left.version, at=MONDAY, reason="x")
        back = actions.restore_time(series=left, actor=by(org.planner), version=left.version, at=MONDAY)
        assert back.next_at == MONDAY


def test_one_that_is_prepared_ahead_does_not_hold_up_those_before_it(series, by, org):
    with clock.told(NOW):
        actions.prepare_occurrence(
            series=series, actor=by(org.planner), version=series.version, at=MONDAY + 3 * WEEK
        )
    assert sweep(NOW) == 1
    assert sweep(MONDAY + timedelta(hours=2)) == 1
    assert starts(series) == [MONDAY, MONDAY + WEEK, MONDAY + 3 * WEEK]


def move(meeting, actor, at):
    return actions.reschedule_meeting(
        meeting=meeting, actor=actor, version=meeting.version, starts_at=at,
        ends_at=at + timedelta(hours=1), reason="The hall is taken.",
    )  # fmt: skip


def test_a_moved_meeting_keeps_the_time_its_rule_named(series, by, org):
    sweep(NOW)
    with clock.told(NOW):
        moved = move(Meeting.objects.get(), by(org.planner), MONDAY + timedelta(days=1))
    assert (moved.occurs_at, moved.moved_from, moved.sequence) == (MONDAY, MONDAY, 1)
    assert sweep(NOW) == 0


@pytest.mark.parametrize("ahead", [WEEK, WEEK + timedelta(minutes=30), WEEK - timedelta(minutes=59)])
def test_a_meeting_is_not_moved_onto_another_of_its_series(series, by, org, ahead):
    sweep(NOW)
    with clock.told(NOW), pytest.raises(Conflict) as refusal:
        move(Meeting.objects.get(), by(org.planner), MONDAY + ahead)
    assert refusal.value.code == "overlap"
    with clock.told(NOW):
        actions.prepare_occurrence(
            series=MeetingSeries.objects.get(), actor=by(org.planner), version=None, at=MONDAY + WEEK
        )
        with pytest.raises(Conflict, match="M-") as refusal:
            move(Meeting.objects.earliest("starts_at"), by(org.planner), MONDAY + ahead)
    assert refusal.value.code == "overlap"


def test_a_series_whose_meetings_would_overlap_is_refused(make_series):
    with pytest.raises(Invalid) as refusal:
        make_series(rrule="FREQ=DAILY", zone="Europe/Berlin", minutes=1440)
    assert refusal.value.errors[0].code == "overlap"


@pytest.mark.parametrize(
    "rule",
    ["FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "nonsense", "FREQ=WEEKLY;COUNT=0", "FREQ=DAILY;UNTIL=tomorrow"],
)
def test_a_rule_that_cannot_be_followed_is_refused_by_its_field(make_series, rule):
    with pytest.raises(Invalid) as refusal:
        make_series(rrule=rule)
    assert refusal.value.errors[0].field == "rrule"


def test_members_of_other_departments_change_nothing(series, by, org):
    with pytest.raises(Forbidden):
        actions.edit_series(series=series, actor=by(org.staff), version=series.version, title="Ours")
    with pytest.raises(StaleVersion):
        actions.edit_series(series=series, actor=by(org.planner), version=series.version + 1, title="x")


def test_a_series_is_seen_by_those_who_take_part(series, make_series, org):
    secret = make_series(title="Secret", visibility="parties", departments=[], attendees=[])
    open_to_all = make_series(title="Open", visibility="organisation")
    seen = {
        name: set(MeetingSeries.objects.visible_to(getattr(org, name)))
        for name in ("outsider", "colleague", "staff", "coordinator", "planner")
    }
    assert seen["outsider"] == {open_to_all}
    assert seen["colleague"] == seen["coordinator"] == seen["staff"] == {series, open_to_all}
    assert seen["planner"] == {series, secret, open_to_all}


def test_the_standing_agenda_stands_on_every_meeting(series, by, org):
    words = {"title": "Minutes of last time", "sought": "inform", "minutes_allotted": 5}
    item = actions.add_series_item(
        series=series, actor=by(org.planner), version=series.version, presenter=org.staff, **words
    )
    sweep(NOW)
    made = AgendaItem.objects.get()
    assert (made.title, made.status, made.minutes_allotted) == ("Minutes of last time", "admitted", 5)
    assert made.presenter == org.staff
    actions.remove_series_item(item=item, actor=by(org.planner), version=item.version)
    sweep(MONDAY + timedelta(hours=2))
    assert AgendaItem.objects.filter(meeting__occurs_at=MONDAY + WEEK, title=words["title"]).exists() is False


def test_a_topic_waits_until_it_is_taken_up_and_comes_from_its_department(series, by, org):
    topic = actions.bring_topic(series=series, actor=by(org.staff), title="Stalls", sought="discuss")
    assert topic.department == org.housing
    sweep(NOW)
    meeting = Meeting.objects.get()
    with clock.told(NOW):
        with pytest.raises(Forbidden):
            actions.take_topic_up(topic=topic, actor=by(org.staff), version=1, to_meeting=meeting)
        item = actions.take_topic_up(topic=topic, actor=by(org.planner), version=1, to_meeting=meeting)
        assert (item.meeting, item.department) == (meeting, org.housing)
        with pytest.raises(Conflict):
            actions.drop_topic(topic=topic, actor=by(org.staff), version=2, reason="No more.")


def deferred(meeting, by, org) -> AgendaItem:
    """An item the meeting defers, beside one it never comes to."""
    planner = by(org.planner)
    item = actions.add_agenda_item(meeting=meeting, actor=planner, title="Market", sought="decide")
    actions.add_agenda_item(meeting=meeting, actor=planner, title="Parking")
    meeting = actions.announce_meeting(meeting=meeting, actor=planner, version=meeting.version)
    meeting = actions.start_meeting(meeting=meeting, actor=planner, version=meeting.version)
    item = actions.discuss_item(item=item, actor=planner, version=item.version)
    item = actions.defer_item(item=item, actor=planner, version=item.version, reason="No figures.")
    actions.finish_meeting(meeting=meeting, actor=planner, version=meeting.version)
    return item


def test_left_over_items_go_on_with_number_and_history(series, by, org):
    sweep(NOW)
    first = Meeting.objects.get()
    with clock.told(NOW):
        item = deferred(first, by, org)
    sweep(NOW + timedelta(minutes=5))
    second = Meeting.objects.latest("starts_at")
    moved = AgendaItem.objects.get(pk=item.pk)
    assert (moved.meeting, moved.status, moved.number) == (second, "admitted", item.number)
    assert set(AgendaItem.objects.values_list("meeting", flat=True)) == {second.pk}
    assert CarryOver.objects.get(item=item).was == "deferred"
    events = list(moved.activities.order_by("pk").values_list("event", flat=True))
    assert events[-2:] == ["agenda_item.settled", "agenda_item.moved"]
    assert first.activities.filter(event="meeting.items_carried_on").count() == 1


def test_a_series_may_copy_instead_and_copies_once(make_series, by, org):
    make_series(carry="copy")
    sweep(NOW)
    first = Meeting.objects.get()
    with clock.told(NOW):
        item = deferred(first, by, org)
    sweep(NOW + timedelta(minutes=5))
    sweep(NOW + timedelta(minutes=6))
    assert AgendaItem.objects.get(pk=item.pk).status == "deferred"
    assert AgendaItem.objects.filter(title="Market").count() == 2
    copy = CarryOver.objects.get(copy_of=item).item
    assert (copy.status, copy.meeting.occurs_at) == ("admitted", MONDAY + WEEK)


def test_an_item_is_moved_and_copied_by_hand_between_any_two_meetings(meet, by, org):
    one, other = meet(), meet("preparing", days=9)
    item = AgendaItem.objects.get(meeting=one)
    planner = by(org.planner)
    copy = actions.copy_item(item=item, actor=planner, version=item.version, to_meeting=other)
    assert copy.meeting == other
    item.refresh_from_db()
    with pytest.raises(Forbidden):
        actions.move_item(item=item, actor=by(org.staff), version=item.version, to_meeting=other)
    moved = actions.move_item(item=item, actor=planner, version=item.version, to_meeting=other)
    assert (moved.meeting, moved.position) == (other, 2)


ZONES = ["America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Shanghai"]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    zone=st.sampled_from(ZONES),
    freq=st.sampled_from(["DAILY", "WEEKLY", "WEEKLY;INTERVAL=2;BYDAY=TU,TH", "MONTHLY;BYDAY=-1FR"]),
    hour=st.integers(0, 23),
    first=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_the_clock_of_the_zone_holds_across_its_changes(zone, freq, hour, first):
    series = MeetingSeries(rrule=f"FREQ={freq}", zone=zone, first_on=first, start_time=time(hour, 30))
    found = list(islice(falls_of(series, series.first_at), 60))
    wall = rrulestr(series.rrule, dtstart=datetime.combine(first, time(hour, 30)))
    assert found == [at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for at in islice(wall, 60)]


def test_the_real_series_meet_when_an_independent_oracle_says(db, data):
    """Every series of the community that was imported, a year of it, against dateutil in the series' own zone."""
    for target, name in (("departments", "departments"), ("people", "people"), ("series", "meeting_series")):
        content = (data / "kubernetes" / f"{name}.csv").read_bytes()
        with clock.told(NOW):
            run = start_import(
                target=target, content=content, file_name=f"{name}.csv", actor=Actor(None, "import")
            )
            carry_on(run)
    rows = list(MeetingSeries.objects.all())
    assert len(rows) == 72
    timed = [row for row in rows if row.is_timed]
    assert len(timed) >= 70, "nearly all say when they meet"
    until = NOW + timedelta(days=365)
    for series in timed:
        found = []
        for at in falls_of(series, NOW):
            if at > until:
                break
            found.append(at)
        assert found == oracle(series, until), series
        assert {at.astimezone(series.tz).time() for at in found} == {series.start_time}


def oracle(series: MeetingSeries, until: datetime) -> list[datetime]:
    """The rule in naive local time by dateutil alone, each time then put on the zone's clock."""
    zone = ZoneInfo(series.zone)
    rule = rrulestr(series.rrule, dtstart=datetime.combine(series.first_on, series.start_time))
    wall = rule.between(
        NOW.astimezone(zone).replace(tzinfo=None), until.astimezone(zone).replace(tzinfo=None), inc=True
    )
    return [at.replace(tzinfo=zone).astimezone(UTC) for at in wall]
