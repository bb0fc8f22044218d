"""A circular is counted, frozen, numbered, corrected, read and taken away; and never changes afterwards."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook

from collab.activity.delivery import deliver_undelivered
from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Forbidden, StaleVersion, TransitionRefused
from collab.deadlines.actions import approve_extension, request_extension, sweep
from collab.notifications.models import Notification
from insight.circulars import actions
from insight.circulars.periods import period_around, today
from insight.circulars.reading import records, sheet_of
from insight.models import Circular
from tasks import actions as work
from tasks.models import Task
from tests.promises.conftest import MONDAY
from tests.tasks.conftest import page  # noqa: F401

pytestmark = pytest.mark.django_db
DUE = MONDAY + timedelta(days=2)
APRIL = MONDAY + timedelta(days=32)
COST = 8


def finished(task, by, org, at):
    """Hand it in and complete it at an instant."""
    with clock.told(at):
        staff, planner = by(org.staff), by(org.planner)
        task = Task.objects.get(pk=task.pk)
        task = work.start_task(task=task, actor=staff, version=task.version)
        task = work.submit_task(task=task, actor=staff, version=task.version, result="Done.")
        task = work.verify_task(task=task, actor=planner, version=task.version)
        return work.complete_task(task=task, actor=planner, version=task.version)


@pytest.fixture
def march(org, make_task, by):
    """Housing in March: one done in time, one late, one overdue, one of another month, one never signed for."""
    with clock.told(MONDAY):
        timely, late, overdue = (make_task("accepted", due_at=DUE, title=f"Item {n}") for n in range(3))
        later = make_task("accepted", due_at=MONDAY + timedelta(days=70))
        unsigned = make_task("issued", due_at=MONDAY + timedelta(days=60))
    finished(timely, by, org, DUE - timedelta(hours=3))
    finished(late, by, org, DUE + timedelta(days=3))
    with clock.told(APRIL):
        sweep(now=APRIL)
    return {"timely": timely, "late": late, "overdue": overdue, "later": later, "unsigned": unsigned}


@pytest.fixture
def draft(march, by, org):
    with clock.told(APRIL):
        return actions.draft_circular(actor=by(org.coordinator), period="month", day=DUE.date())


def issued(circular, by, org):
    with clock.told(APRIL):
        return actions.issue_circular(circular=circular, actor=by(org.coordinator), version=circular.version)


def test_each_figure_names_the_records_it_was_counted_from(draft, march, org):
    [line] = draft.figures["departments"]
    expected = {
        "due": ["timely", "late", "overdue"],
        "done": ["timely", "late"],
        "on_time": ["timely"],
        "overdue": ["overdue"],
        "unsigned": ["unsigned"],
        "returned": [],
        "extended": [],
        "reworked": [],
        "named": ["overdue"],
    }
    assert line["id"] == org.housing.pk
    assert line["figures"] == {name: [march[key].pk for key in keys] for name, keys in expected.items()}
    assert [item["id"] for item in draft.figures["items"]] == [march["overdue"].pk]


def test_rates_show_what_they_were_taken_of(draft, coordinator):
    sheet = sheet_of(draft, coordinator)
    assert [cell["words"] for cell in sheet.lines[0]["cells"][:2]] == ["67% (2/3)", "33% (1/3)"]
    assert sheet.lines[0]["rank"] == 1


def test_an_extension_does_not_make_a_late_item_punctual(march, make_task, by, org):
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=DUE)
        staff = by(org.staff)
        asked = request_extension(
            matter=task, actor=staff, version=task.version, due_at=DUE + timedelta(days=9), reason="Rain"
        )
        asked = approve_extension(extension=asked, actor=by(org.head), version=asked.version)
        approve_extension(extension=asked, actor=by(org.planner), version=asked.version)
    finished(task, by, org, DUE + timedelta(days=5))
    with clock.told(APRIL):
        draft = actions.draft_circular(actor=by(org.coordinator), period="month", day=DUE.date())
    figures = draft.figures["departments"][0]["figures"]
    assert task.pk in figures["done"]
    assert task.pk in figures["extended"]
    assert task.pk not in figures["on_time"]


def test_a_small_denominator_is_marked_and_has_no_rank(org, make_task, by):
    with clock.told(MONDAY):
        make_task("accepted", due_at=DUE)
    with clock.told(APRIL):
        draft = actions.draft_circular(actor=by(org.coordinator), period="month", day=DUE.date())
    [line] = sheet_of(draft, org.coordinator).lines
    assert line["is_small"]
    assert line["rank"] is None


def test_an_issued_circular_does_not_change_when_its_tasks_do(draft, march, by, org, client):
    circular = issued(draft, by, org)
    before = Circular.objects.get(pk=circular.pk)
    finished(march["overdue"], by, org, APRIL + timedelta(days=1))
    after = Circular.objects.get(pk=circular.pk)
    assert (after.figures, after.digest) == (before.figures, before.digest)
    assert after.is_intact
    assert after.digest == after.seal()
    entry = Activity.objects.get(event="circular.issued")
    assert entry.facts["digest"] == after.digest


def test_what_is_altered_behind_its_back_shows(draft, by, org):
    circular = issued(draft, by, org)
    Circular.objects.filter(pk=circular.pk).update(remarks="All is well.")
    assert not Circular.objects.get(pk=circular.pk).is_intact


def test_nothing_issued_can_be_counted_remarked_on_or_thrown_away(draft, by, org):
    circular = issued(draft, by, org)
    coordinator = by(org.coordinator)
    for step, more in (
        (actions.retake_circular, {}),
        (actions.remark_on_circular, {"remarks": "x"}),
        (actions.discard_circular, {}),
        (actions.issue_circular, {}),
    ):
        with pytest.raises(TransitionRefused):
            step(circular=circular, actor=coordinator, version=circular.version, **more)


def test_a_correction_gets_the_next_number_and_says_what_it_corrects(draft, by, org, page):  # noqa: F811
    first = issued(draft, by, org)
    with clock.told(APRIL):
        second = actions.draft_circular(actor=by(org.coordinator), period="week", day=today(), corrects=first)
    second = issued(second, by, org)
    assert (second.first_day, second.period, second.serial) == (
        first.first_day,
        first.period,
        first.serial + 1,
    )
    shown = page(org.staff).get(reverse("insight:circular", args=[first.pk])).content.decode()
    assert second.number in shown
    assert first.number in page(org.staff).get(reverse("insight:circular", args=[second.pk])).content.decode()


def test_a_stale_version_is_refused(draft, by, org):
    coordinator = by(org.coordinator)
    actions.remark_on_circular(circular=draft, actor=coordinator, version=draft.version, remarks="One")
    with pytest.raises(StaleVersion):
        actions.issue_circular(circular=draft, actor=coordinator, version=1)


def test_only_coordinators_draft_and_see_drafts(draft, by, org, page):  # noqa: F811
    with pytest.raises(Forbidden):
        actions.draft_circular(actor=by(org.head), period="month", day=DUE.date())
    address = reverse("insight:circular", args=[draft.pk])
    assert page(org.head).get(address).status_code == 404
    assert page(org.coordinator).get(address).status_code == 200


def test_heads_and_sponsors_of_the_departments_named_are_told(draft, by, org, page):  # noqa: F811
    issued(draft, by, org)
    deliver_undelivered(older_than_seconds=-1)
    told = Notification.objects.filter(activity__event="circular.issued").values_list(
        "person__username", flat=True
    )
    assert set(told) == {"head", "leader"}
    note = Notification.objects.filter(activity__event="circular.issued").first()
    answer = page(note.person).get(reverse("notifications:open", args=[note.pk]))
    assert answer["Location"] == reverse("insight:circular", args=[draft.pk])


def test_titles_of_what_a_reader_may_not_see_stay_hidden(draft, march, by, org, page):  # noqa: F811
    circular = issued(draft, by, org)
    browser = page(org.outsider)
    shown = browser.get(reverse("insight:circular", args=[circular.pk])).content.decode()
    assert march["overdue"].title not in shown
    assert "Not shared with you" in shown
    for kind in ("docx", "xlsx"):
        answer = browser.get(reverse("insight:circular_file", args=[circular.pk, kind]))
        assert answer.status_code == 200
        words = _words(kind, answer.content)
        assert march["overdue"].title not in words
    assert records(circular, org.outsider, org.housing.pk, "due") == ([], 3)
    found, hidden = records(circular, org.staff, org.housing.pk, "due")
    assert (len(found), hidden) == (3, 0)


def _words(kind: str, content: bytes) -> str:
    if kind == "docx":
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    book = load_workbook(io.BytesIO(content))
    cells = [cell.value for leaf in book for row in leaf for cell in row if cell.value is not None]
    return "\n".join(map(str, [*book.sheetnames, *cells]))


def test_files_speak_the_reader_s_language(draft, by, org):
    from insight.circulars.files import FILES

    circular = issued(draft, by, org)
    for language, word in (("en", "Overdue items"), ("zh-hans", "逾期事项")):
        with override(language):
            sheet = sheet_of(circular, org.coordinator)
            for kind in ("docx", "xlsx"):
                assert word in _words(kind, FILES[kind].write(sheet))
            pdf = FILES["pdf"].write(sheet)
            assert pdf.startswith(b"%PDF")
            assert b"STSong-Light" in pdf


def test_a_title_that_starts_a_formula_is_only_text(org, make_task, by):
    from insight.circulars.files import FILES

    with clock.told(MONDAY):
        make_task("accepted", due_at=DUE, title='=HYPERLINK("http://evil","x")')
    with clock.told(APRIL):
        draft = actions.draft_circular(actor=by(org.coordinator), period="month", day=DUE.date())
        book = load_workbook(io.BytesIO(FILES["xlsx"].write(sheet_of(draft, org.coordinator))))
    cells = [cell for leaf in book for row in leaf for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


def test_every_figure_on_the_page_opens_its_records(draft, march, org, page):  # noqa: F811
    browser = page(org.coordinator)
    address = reverse("insight:circular_records", args=[draft.pk, org.housing.pk, "overdue"])
    assert address in browser.get(reverse("insight:circular", args=[draft.pk])).content.decode()
    assert [row["id"] for row in browser.get(address).context["rows"]] == [march["overdue"].pk]


def test_the_last_rung_s_firings_between_two_circulars_are_not_lost(draft, march, make_task, by, org):
    """What is named after one circular was taken stands in the next, whatever its period."""
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=APRIL - timedelta(days=6))
    issued(draft, by, org)
    later = APRIL + timedelta(days=40)
    sweep(now=APRIL + timedelta(days=5))
    with clock.told(later):
        following = actions.draft_circular(actor=by(org.coordinator), period="week", day=later.date())
    named = {pk for line in following.figures["departments"] for pk in line["figures"]["named"]}
    assert task.pk in named
    assert march["overdue"].pk not in named


def test_the_steps_go_through_the_page_and_the_api_alike(march, org, page, client):  # noqa: F811
    browser = page(org.coordinator)
    answer = browser.post(
        reverse("insight:draft_circular"), {"period": "month", "day": DUE.date().isoformat()}
    )
    circular = Circular.objects.get()
    assert answer["Location"] == reverse("insight:circular", args=[circular.pk])
    root = f"/api/v1/circulars/{circular.pk}/"
    answer = browser.patch(
        root, {"remarks": "Well done."}, content_type="application/json", headers={"If-Match": '"v1"'}
    )
    assert answer.json()["remarks"] == "Well done."
    assert browser.post(f"{root}issue/", content_type="application/json").status_code == 428
    answer = browser.post(f"{root}issue/", content_type="application/json", headers={"If-Match": '"v2"'})
    assert answer.json()["state"] == "issued"
    assert answer.json()["departments"][0]["done_rate"] == {"part": 2, "of": 3}
    assert browser.get(f"{root}file/pdf/").content.startswith(b"%PDF")


def test_periods_end_where_the_next_begins():
    assert period_around("quarter", DUE.date())[1].isoformat() == "2026-03-31"
    assert [day.isoformat() for day in period_around("week", DUE.date())] == ["2026-03-02", "2026-03-08"]
    assert [day.isoformat() for day in period_around("month", DUE.date().replace(month=12))][
        1
    ] == "2026-12-31"


@pytest.mark.parametrize("size", [3, 30])
def test_a_circular_costs_the_same_however_much_it_names(org, make_task, by, page, query_budget, size):  # noqa: F811
    with clock.told(MONDAY):
        for _ in range(size):
            make_task("accepted", due_at=DUE)
    with clock.told(APRIL):
        draft = actions.draft_circular(actor=by(org.coordinator), period="month", day=DUE.date())
    browser = page(org.coordinator)
    address = reverse("insight:circular", args=[draft.pk])
    browser.get(address)
    others = (
        reverse("insight:circulars"),
        reverse("insight:circular_records", args=[draft.pk, 0, "due"]),
        f"/api/v1/circulars/{draft.pk}/",
    )
    for one in (address, *others):
        with query_budget(COST):
            assert browser.get(one).status_code == 200
