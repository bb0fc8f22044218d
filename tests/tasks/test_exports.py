"""Files too large to wait for, here ledgers: written by a job, their requester's alone, told, dropped after a week."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict
from collab.files import actions, jobs, makers
from collab.files.actions import discard_file, request_file
from collab.files.models import MadeFile
from collab.notifications.models import Notification
from tasks import export
from tasks.models import Task

pytestmark = pytest.mark.django_db
EXPORT, FILES, API = reverse("tasks:export"), reverse("files:list"), "/api/v1/tasks/export/"


@pytest.fixture(autouse=True)
def rooms(settings, tmp_path, monkeypatch):
    """Files of their own, and a page that takes no more than one row at once."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(export, "AT_ONCE", 1)
    monkeypatch.setattr("tasks.views.export.AT_ONCE", 1)
    return tmp_path


@pytest.fixture
def asked(make_task, by, planner):
    """`asked(titles)` has the ledger of new tasks written for the planner; nobody has begun yet."""

    def ask(*titles: str, format: str = "csv") -> MadeFile:
        ids = [make_task(title=title).pk for title in titles]
        return request_file(actor=by(planner), **export.asked_of_job(ids, format))

    return ask


def lines(answer) -> list[dict[str, str]]:
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(told)))


def test_a_large_ledger_is_asked_for_written_and_taken_away_on_pages(page, make_task, planner):
    for title in ("Alpha", "Bravo"):
        make_task(title=title)
    browser = page(planner)
    offered = browser.get(EXPORT + "?format=csv&order=-title")
    assert "2 tasks pass the filter" in offered.content.decode()
    assert not MadeFile.objects.exists()
    assert browser.post(EXPORT + "?format=csv&order=-title").url == FILES
    assert "every 2s" in browser.get(FILES).content.decode()
    jobs.carry_on_files()
    row = MadeFile.objects.get()
    shown = browser.get(FILES).content.decode()
    assert "every 2s" not in shown
    assert reverse("files:download", args=[row.pk]) in shown
    told = lines(browser.get(reverse("files:download", args=[row.pk])))
    assert [line["Title"] for line in told] == ["Bravo", "Alpha"]
    assert Activity.objects.filter(event="file.asked", actor=planner).exists()


def test_the_api_answers_202_with_a_place_to_follow(page, make_task, planner):
    make_task()
    make_task()
    client = page(planner)
    refused = client.get(API + "?format=xlsx")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_rows")
    begun = client.post(API + "?format=xlsx")
    assert begun.status_code == 202
    place = begun.headers["Location"]
    assert client.get(place).json()["state"] == "ready"
    assert client.get(place + "content/").status_code == 409
    jobs.carry_on_files()
    told = client.get(place).json()
    assert (told["state"], told["percent"], told["total"]) == ("done", 100, 2)
    assert b"".join(client.get(told["content"]).streaming_content).startswith(b"PK")
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404


@pytest.mark.parametrize("query", ["format=exe", "nonsense=1", "light=pink", "limit=5"])
def test_a_file_nobody_can_make_is_not_begun(page, planner, query):
    assert page(planner).post(f"{API}?{query}").status_code == 400
    assert not MadeFile.objects.exists()


def test_it_holds_what_its_requester_may_see_when_it_is_written(asked, page, planner):
    row = asked("Kept", "Withdrawn from sight")
    Task.objects.filter(title="Withdrawn from sight").update(visibility="parties", created_by=None)
    hidden = Task.objects.get(title="Withdrawn from sight")
    hidden.parties.all().delete()
    jobs.carry_on_files()
    told = lines(page(planner).get(reverse("files:download", args=[row.pk])))
    assert [line["Title"] for line in told] == ["Kept"]


def test_it_is_nobody_elses(asked, page, coordinator):
    row = asked("Ours")
    jobs.carry_on_files()
    browser = page(coordinator)
    assert browser.get(reverse("files:download", args=[row.pk])).status_code == 404
    assert browser.get(f"/api/v1/files/{row.pk}/content/").status_code == 404
    assert browser.post(reverse("files:discard", args=[row.pk])).status_code == 404
    assert "ledger-" not in browser.get(FILES).content.decode()


def test_it_speaks_the_language_of_whoever_asked(page, make_task, planner):
    make_task()
    make_task()
    planner.language = "zh-hans"
    planner.save()
    browser = page(planner)
    browser.post(EXPORT + "?format=csv")
    jobs.carry_on_files()
    row = MadeFile.objects.get()
    assert "牵头单位" in lines(browser.get(reverse("files:download", args=[row.pk])))[0]


