"""Whether a change worked: asked once it was made, said by somebody else, and changed again where it did not."""

from datetime import timedelta

import pytest

from collab.activity.models import Activity
from collab.activity.sentences import sentence_of
from collab.common import clock
from collab.common.actor import SYSTEM
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Deadline
from collab.org.selectors import calendar_of
from feedback import actions
from feedback.effects.reactor import follow
from feedback.models import EffectCheck, Lesson, Retrospective
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
SEEN = {"outcome": "worked", "words": "No complaints for a month"}


def say(check: EffectCheck, actor, **answers) -> EffectCheck:
    row = EffectCheck.objects.get(pk=check.pk)
    return actions.record_effect(check=row, actor=actor, version=row.version, **SEEN | answers)


def test_once_the_change_is_made_somebody_else_is_asked_in_twenty_working_days(check, org):
    calendar = calendar_of(org.housing)
    assert check.checker == org.planner
    assert abs(check.due_at - calendar.add_days(clock.now(), 20)) < timedelta(minutes=5)
    assert check.deadline.state == "running"
    assert (check.deadline.clock, check.deadline.party.person) == ("effect", org.planner)
    offsets = check.deadline.ladder.rungs.order_by("position").values_list("offset", flat=True)
    assert list(offsets) == [-3, -1, -120, 0, 1, 3, 5]


def test_the_news_told_twice_asks_once(check):
    follow(list(Activity.objects.filter(event__in=["task.completed", "retrospective.closed"])))
    assert actions.open_effect_checks(actor=SYSTEM, lessons=[check.lesson_id]) == []
    assert EffectCheck.objects.count() == 1


def test_the_time_until_the_check_is_the_lessons_own(made, org):
    check = EffectCheck.objects.get(lesson=made(check_after=5))
    assert abs(check.due_at - calendar_of(org.housing).add_days(clock.now(), 5)) < timedelta(minutes=5)


def test_whoever_made_the_change_does_not_check_it(check, by, org):
    with pytest.raises(Forbidden):
        say(check, by(org.staff))
    with pytest.raises(Invalid):
        actions.assign_effect_check(check=check, actor=by(org.planner), version=1, checker=org.staff)


def test_what_was_seen_is_kept_on_the_lesson_and_the_clock_ends(check, by, org):
    done = say(check, by(org.planner))
    assert (done.outcome, done.checked_by) == ("worked", org.planner)
    assert Lesson.objects.get(pk=check.lesson_id).effect == "worked"
    assert Deadline.objects.get(pk=check.deadline_id).state == "met"
    with pytest.raises(Conflict):
        say(check, by(org.coordinator))


def test_somebody_else_can_be_asked_by_the_same_instant(check, by, org):
    moved = actions.assign_effect_check(check=check, actor=by(org.planner), version=1, checker=org.head)
    assert (moved.checker, moved.due_at) == (org.head, check.due_at)
    assert Deadline.objects.get(pk=check.deadline_id).state == "cancelled"
    with pytest.raises(Forbidden):
        say(check, by(org.planner))
    assert say(check, by(org.head)).checked_by == org.head


def test_what_did_not_work_is_changed_again_and_the_first_try_is_kept(check, by, org):
    say(check, by(org.planner), outcome="not_worked", words="Still late")
    row = EffectCheck.objects.get(pk=check.pk)
    due = clock.now() + timedelta(days=30)
    again = {
        "text": "Ask earlier",
        "change": "Ask a month ahead",
        "responsible": org.colleague,
        "due_at": due,
    }
    lesson = actions.change_again(check=row, actor=by(org.head), version=row.version, **again)
    assert (lesson.follows_id, lesson.task.owner) == (check.lesson_id, org.colleague)
    assert EffectCheck.objects.get(pk=check.pk).words == "Still late"
    row = EffectCheck.objects.get(pk=check.pk)
    with pytest.raises(Conflict):
        actions.change_again(check=row, actor=by(org.head), version=row.version, **again)


def test_what_worked_is_not_changed_again(check, by, org):
    done = say(check, by(org.planner))
    with pytest.raises(Conflict):
        actions.change_again(check=done, actor=by(org.head), version=done.version, text="Again")


def test_it_stands_on_the_checkers_workbench_when_it_is_due_and_the_ladder_chases(check, client, org):
    source = Retrospective.objects.get(pk=check.lesson.retrospective_id)
    client.force_login(org.planner, backend=BACKEND)
    door = f"/feedback/effects/{check.pk}/do/record/"
    assert door not in client.get("/").content.decode()
    with clock.told(check.due_at + timedelta(minutes=1)):
        assert deadlines.sweep() >= 1
        assert door in client.get("/").content.decode()
    reminded = Activity.objects.filter(matter=source, event="deadline.reminded")
    assert any(org.planner.pk in row.facts["people"] for row in reminded)
    assert "Effect check, due" in str(sentence_of(reminded.first()))


def test_through_the_api_the_check_is_found_and_answered(check, client, org):
    client.force_login(org.planner, backend=BACKEND)
    [waiting] = client.get("/api/v1/effect-checks/?waiting=true").json()["results"]
    headers = {"If-Match": f'"v{waiting["version"]}"'}
    path = f"/api/v1/effect-checks/{waiting['id']}/record/"
    said = client.post(path, SEEN, content_type="application/json", headers=headers)
    assert said.json()["outcome"] == "worked"
    assert client.get("/api/v1/lessons/?effect=worked").json()["results"]
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(f"/api/v1/effect-checks/{waiting['id']}/").status_code == 404


def test_the_page_offers_the_checker_what_to_say(check, client, org):
    client.force_login(org.planner, backend=BACKEND)
    page = client.get(f"/feedback/retrospectives/{check.lesson.retrospective_id}/").content.decode()
    assert f"/feedback/effects/{check.pk}/do/record/" in page
    client.force_login(org.staff, backend=BACKEND)
    page = client.get(f"/feedback/retrospectives/{check.lesson.retrospective_id}/").content.decode()
    assert f"/feedback/effects/{check.pk}/do/record/" not in page
