"""The lesson library: found by words in both languages, suggested for like work, applied, inside the audience."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden
from collab.matters.models import Link, Matter
from feedback import actions
from feedback.lessons.selectors import suggested
from feedback.models import Lesson, LessonUse
from tasks import actions as tasks
from tests.access.doors import BACKEND
from tests.feedback.together.looking_back import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(source, by, org) -> Lesson:
    """One to keep, on “Relocate the market 市场搬迁”."""
    given = {"kind": "keep", "text": "Ask the traders first 先征求商户意见"}
    return actions.add_lesson(
        retrospective=fresh(source), actor=by(org.staff), version=fresh(source).version, **given
    )


def found(client, query: str) -> int:
    return len(client.get(f"/api/v1/lessons/?{query}").json()["results"])


def test_lessons_are_found_by_words_and_by_chinese_substrings(lesson, source, client, org, by):
    other = {"kind": "keep", "text": "Keep the receipts"}
    actions.add_lesson(
        retrospective=fresh(source), actor=by(org.staff), version=fresh(source).version, **other
    )
    client.force_login(org.staff, backend=BACKEND)
    for words, count in (
        ("traders", 1),
        ("征求商户", 1),
        ("商户 traders", 1),
        ("市场", 2),
        ("nowhere", 0),
        ("'", 0),
    ):
        assert found(client, f"q={words}") == count, words
    assert "Ask the traders first" in client.get("/feedback/lessons/?q=商户").content.decode()
    assert source.number in client.get("/search/?q=征求商户").content.decode()


def test_filters_narrow_and_an_unknown_one_is_named(lesson, client, org):
    client.force_login(org.staff, backend=BACKEND)
    for query, count in (
        ("kind=keep", 1),
        ("kind=change", 0),
        ("source_kind=task", 1),
        ("source_kind=goal", 0),
        (f"department={org.housing.pk}", 1),
        (f"department={org.planning.pk}", 0),
        ("effect=worked", 0),
        ("since=2020-01-01", 1),
        ("until=2020-01-01", 0),
    ):
        assert found(client, query) == count, query
    assert client.get("/api/v1/lessons/?colour=red").status_code == 400
    assert client.get("/feedback/lessons/?kind=nonsense").status_code == 400
    page = client.get("/feedback/lessons/?kind=keep&source=task&period=90").content.decode()
    assert lesson.text in page


def test_an_outsider_finds_none_and_is_suggested_none(lesson, client, org):
    client.force_login(org.outsider, backend=BACKEND)
    assert found(client, "q=traders") == 0
    assert lesson.text not in client.get("/feedback/lessons/").content.decode()
    assert suggested("Relocate the market", org.outsider) == []
    assert client.post(f"/feedback/lessons/{lesson.pk}/mark/", {"useful": "yes"}).status_code == 404


def test_where_it_came_from_is_a_placeholder_for_who_may_not_look(lesson, source, client, org):
    Matter.objects.filter(pk=source.ended_id).update(visibility="parties")
    ended = Matter.objects.get(pk=source.ended_id)
    client.force_login(org.colleague, backend=BACKEND)
    page = client.get("/feedback/lessons/").content.decode()
    assert lesson.text in page
    assert f"/tasks/{ended.pk}/" not in page
    [shown] = client.get("/api/v1/lessons/").json()["results"]
    assert shown["source"]["hidden"]


def test_useful_to_me_is_counted_once_for_each_person(lesson, by, org, client):
    for who in (org.staff, org.staff, org.head):
        actions.mark_lesson(lesson=lesson, actor=by(who), useful=True)
    client.force_login(org.staff, backend=BACKEND)
    shown = client.get(f"/api/v1/lessons/{lesson.pk}/").json()
    assert (shown["useful"], shown["useful_to_me"]) == (2, True)
    client.post(f"/feedback/lessons/{lesson.pk}/mark/", {"useful": "no"})
    assert client.get(f"/api/v1/lessons/{lesson.pk}/").json()["useful"] == 1


@pytest.mark.parametrize(
    "typed", ["Relocate the fish market", "老街市场搬迁", "Ask traders about the market"]
)
def test_lessons_are_suggested_for_work_that_is_alike(lesson, org, typed, client):
    assert suggested(typed, org.staff) == [lesson]
    client.force_login(org.staff, backend=BACKEND)
    assert lesson.text in client.get("/feedback/lessons/suggestions/", {"title": typed}).content.decode()
    answer = client.get("/api/v1/lessons/suggestions/", {"title": typed}).json()["results"]
    assert [row["id"] for row in answer] == [lesson.pk]


def test_nothing_is_suggested_for_other_work_or_odd_titles(lesson, org):
    for typed in ("", "Paint the bridge", "the of", "' OR 1=1 --", "\x00"):
        assert suggested(typed, org.staff) == []


@pytest.fixture
def draft(make_task, org, by):
    return make_task("draft", title="Relocate the fish market 鱼市搬迁", actor=org.head)


def test_applied_to_a_draft_it_stands_in_the_chain_and_is_not_suggested_again(lesson, draft, client, org):
    client.force_login(org.head, backend=BACKEND)
    beside = f"/feedback/lessons/beside/{draft.pk}/"
    assert f"/feedback/lessons/{lesson.pk}/take-over/" in client.get(beside).content.decode()
    client.post(f"/feedback/lessons/{lesson.pk}/apply/", {"matter": draft.pk})
    use = LessonUse.objects.get()
    assert (use.lesson, use.matter_id, use.applied_by) == (lesson, draft.pk, org.head)
    assert Link.objects.filter(source=lesson.retrospective_id, target=draft.pk, kind="led_to").exists()
    page = client.get(beside).content.decode()
    assert lesson.text in page
    assert f"/feedback/lessons/{lesson.pk}/take-over/" not in page
    assert client.get(f"/api/v1/lessons/{lesson.pk}/").json()["applied"] == 1
    client.post(f"/feedback/lessons/{lesson.pk}/take-back/", {"matter": draft.pk})
    assert not LessonUse.objects.exists()
    assert not Link.objects.filter(target=draft.pk).exists()


def test_it_is_applied_once_by_who_may_edit_and_not_to_where_it_came_from(lesson, draft, source, by, org):
    with pytest.raises(Forbidden):
        actions.apply_lesson(lesson=lesson, matter=draft, actor=by(org.colleague))
    actions.apply_lesson(lesson=lesson, matter=draft, actor=by(org.head))
    with pytest.raises(Conflict):
        actions.apply_lesson(lesson=lesson, matter=draft, actor=by(org.head))
    with pytest.raises(Forbidden):
        actions.apply_lesson(lesson=lesson, matter=source.ended, actor=by(org.head))


def test_a_reader_of_the_work_who_may_not_see_the_source_sees_a_placeholder(
    lesson, draft, source, by, org, client
):
    actions.apply_lesson(lesson=lesson, matter=draft, actor=by(org.head))
    Matter.objects.filter(pk=source.pk).update(visibility="parties")
    Matter.objects.filter(pk=draft.pk).update(visibility="organisation")
    client.force_login(org.outsider, backend=BACKEND)
    page = client.get(f"/feedback/lessons/beside/{draft.pk}/").content.decode()
    assert lesson.text not in page
    assert "may not see" in page


@pytest.mark.parametrize(
    "address", ["/tasks/new/", "/goals/new/", "/tasks/plans/new/", "/meetings/new/", "/meetings/series/new/"]
)
def test_the_forms_of_new_work_ask_for_suggestions(address, client, org):
    client.force_login(org.head, backend=BACKEND)
    assert "/feedback/lessons/suggestions/" in client.get(address).content.decode()


def test_closing_a_plan_opens_its_retrospective_with_its_first_dates_frozen(by, org, make_task):
    today = clock.now().date()
    period = {"starts_on": today, "ends_on": today + timedelta(days=60), "department": org.housing}
    plan = tasks.create_plan(actor=by(org.head), title="Move the market", **period)
    task, hidden = make_task("completed"), make_task("completed", title="Secret talks", visibility="parties")
    for one in (task, hidden):
        plan = tasks.add_to_plan(plan=plan, task=one, actor=by(org.head), version=plan.version)
    plan = tasks.confirm_plan(plan=plan, actor=by(org.head), version=plan.version)
    plan = tasks.start_plan(plan=plan, actor=by(org.head), version=plan.version)
    tasks.close_plan(plan=plan, actor=by(org.head), version=plan.version)
    source = plan.looked_back_on.as_retrospective
    whole, first, second = source.figures
    assert (whole["expected"], whole["name"]) == (period["ends_on"].isoformat(), plan.number)
    assert (first["name"], first["mark"]) == (f"{task.number} {task.title}", "")
    assert first["came"] >= today.isoformat()
    assert second["name"] == hidden.number
    assert "Secret" not in f"{source.expected} {source.actual} {source.figures}"
    assert source.owner == org.head


def test_by_hand_whoever_answered_looks_back_on_what_is_finished(make_task, by, org, client):
    ended, running = make_task("completed"), make_task("in_progress")
    client.force_login(org.staff, backend=BACKEND)
    for number, status in ((running.number, 409), ("T-999999", 422), (ended.number, 302)):
        given = {"ended": number, "expected": "All stalls moved"}
        assert client.post("/feedback/retrospectives/new/", given).status_code == status
    assert ended.looked_back_on.as_retrospective.expected == "All stalls moved"
    again = {"ended": ended.pk, "expected": "Again"}
    assert client.post("/api/v1/retrospectives/", again, content_type="application/json").status_code == 409
    client.force_login(org.colleague, backend=BACKEND)
    other = {"ended": make_task("completed").pk, "expected": "Theirs"}
    assert client.post("/api/v1/retrospectives/", other, content_type="application/json").status_code == 403


@pytest.mark.parametrize("size", [2, 12])
def test_the_library_costs_the_same_for_few_lessons_and_for_many(
    lesson, source, by, org, client, size, query_budget
):
    for n in range(size):
        given = {"kind": "keep", "text": f"Lesson {n}"}
        actions.add_lesson(
            retrospective=fresh(source), actor=by(org.staff), version=fresh(source).version, **given
        )
    client.force_login(org.staff, backend=BACKEND)
    for door in (
        "/feedback/lessons/",
        "/api/v1/lessons/",
        "/feedback/lessons/suggestions/?title=Relocate+market",
    ):
        client.get(door)
        with query_budget(11):
            assert client.get(door).status_code == 200
