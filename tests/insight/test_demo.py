"""The demo organisation: believable, complete, the same on every load, and gone without a trace when removed."""

import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from collab.activity.models import Activity, Checkpoint
from collab.activity.verification import take_checkpoint, verify
from collab.common import clock
from collab.common.actor import Actor
from collab.deadlines.models import Deadline, Extension, Firing
from collab.matters.models import Comment, Label, Light, Link, Matter, Party, Watcher
from collab.matters.search import matching
from collab.notifications.models import Message, Notification
from collab.org.models import Absence, Department, Membership, Person, WorkingCalendar
from collab.org.standing import standing_of
from feedback.models import Lesson, Retrospective, Session, Survey
from goals.models import Consultation, Cycle, Goal, GoalVersion, HealthMark, KeyResult
from insight.demo.actions import is_loaded, load_demo, remove_demo
from insight.demo.content.people import ACCOUNTS
from meetings.models import Decision, Meeting, MeetingSeries, MinutesReading
from tasks.actions import create_task
from tasks.models import Task
from tasks.policies import signable_by
from tasks.states import MACHINE

WEDNESDAY_MORNING = datetime(2026, 11, 18, 2, 20, tzinfo=UTC)
SATURDAY_NIGHT = datetime(2026, 11, 21, 15, 40, tzinfo=UTC)
NUMBER = re.compile(r"\b[A-Z]-\d+\b")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo loaded once for all tests here that only read it."""
    with django_db_blocker.unblock():
        on_postgres("VACUUM")
        with transaction.atomic():
            with clock.told(WEDNESDAY_MORNING):
                stage = load_demo()
            on_postgres("DISCARD PLANS")
            yield stage
            transaction.set_rollback(True)


def on_postgres(statement: str) -> None:
    """PostgreSQL walks past rows that earlier tests undid, by plans of when there were few, unless told otherwise."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def city(loaded, db):
    """The loaded demo, at the moment it was loaded."""
    with clock.told(WEDNESDAY_MORNING):
        yield loaded


def person(handle: str) -> Person:
    return Person.objects.get(username=handle)


def snapshot() -> set[tuple]:
    """What two loads have in common at any time of day: words without numbers, states, parties and links, by title."""
    titles = {pk: NUMBER.sub("", title) for pk, title in Matter.objects.values_list("pk", "title")}
    states = Matter.objects.values_list("pk", "status", "owner__username")
    rows = {("matter", titles[pk], *row) for pk, *row in states}
    parties = Party.objects.values_list("matter", "role", "person__username", "department__code")
    rows |= {("party", titles[pk], *row) for pk, *row in parties}
    links = Link.objects.values_list("source_id", "target_id", "kind")
    return rows | {("link", titles[source], titles[target], kind) for source, target, kind in links}


def test_twelve_departments_form_a_tree_and_sixty_people_work_in_them(city):
    assert Department.objects.count() == 12
    root = Department.objects.get(parent=None)
    assert all(path.startswith(root.path) for path in Department.objects.values_list("path", flat=True))
    assert 58 <= Person.objects.count() <= 66
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Person.objects.exclude(email="").exists()


def test_the_seven_accounts_sign_in_with_the_known_password_and_nobody_else_can(city):
    assert {handle for handle in ACCOUNTS if check_password("demo", person(handle).password)} == set(ACCOUNTS)
    others = Person.objects.exclude(username__in=ACCOUNTS)
    assert not [other for other in others if other.has_usable_password()]
    assert set(Person.objects.exclude(language="")) == set()


def test_the_accounts_hold_the_roles_they_are_named_after(city):
    assert standing_of(person("coordinator")).is_coordinator
    assert person("coordinator").is_staff
    assert not person("coordinator").is_superuser
    assert person("admin").is_superuser
    assert len(standing_of(person("leader")).sponsors) >= 3
    home = {
        handle: set(person(handle).memberships.values_list("department__code", flat=True))
        for handle in ACCOUNTS
    }
    assert home["staff"] == home["liaison"] == home["head"]


def test_every_state_of_a_task_and_every_light_occurs(city):
    assert set(Task.objects.values_list("status", flat=True)) == set(MACHINE.states)
    assert set(Task.objects.filter(is_open=True).values_list("light", flat=True)) == set(Light.values)
    assert set(Task.objects.filter(is_open=False).values_list("done_late", flat=True)) == {True, False}
    assert 90 <= Task.objects.count() <= 160


def test_extensions_are_pending_approved_and_rejected(city):
    assert {"pending", "approved", "rejected"} <= set(Extension.objects.values_list("state", flat=True))


