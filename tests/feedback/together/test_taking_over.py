"""Lessons at planning: taken over into the draft, or said not to fit; what practice says decides the order."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden
from collab.matters import search
from collab.matters.actions import edit_matter
from collab.matters.models import Link, Matter
from feedback import actions
from feedback.lessons.selectors import suggested
from feedback.models import Lesson, LessonMisfit, LessonUse, Retrospective
from meetings import actions as meetings
from tasks import actions as tasks
from tests.access.doors import BACKEND
from tests.feedback.together.looking_back import fresh

pytestmark = pytest.mark.django_db
TITLE = "Relocate the fish market 鱼市搬迁"


@pytest.fixture
def lesson(source, by, org) -> Lesson:
    """One to keep, on “Relocate the market 市场搬迁”."""
    return keep(source, by(org.staff), "Ask the traders first 先征求商户意见")


def keep(source, actor, text: str) -> Lesson:
    row = fresh(source)
    return actions.add_lesson(retrospective=row, actor=actor, version=row.version, kind="keep", text=text)


@pytest.fixture
def draft(make_task, org):
    return make_task("draft", title=TITLE, actor=org.head)


def test_taken_over_into_a_task_it_is_a_step_that_names_its_source(lesson, draft, client, org):
    client.force_login(org.head, backend=BACKEND)
    beside = f"/feedback/lessons/beside/{draft.pk}/"
    assert f"/feedback/lessons/{lesson.pk}/take-over/" in client.get(beside).content.decode()
    client.post(f"/feedback/lessons/{lesson.pk}/take-over/", {"matter": draft.pk})
    step = draft.checklist.get().text
    assert step == f"{lesson.text} ({lesson.retrospective.number})"
    assert Link.objects.filter(source=lesson.retrospective_id, target=draft.pk, kind="led_to").exists()
    assert LessonUse.objects.get(matter=draft.pk).taken_over
    shown = client.get(beside).content.decode()
    assert "stands in the draft" in shown
    assert "/take-over/" not in shown
    assert step in client.get(f"/tasks/{draft.pk}/evidence/").content.decode()


def test_taken_over_into_a_plan_a_goal_or_a_meeting_it_stands_quoted_in_the_description(
    lesson, by, org, client
):
    today = clock.now().date()
    plan = tasks.create_plan(
        actor=by(org.head),
        title=TITLE,
        starts_on=today,
        ends_on=today + timedelta(days=60),
        department=org.housing,
        body="In spring.",
    )
    begins = clock.now() + timedelta(days=9)
    meeting = meetings.create_meeting(
        actor=by(org.head),
        title=TITLE,
        department=org.housing,
        chair=org.head,
        attendees=[org.staff],
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
    )
    client.force_login(org.head, backend=BACKEND)
    for matter in (plan, meeting):
        assert "/take-over/" in client.get(f"/feedback/lessons/beside/{matter.pk}/").content.decode()
        answer = client.post(
            f"/api/v1/lessons/{lesson.pk}/take-over/", {"matter": matter.pk}, content_type="application/json"
        )
        assert answer.status_code == 200, answer.content
        body = Matter.objects.get(pk=matter.pk).body
        assert f"> Learned from [{lesson.retrospective.number}](" in body
        assert lesson.text in body
    assert Matter.objects.get(pk=plan.pk).body.startswith("In spring.")
    assert client.get(f"/api/v1/lessons/{lesson.pk}/").json()["applied"] == 2


def test_only_who_drafts_takes_it_over_and_only_once_and_while_it_is_a_draft(
    lesson, draft, make_task, by, org
):
    with pytest.raises(Forbidden):
        actions.take_lesson_over(lesson=lesson, matter=draft, actor=by(org.colleague))
    actions.take_lesson_over(lesson=lesson, matter=draft, actor=by(org.head))
    with pytest.raises(Conflict):
        actions.take_lesson_over(lesson=lesson, matter=draft, actor=by(org.head))
    assert draft.checklist.count() == 1
    with pytest.raises(Conflict) as refusal:
        actions.take_lesson_over(lesson=lesson, matter=make_task("issued"), actor=by(org.coordinator))
    assert refusal.value.code == "no_draft"


def test_said_not_to_fit_it_is_counted_and_not_suggested_there_again(lesson, draft, client, org, by):
    client.force_login(org.head, backend=BACKEND)
    for _twice in range(2):
        client.post(f"/feedback/lessons/{lesson.pk}/set-aside/", {"matter": draft.pk})
    assert LessonMisfit.objects.count() == 1
    assert client.get(f"/api/v1/lessons/{lesson.pk}/").json()["did_not_fit"] == 1
    assert "did not fit once" in client.get("/feedback/lessons/").content.decode()
    assert suggested(TITLE, org.head, Matter.objects.get(pk=draft.pk)) == []
    assert suggested(TITLE, org.head) == [lesson]
    actions.apply_lesson(lesson=lesson, matter=draft, actor=by(org.head))
    assert not LessonMisfit.objects.exists()
    with pytest.raises(Conflict):
        actions.set_lesson_aside(lesson=lesson, matter=draft, actor=by(org.head))


def test_what_was_said_not_to_fit_is_unsaid_on_the_page_and_through_the_api(lesson, draft, client, org, by):
    client.force_login(org.head, backend=BACKEND)
    beside = f"/feedback/lessons/beside/{draft.pk}/"
    again = f"/feedback/lessons/{lesson.pk}/suggest-again/"
    actions.set_lesson_aside(lesson=lesson, matter=draft, actor=by(org.head))
    assert again in client.get(beside).content.decode()
    client.post(again, {"matter": draft.pk})
    assert again not in client.get(beside).content.decode()
    assert suggested(TITLE, org.head, Matter.objects.get(pk=draft.pk)) == [lesson]
    actions.set_lesson_aside(lesson=lesson, matter=draft, actor=by(org.head))
    body = {"matter": draft.pk}
    answer = client.post(f"/api/v1{again.removeprefix('/feedback')}", body, content_type="application/json")
    assert (answer.status_code, answer.json()["did_not_fit"]) == (200, 0)
    with pytest.raises(Forbidden):
        actions.suggest_lesson_again(lesson=lesson, matter=draft, actor=by(org.colleague))


def test_the_more_useful_of_what_fits_comes_first(source, draft, make_task, by, org):
    first, second = (keep(source, by(org.staff), text) for text in ("Ask the traders", "Ask the police"))
    assert suggested(TITLE, org.head) == [second, first]
    actions.mark_lesson(lesson=first, actor=by(org.staff), useful=True)
    assert suggested(TITLE, org.head) == [first, second]
    actions.take_lesson_over(lesson=second, matter=draft, actor=by(org.head))
    assert suggested(TITLE, org.head) == [second, first]
    for n in range(3):
        other = make_task("draft", title=f"Other {n}", actor=org.head)
        actions.set_lesson_aside(lesson=second, matter=other, actor=by(org.head))
    assert suggested(TITLE, org.head) == [first, second]


def test_search_finds_the_words_of_today_and_no_longer_those_of_yesterday(source, by, org):
    def found(words: str) -> bool:
        return search.matching(Retrospective.objects.order_by(), words).filter(pk=source.pk).exists()

    def step(name: str, **answers) -> None:
        row = fresh(source)
        getattr(actions, name)(retrospective=row, actor=by(org.staff), version=row.version, **answers)

    assert found("All stalls moved")
    step("write_retrospective", actual="Yesterday's wording 昨日之词", why="Haste")
    assert found("昨日之词")
    step("revise_retrospective", actual="Today's wording 今日之词", why="Calm")
    assert found("今日之词 calm")
    assert not found("昨日之词")
    assert not found("haste")
    keep(source, by(org.staff), "Lanterns 灯笼")
    row = fresh(source)
    edit_matter(matter=row, actor=by(org.coordinator), version=row.version, title="Renamed 改名")
    assert found("改名 灯笼 今日之词 stalls")
    assert not found("relocate")