def test_a_worker_that_died_is_followed_by_another_and_a_living_one_is_left_alone(asked, rooms):
    row = asked("Alpha")
    later = clock.now() + timedelta(seconds=60)
    MadeFile.objects.update(state="running", attempts=1, lease_until=later, position=1)
    jobs.carry_on_files()
    assert MadeFile.objects.get().state == "running"
    with clock.told(later + timedelta(seconds=1)):
        jobs.carry_on_files()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.question) == ("done", 2, {})
    assert [path.name for path in (rooms / "made").iterdir()] == [row.place.name]


def test_a_fault_is_tried_again_and_then_told(asked, page, planner, monkeypatch):
    row = asked("Alpha")

    def broken(*given):
        raise OperationalError("the disk went away")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "written", broken)
        for expected in ("running", "running", "failed"):
            jobs.carry_on_files()
            row.refresh_from_db()
            assert row.state == expected
    assert "a fault of ours" in page(planner).get(FILES).content.decode()


def test_one_over_which_three_workers_died_is_given_up(asked):
    row = asked("Alpha")
    MadeFile.objects.update(state="running", attempts=3, lease_until=clock.now())
    with clock.told(clock.now() + timedelta(seconds=1)):
        jobs.carry_on_files()
    row.refresh_from_db()
    assert (row.state, row.place.exists()) == ("failed", False)


def test_one_that_is_removed_while_it_is_written_leaves_nothing(asked, by, planner, rooms, monkeypatch):
    row = asked("Alpha")
    maker = makers.maker_named("ledger")

    def removed_meanwhile(*given):
        discard_file(made=row, actor=by(planner))
        return maker.table(*given)

    monkeypatch.setitem(makers._makers, "ledger", makers.Maker("ledger", removed_meanwhile))
    jobs.carry_on_files()
    assert not MadeFile.objects.exists()
    assert not [path for path in rooms.rglob("*") if path.is_file()]


def test_files_are_dropped_after_a_week_and_no_more_than_twenty_are_kept(asked, rooms):
    for _each in range(20):
        asked()
    with pytest.raises(Conflict) as refusal:
        asked()
    assert refusal.value.code == "too_many_files"
    jobs.carry_on_files()
    assert len(list((rooms / "made").iterdir())) == 20
    with clock.told(clock.now() + timedelta(days=6)):
        jobs.carry_on_files()
    assert MadeFile.objects.count() == 20
    with clock.told(clock.now() + timedelta(days=7, hours=1)):
        jobs.carry_on_files()
    assert not MadeFile.objects.exists()
    assert not list((rooms / "made").iterdir())


def test_its_requester_is_told_when_it_is_ready_and_led_to_it(
    asked, page, planner, coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = asked("Alpha")
        jobs.carry_on_files()
    told = Notification.objects.get(person=planner, activity__event="file.ready")
    assert not Notification.objects.filter(person=coordinator).exists()
    assert row.name in page(planner).get("/inbox/").content.decode()
    assert page(planner).get(reverse("notifications:open", args=[told.pk])).url == FILES


def test_a_question_that_is_refused_meanwhile_ends_with_the_words_of_the_refusal(
    asked, page, planner, monkeypatch
):
    row = asked("Alpha")

    def refused(*given):
        raise Conflict("The year was closed.", code="closed")

    monkeypatch.setitem(makers._makers, "ledger", makers.Maker("ledger", refused))
    jobs.carry_on_files()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.problem) == ("failed", 1, "The year was closed.")
    assert "The year was closed." in page(planner).get(FILES).content.decode()


def test_a_worker_that_was_overtaken_takes_nothing_from_the_one_that_finished(asked, monkeypatch):
    row = asked("Alpha")
    maker = makers.maker_named("ledger")

    def overtaken(owner, question, told):
        heads, lines = maker.table(owner, question, lambda position: None)

        def late():
            yield from lines
            row.place.parent.mkdir(parents=True, exist_ok=True)
            row.place.write_text("by the other one")
            MadeFile.objects.update(attempts=2, state="done", question={})

        return heads, late()

    monkeypatch.setitem(makers._makers, "ledger", makers.Maker("ledger", overtaken))
    jobs.carry_on_files()
    row.refresh_from_db()
    assert (row.state, row.place.read_text()) == ("done", "by the other one")


def test_a_file_that_is_gone_from_the_disk_is_told(asked, page, planner):
    row = asked("Alpha")
    jobs.carry_on_files()
    row.place.unlink()
    browser = page(planner)
    assert browser.get(reverse("files:download", args=[row.pk])).status_code == 409
    assert browser.get(f"/api/v1/files/{row.pk}/content/").json()["code"] == "not_kept"