def test_ladders_have_fired_at_their_planned_instants_and_receipts_were_kept_or_missed(city):
    told = {
        target for targets in Firing.objects.values_list("rung__targets", flat=True) for target in targets
    }
    assert told == {
        "assignee",
        "accountable",
        "liaison",
        "head",
        "sponsor",
        "circular",
        "coordinators",
        "submitter",
    }
    assert not Firing.objects.filter(fired_at__gt=WEDNESDAY_MORNING).exists()
    receipts = Deadline.objects.filter(clock="receipt")
    assert receipts.filter(state="met").exists()
    assert receipts.filter(state="running", due_at__lt=WEDNESDAY_MORNING).exists()
    assert receipts.filter(state="running", due_at__gt=WEDNESDAY_MORNING).exists()


def test_nothing_happens_after_the_moment_of_loading(city):
    assert not Activity.objects.filter(at__gt=WEDNESDAY_MORNING).exists()
    assert not Activity.objects.filter(delivered_at=None).exists()
    assert not Deadline.objects.due(WEDNESDAY_MORNING).exists()


def test_minutes_from_elsewhere_wait_for_review_with_somebody_in_doubt(city):
    reading = MinutesReading.objects.visible_to(person("liaison")).pending().get(document=None)
    found = list(reading.findings.values_list("kind", "person__username", "due_on"))
    assert {"staff", "kang.le"} == {who for kind, who, due in found if kind == "action" and due}
    assert ("person", None, None) in found


def test_work_has_parts_links_comments_labels_and_watchers(city):
    assert Task.objects.exclude(parent=None).count() >= 3
    assert Link.objects.filter(kind="led_to").count() >= 5
    assert Comment.objects.exclude(mentions=None).exists()
    assert Label.objects.exclude(matters=None).count() >= 5
    assert Watcher.objects.exists()
    assert set(Matter.objects.values_list("visibility", flat=True)) == {
        "organisation",
        "departments",
        "parties",
    }
    assert Matter.objects.filter(is_demo=False).count() == 0


def test_one_colleague_is_away_with_a_stand_in_and_another_will_be(city):
    assert Absence.objects.current(WEDNESDAY_MORNING).filter(delegate__username="staff").exists()
    assert Absence.objects.filter(starts_at__gt=WEDNESDAY_MORNING).exists()


def test_meetings_are_past_today_and_coming_and_decisions_lead_to_work(city):
    assert MeetingSeries.objects.count() == 3
    states = set(Meeting.objects.values_list("status", flat=True))
    assert {"preparing", "announced", "minutes_due", "closed", "cancelled"} <= states
    assert Meeting.objects.filter(starts_at__date=WEDNESDAY_MORNING.date()).exists()
    assert Meeting.objects.filter(starts_at__gt=WEDNESDAY_MORNING).count() >= 3
    assert {"adopted", "carrying_out", "carried_out"} <= set(
        Decision.objects.values_list("status", flat=True)
    )
    assert Link.objects.filter(source__kind="decision", target__kind="task").exists()


def test_decisions_are_made_by_each_method(city):
    found = set(Decision.objects.values_list("method", "status"))
    waiting = {("vote", "deciding"), ("consent", "deciding"), ("countersign", "deciding")}
    assert waiting | {("vote", "adopted"), ("mandate", "adopted")} <= found
    assert Decision.objects.filter(secret=True, ballots__state="closed").exists()


@pytest.mark.parametrize("handle", ["staff", "liaison", "head", "coordinator", "leader", "admin"])
def test_every_account_finds_something_to_sign_to_do_to_decide_and_to_read(city, handle):
    who = person(handle)
    actor = Actor(who)
    unsigned = Task.objects.filter(status__in=["issued", "accepted", "in_progress"], is_light=False)
    assert any(signable_by(actor, task) for task in unsigned)
    assert Task.objects.filter(owner=who, status__in=["accepted", "in_progress", "sent_back"]).exists()
    mine = Party.objects.filter(person=who, role__in=["giver", "supervisor"]).values("matter")
    pending = Extension.objects.filter(state="pending").values("matter")
    decide = Task.objects.filter(pk__in=mine)
    assert decide.filter(status="submitted").exists() or decide.filter(pk__in=pending).exists()
    assert Party.objects.filter(person=who, role="informed", read_at=None).exists()


def test_inboxes_hold_recent_news_and_old_news_has_been_read(city):
    for handle in set(ACCOUNTS) - {"outsider"}:
        unread = Notification.objects.filter(person__username=handle, read_at=None)
        assert 1 <= unread.count() <= 90, handle
        assert all((WEDNESDAY_MORNING - row.created_at).days <= 3 for row in unread)


def test_no_message_leaves_the_house(city):
    assert not Message.objects.exists()


