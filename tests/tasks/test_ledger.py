"""The ledger: what stands in it, how it is sorted and grouped, and the files made from it."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from collab.common import clock
from collab.deadlines.actions import approve_extension, request_extension
from tasks.actions import report_progress
from tasks.models import Task

LEDGER, EXPORT, API = reverse("tasks:ledger"), reverse("tasks:export"), "/api/v1/tasks/export/"


def text_of(answer) -> str:
    return answer.content.decode()


def lines(answer) -> list[dict[str, str]]:
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(told)))


@pytest.fixture
def moved(make_task, by, staff, planner, org):
    """A task in progress with a co-department, a supervisor, a report and a due date moved once."""
    task = make_task("in_progress", supervisor=planner, co_departments=[org.culture])
    report_progress(task=task, actor=by(staff), version=task.version, percent=30, text="Half the stalls")
    task.refresh_from_db()
    later = task.due_at + timedelta(days=10)
    asked = request_extension(matter=task, actor=by(staff), version=task.version, due_at=later, reason="Rain")
    asked = approve_extension(extension=asked, actor=by(org.head), version=asked.version)
    approve_extension(extension=asked, actor=by(planner), version=asked.version)
    return Task.objects.get(pk=task.pk)


def test_a_line_holds_what_a_supervision_office_asks(page, moved, planner):
    [line] = lines(page(planner).get(EXPORT + "?format=csv"))
    assert line["Number"] == moved.number
    assert (line["Lead department"], line["Co-departments"]) == ("Housing", "Culture")
    assert (line["Responsible"], line["Supervisor"]) == ("Staff", "Planner")
    assert line["Extensions"] == "1"
    assert line["Original due"] < line["Current due"]
    assert line["Last progress"] == "Half the stalls"
    assert int(line["Working days left or over"]) > 0
    assert line["Signed for"]
    shown = text_of(page(planner).get(LEDGER))
    assert "Half the stalls" in shown
    assert moved.number in shown


def test_columns_sort_both_ways_and_pages_follow_on(page, make_task, planner, monkeypatch):
    monkeypatch.setattr("tasks.views.ledger.PAGE", 2)
    for title in ("Bravo", "Alpha", "Delta", "Charlie"):
        make_task(title=title)
    browser = page(planner)
    for order, expected in (
        ("title", ["Alpha", "Bravo", "Charlie", "Delta"]),
        ("-title", ["Delta", "Charlie", "Bravo", "Alpha"]),
        ("-number", ["Charlie", "Delta", "Alpha", "Bravo"]),
    ):
        first = browser.get(f"{LEDGER}?order={order}")
        rest = browser.get(LEDGER + first.context["next"].replace("&amp;", "&"))
        seen = [row["cells"][1][1] for row in _rows(first) + _rows(rest)]
        assert seen == expected
        back = browser.get(LEDGER + rest.context["previous"])
        assert _rows(back)[0]["id"] == _rows(first)[0]["id"]
    assert 'aria-sort="descending"' in text_of(browser.get(f"{LEDGER}?order=-due"))


def _rows(answer) -> list[dict]:
    return [row for body in answer.context["bodies"] for row in body["rows"]]


def test_groups_stay_together_across_pages_and_tell_their_size(page, make_task, planner, org, monkeypatch):
    monkeypatch.setattr("tasks.views.ledger.PAGE", 3)
    for department in (org.housing, org.planning, org.housing, org.planning):
        make_task(department=department, responsible=None)
    browser = page(planner)
    first = browser.get(f"{LEDGER}?group=department")
    assert [(body["name"], body["count"], len(body["rows"])) for body in first.context["bodies"]] == [
        ("Housing", 2, 2),
        ("Planning", 2, 1),
    ]
    second = browser.get(LEDGER + first.context["next"])
    assert [(body["name"], len(body["rows"])) for body in second.context["bodies"]] == [("Planning", 1)]


def test_the_ledger_and_its_files_hold_only_what_the_reader_may_see(page, make_task, outsider, org):
    make_task(title="Hidden from culture")
    open_one = make_task(title="Shown to all", visibility="organisation")
    browser = page(outsider)
    assert [line["Number"] for line in lines(browser.get(EXPORT))] == [open_one.number]
    assert [line["Number"] for line in lines(browser.get(API))] == [open_one.number]
    assert "Hidden from culture" not in text_of(browser.get(LEDGER))
    assert len(_rows(browser.get(LEDGER))) == 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_cell_starts_a_formula(page, make_task, planner, sign):
    title = f"{sign}HYPERLINK(1)"
    make_task(title=title)
    browser = page(planner)
    [line] = lines(browser.get(EXPORT + "?format=csv"))
    assert line["Title"] == f"'{title}"
    sheet = _sheet(browser.get(EXPORT + "?format=xlsx"))
    assert sheet.cell(2, 2).value == f"'{title}"
    assert sheet.cell(2, 2).data_type == "s"


def _sheet(answer):
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active


def test_the_sheet_speaks_the_readers_language_and_zone(page, make_task, planner):
    task = make_task(due_at=datetime(2031, 3, 3, 6, 30, tzinfo=UTC))
    planner.language, planner.time_zone = "zh-hans", "Asia/Tokyo"
    planner.save()
    sheet = _sheet(page(planner).get(EXPORT + "?format=xlsx"))
    heads = [cell.value for cell in sheet[1]]
    assert "牵头单位" in heads
    row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
    assert task.number in row.values()
    assert datetime(2031, 3, 3, 15, 30) in row.values()


def test_filters_and_order_hold_for_the_file_and_the_api(page, make_task, planner):
    urgent = make_task(title="Zulu", priority=2)
    other = make_task(title="Yankee", priority=2)
    make_task(title="Xray")
    browser = page(planner)
    for address in (
        EXPORT + "?priority=urgent&order=title&format=csv",
        API + "?priority=urgent&ordering=-id&format=csv",
    ):
        assert [line["Number"] for line in lines(browser.get(address))] == [other.number, urgent.number]


@pytest.mark.parametrize("query", ["format=exe", "nonsense=1", "light=pink"])
def test_a_file_nobody_can_make_is_refused_in_words(page, planner, query):
    browser = page(planner)
    assert browser.get(f"{EXPORT}?{query}").status_code == 400
    assert browser.get(f"{API}?{query}").status_code == 400
    assert browser.get(f"{API}?limit=5").status_code == 400


def test_overdue_and_late_are_marked(page, make_task, planner, monkeypatch):
    task = make_task("in_progress", due_at=clock.now() + timedelta(hours=1))
    later = clock.now() + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    [line] = lines(page(planner).get(EXPORT))
    assert line["Number"] == task.number
    assert line["Late"] == "Overdue"
    assert int(line["Working days left or over"]) < -15
    assert "1 overdue" not in text_of(page(planner).get(LEDGER))


def test_the_print_view_has_no_bar_and_no_pages(page, make_task, planner):
    make_task()
    shown = text_of(page(planner).get(LEDGER + "?print=1"))
    assert "data-print" in shown
    assert 'class="filters"' not in shown


def test_a_sheet_holds_every_character_that_may_be_written(page, make_task, planner):
    title = "Bridges <&> “quoted” 桥梁 😀 " + "x" * 200
    make_task(title=title)
    sheet = _sheet(page(planner).get(EXPORT + "?format=xlsx"))
    assert sheet.cell(2, 2).value == title
    assert sheet.cell(1, 1).font.bold
    assert sheet.freeze_panes == "C2"
