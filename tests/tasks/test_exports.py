"""Ledgers too large to wait for: written by a job, its requester's alone, dropped after a day."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict
from tasks import actions, export, jobs
from tasks.actions import exports
from tasks.models import LedgerExport, Task

pytestmark = pytest.mark.django_db
EXPORT, FILES, API = reverse("tasks:export"), reverse("tasks:exports"), "/api/v1/tasks/export/"


@pytest.fixture(autouse=True)
def rooms(settings, tmp_path, monkeypatch):
    """Files of their own, and a page that takes no more than one row at once."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(export, "AT_ONCE", 1)
    monkeypatch.setattr("tasks.views.exports.AT_ONCE", 1)
    return tmp_path


@pytest.fixture
def asked(make_task, by, planner):
    """`asked(titles)` has the ledger of new tasks written for the planner; nobody has begun yet."""

    def ask(*titles: str, format: str = "csv") -> LedgerExport:
        ids = [make_task(title=title).pk for title in titles]
        return actions.request_export(actor=by(planner), ids=ids, format=format)

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
    assert not LedgerExport.objects.exists()
    assert browser.post(EXPORT + "?format=csv&order=-title").url == FILES
    assert "every 2s" in browser.get(FILES).content.decode()
    jobs.carry_on_exports()
    row = LedgerExport.objects.get()
    shown = browser.get(FILES).content.decode()
    assert "every 2s" not in shown
    assert reverse("tasks:export_file", args=[row.pk]) in shown
    told = lines(browser.get(reverse("tasks:export_file", args=[row.pk])))
    assert [line["Title"] for line in told] == ["Bravo", "Alpha"]
    assert Activity.objects.filter(event="ledger.taken", actor=planner).exists()


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
    jobs.carry_on_exports()
    told = client.get(place).json()
    assert (told["state"], told["percent"], told["total"]) == ("done", 100, 2)
    assert b"".join(client.get(told["content"]).streaming_content).startswith(b"PK")
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404


@pytest.mark.parametrize("query", ["format=exe", "nonsense=1", "light=pink", "limit=5"])
def test_a_file_nobody_can_make_is_not_begun(page, planner, query):
    assert page(planner).post(f"{API}?{query}").status_code == 400
    assert not LedgerExport.objects.exists()


def test_it_holds_what_its_requester_may_see_when_it_is_written(asked, page, planner):
    row = asked("Kept", "Withdrawn from sight")
    Task.objects.filter(title="Withdrawn from sight").update(visibility="parties", created_by=None)
    hidden = Task.objects.get(title="Withdrawn from sight")
    hidden.parties.all().delete()
    jobs.carry_on_exports()
    told = lines(page(planner).get(reverse("tasks:export_file", args=[row.pk])))
    assert [line["Title"] for line in told] == ["Kept"]


def test_it_is_nobody_elses(asked, page, coordinator):
    row = asked("Ours")
    jobs.carry_on_exports()
    browser = page(coordinator)
    assert browser.get(reverse("tasks:export_file", args=[row.pk])).status_code == 404
    assert browser.get(f"/api/v1/ledger-exports/{row.pk}/content/").status_code == 404
    assert browser.post(reverse("tasks:discard_export", args=[row.pk])).status_code == 404
    assert "ledger-" not in browser.get(FILES).content.decode()


def test_it_speaks_the_language_of_whoever_asked(page, make_task, planner):
    make_task()
    make_task()
    planner.language = "zh-hans"
    planner.save()
    browser = page(planner)
    browser.post(EXPORT + "?format=csv")
    jobs.carry_on_exports()
    row = LedgerExport.objects.get()
    assert "牵头单位" in lines(browser.get(reverse("tasks:export_file", args=[row.pk])))[0]


def test_a_worker_that_died_is_followed_by_another_and_a_living_one_is_left_alone(asked, rooms):
    row = asked("Alpha")
    later = clock.now() + timedelta(seconds=60)
    LedgerExport.objects.update(state="running", attempts=1, lease_until=later, position=1)
    jobs.carry_on_exports()
    assert LedgerExport.objects.get().state == "running"
    with clock.told(later + timedelta(seconds=1)):
        jobs.carry_on_exports()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.ids) == ("done", 2, [])
    assert [path.name for path in (rooms / "exports").iterdir()] == [row.place.name]


def test_a_fault_is_tried_again_and_then_told(asked, page, planner, monkeypatch):
    row = asked("Alpha")

    def broken(*given):
        raise OperationalError("the disk went away")

    with monkeypatch.context() as patched:
        patched.setattr(exports, "written", broken)
        for expected in ("running", "running", "failed"):
            jobs.carry_on_exports()
            row.refresh_from_db()
            assert row.state == expected
    assert "a fault of ours" in page(planner).get(FILES).content.decode()


def test_one_over_which_three_workers_died_is_given_up(asked):
    row = asked("Alpha")
    LedgerExport.objects.update(state="running", attempts=3, lease_until=clock.now())
    with clock.told(clock.now() + timedelta(seconds=1)):
        jobs.carry_on_exports()
    row.refresh_from_db()
    assert (row.state, row.place.exists()) == ("failed", False)


def test_one_that_is_removed_while_it_is_written_leaves_nothing(asked, by, planner, rooms, monkeypatch):
    row = asked("Alpha")
    read = exports.lines_of

    def removed_meanwhile(ids, rows, told):
        actions.discard_export(export=row, actor=by(planner))
        return read(ids, rows, told)

    monkeypatch.setattr(exports, "lines_of", removed_meanwhile)
    jobs.carry_on_exports()
    assert not LedgerExport.objects.exists()
    assert not [path for path in rooms.rglob("*") if path.is_file()]


def test_files_are_dropped_after_a_day_and_no_more_than_five_are_kept(asked, rooms, by, planner):
    for _each in range(5):
        asked()
    with pytest.raises(Conflict) as refusal:
        asked()
    assert refusal.value.code == "too_many_files"
    jobs.carry_on_exports()
    assert len(list((rooms / "exports").iterdir())) == 5
    with clock.told(clock.now() + timedelta(hours=25)):
        jobs.carry_on_exports()
    assert not LedgerExport.objects.exists()
    assert not list((rooms / "exports").iterdir())