def test_the_outsider_and_their_department_have_no_part_in_anything(city):
    who = person("outsider")
    department = who.memberships.get().department
    assert not Party.objects.filter(department=department).exists()
    assert not Matter.objects.filter(department=department).exists()
    assert not Party.objects.filter(person__memberships__department=department).exists()
    assert set(Matter.objects.visible_to(who).values_list("visibility", flat=True)) == {"organisation"}


def test_both_languages_are_found_by_search(city):
    for words in ("市场搬迁", "relocation plan", "违建", "会议纪要"):
        assert matching(Matter.objects.all(), words).exists(), words


def test_the_journal_of_the_demo_is_whole_and_people_came_without_entries_of_their_own(city):
    assert list(verify()) == []
    assert not Activity.objects.filter(stream="org").exists()


def test_a_second_load_only_says_that_it_is_there(city):
    before = Matter.objects.count()
    out = StringIO()
    call_command("demo", "--load", "--yes-this-is-a-demo-site", stdout=out)
    assert "already" in out.getvalue()
    assert Matter.objects.count() == before


def test_a_full_installation_is_refused_unless_it_says_it_is_a_demo_site(city, settings):
    settings.IS_EMBEDDED = False
    with pytest.raises(CommandError):
        call_command("demo", "--load")
    out = StringIO()
    call_command("demo", "--load", "--yes-this-is-a-demo-site", stdout=out)
    assert "already" in out.getvalue()


def test_removal_leaves_nothing_and_another_load_makes_the_same_again(city):
    first = snapshot()
    take_checkpoint(settled_for_seconds=0)
    removed = remove_demo()
    assert (removed.people, removed.kept_people, removed.kept_departments) == (len(city.city.people), 0, 0)
    for model in (
        Matter,
        Party,
        Deadline,
        Comment,
        Notification,
        Department,
        Person,
        Membership,
        Label,
        MeetingSeries,
        MinutesReading,
    ):
        assert not model.objects.exists(), model
    assert WorkingCalendar.objects.count() == 1
    assert not is_loaded()
    assert list(Activity.objects.values_list("event", flat=True)) == ["demo.removed"]
    assert Checkpoint.objects.count() == 1
    assert list(verify()) == []
    with clock.told(SATURDAY_NIGHT):
        load_demo()
    assert snapshot() == first
    assert set(Task.objects.filter(is_open=True).values_list("light", flat=True)) == set(Light.values)
    assert list(verify()) == []


def test_real_records_stay_and_keep_the_demo_people_they_name_as_stubs(city):
    place = Department.objects.create(code="real", name="Real office")
    Department.objects.filter(pk=place.pk).update(path=f"/{place.pk}/")
    boss = Person.objects.create(username="boss", name="Boss")
    Membership.objects.create(person=boss, department=place, role="head")
    task = create_task(
        actor=Actor(boss), title="Real work", department=place, supervisor=person("head"), issue=True
    )
    tried = create_task(actor=Actor(person("coordinator")), title="Tried out", department=place, issue=True)
    take_checkpoint(settled_for_seconds=0)
    removed = remove_demo()
    assert removed.kept_people == 1
    assert not person("head").is_active
    assert Matter.objects.filter(pk=task.pk).exists()
    assert not Matter.objects.filter(pk=tried.pk).exists()
    assert not is_loaded()
    assert list(verify()) == []


def test_a_years_goals_stand_in_every_state_with_scores_versions_and_an_answered_objection(city):
    states = {"draft", "consultation", "agreed", "active", "paused", "scoring", "closed", "cancelled"}
    assert set(Goal.objects.values_list("status", flat=True)) == states
    assert set(Cycle.objects.values_list("state", flat=True)) == {"closed", "open", "planned"}
    assert set(KeyResult.objects.values_list("follows", flat=True)) == {
        "manual",
        "metric",
        "tasks_count",
        "tasks_hours",
    }
    assert GoalVersion.objects.filter(number=2, state="confirmed").exists()
    assert Consultation.objects.filter(answer="objected", replied_at__isnull=False).exists()
    assert Goal.objects.filter(status="closed", score__gt=0, sponsor_score__gt=0).count() >= 3
    assert Goal.objects.exclude(carried_over_from=None).exists()
    assert HealthMark.objects.filter(expires_at__gt=WEDNESDAY_MORNING).exists()
    assert set(Retrospective.objects.values_list("status", flat=True)) == {"open", "closed"}
    assert Lesson.objects.filter(kind="change", task__source="retrospective").exists()
    assert set(Survey.objects.values_list("status", "anonymous")) == {
        ("published", True),
        ("open", True),
        ("open", False),
    }
    assert set(Lesson.objects.values_list("effect", flat=True)) == {"", "worked", "partly", "not_worked"}
    assert Session.objects.filter(phase="vote").exists()
