"""The follow-through report: what is counted for whom, from which records, and that it stays what it was."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from collab.common import clock
from collab.common.errors import Forbidden, Invalid
from collab.files import jobs
from collab.files.models import MadeFile
from insight.followthrough.asking import FollowThroughForm
from insight.followthrough.counting import Report, _age, report_of
from meetings import actions
from meetings.actions import Present
from meetings.models import Decision, HourlyRate, Meeting
from tasks import actions as tasks
from tests.conftest import acting
from tests.meetings.conftest import make_series, series  # noqa: F401
from tests.promises.conftest import MONDAY
from tests.tasks.conftest import page  # noqa: F401

ADDRESS, API = reverse("insight:follow_through"), "/api/v1/follow-through/"
RECORDS = reverse("insight:follow_through_records")
PAGE_COST = 24
pytestmark = pytest.mark.django_db


class Held:
    """A meeting of planning with staff and housing, held for an hour; adopts what is asked, hands out the work."""

    def __init__(self, org, at=MONDAY, **fields):
        self.org, self.chair = org, acting(org.planner)
        with clock.told(at - timedelta(days=1)):
            meeting = actions.create_meeting(
                actor=self.chair,
                title="Old-town renewal",
                department=org.planning,
                chair=org.planner,
                attendees=[org.staff, org.colleague],
                departments=[org.housing, org.culture],
                starts_at=at,
                ends_at=at + timedelta(hours=1),
                purpose="Agree.",
                **fields,
            )
            actions.add_agenda_item(meeting=meeting, actor=self.chair, title="Market", sought="decide")
            meeting = actions.announce_meeting(meeting=meeting, actor=self.chair, version=meeting.version)
        with clock.told(at):
            self.meeting = actions.start_meeting(meeting=meeting, actor=self.chair, version=meeting.version)

    def fresh(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting.pk)

    def decide(self, title: str, at=MONDAY):
        with clock.told(at):
            decision = actions.propose_decision(
                actor=self.chair, title=title, department=self.org.planning, meeting=self.meeting
            )
            return actions.adopt_decision(decision=decision, actor=self.chair, version=decision.version)

    def hand_out(self, matter, at=MONDAY, **fields):
        with clock.told(at):
            return actions.hand_out_work(
                matter=matter,
                actor=self.chair,
                version=matter.version,
                title="Move the market",
                department=self.org.housing,
                responsible=self.org.staff,
                due_at=at + timedelta(days=fields.pop("days", 7)),
                **fields,
            )

    def end(self, rows=(), after=timedelta(hours=1), at=MONDAY) -> None:
        with clock.told(at + after):
            meeting = self.fresh()
            if rows:
                meeting = actions.record_attendance(
                    meeting=meeting, actor=self.chair, version=meeting.version, rows=rows
                )
            actions.finish_meeting(meeting=meeting, actor=self.chair, version=meeting.version)


@pytest.fixture
def held(org) -> Held:
    """Two decisions, one with an item; planner and staff came, colleague is on leave, nobody from culture."""
    made = Held(org)
    decision = made.decide("The market moves")
    made.decide("The square is paved")
    made.item = made.hand_out(decision)
    made.end(
        [
            Present("present", org.planner),
            Present("present", org.staff),
            Present("leave", org.colleague),
            Present("absent", name="Guest"),
        ]
    )
    return made


def ask(reader, at=MONDAY + timedelta(days=1), **given) -> Report:
    data = QueryDict(mutable=True)
    data.update({"period": "month"} | given)
    with clock.told(at):
        form = FollowThroughForm(data, reader)
        assert form.is_valid(), form.errors
        return report_of(form.question())


def counts(line, *names: str) -> list[int]:
    return [line.count(name) for name in names]


def test_decisions_their_items_and_open_ends_are_counted(held, org):
    total = ask(org.planner).total
    assert counts(total, "meetings", "decisions", "with_task", "open_ends", "items") == [1, 2, 1, 1, 1]
    assert counts(total, "closed", "overdue", "age_5") == [0, 0, 1]
    late = ask(org.planner, at=MONDAY + timedelta(days=28)).total
    assert counts(late, "overdue", "age_5", "age_20") == [1, 0, 1]
    assert late.oldest == 20


def figures(line) -> dict[str, int]:
    return {name: len(ids) for name, ids in line.figures.items()}


def test_an_item_closed_by_the_date_agreed_first_is_on_time(held, org):
    task, staff, chair = held.item, acting(org.staff), acting(org.planner)
    with clock.told(MONDAY + timedelta(days=6)):
        for step, actor, more in (
            (tasks.sign_for_task, staff, {}),
            (tasks.start_task, staff, {}),
            (tasks.submit_task, staff, {"result": "Moved."}),
            (tasks.verify_task, chair, {}),
            (tasks.complete_task, chair, {}),
        ):
            task = step(task=task, actor=actor, version=task.version, **more)
    total = ask(org.planner, at=MONDAY + timedelta(days=27)).total
    assert counts(total, "closed", "on_time", "overdue", "open_ends") == [1, 1, 0, 1]
    assert total.oldest is None


def test_the_bounds_of_the_age_buckets():
    assert [_age(days) for days in (0, 5, 6, 20, 21, 60, 61)] == [
        "age_5",
        "age_5",
        "age_20",
        "age_20",
        "age_60",
        "age_60",
        "age_more",
    ]


def test_attendance_is_counted_by_department_and_departments_nobody_came_from_are_named(held, org):
    report = ask(org.planner)
    assert counts(report.total, "invited", "present", "excused", "absent") == [3, 2, 1, 1]
    seats = {line.key: line for line in report.attendance}
    assert counts(seats[org.housing.pk], "invited", "present", "excused", "unrepresented") == [2, 1, 1, 0]
    assert counts(seats[org.culture.pk], "unrepresented") == [1]
    assert counts(seats[0], "absent") == [1]


def test_hours_run_from_arrival_to_departure_within_the_meeting(org):
    made = Held(org)
    with clock.told(MONDAY - timedelta(minutes=0)):
        actions.mark_presence(
            meeting=made.fresh(),
            actor=made.chair,
            version=made.fresh().version,
            person=org.planner,
            presence="present",
        )
    with clock.told(MONDAY + timedelta(minutes=30)):
        actions.check_in(meeting=made.fresh(), actor=acting(org.staff), version=made.fresh().version)
    with clock.told(MONDAY + timedelta(minutes=50)):
        actions.check_out(meeting=made.fresh(), actor=acting(org.staff), version=made.fresh().version)
    made.end(after=timedelta(minutes=90))
    total = ask(org.planner).total
    assert (total.minutes, total.money) == (90 + 20, {})


def test_a_rate_counts_from_its_day_on_and_leaves_earlier_meetings_as_they_were(held, org):
    coordinator = acting(org.coordinator)
    first = {"amount": Decimal("60.00"), "currency": "CNY", "from_on": MONDAY.date()}
    actions.set_hourly_rate(actor=coordinator, **first)
    actions.set_hourly_rate(
        actor=coordinator, **first | {"amount": Decimal(90), "from_on": MONDAY.date() + timedelta(days=1)}
    )
    assert ask(org.planner).total.money == {"CNY": Decimal(120)}
    with pytest.raises(Forbidden):
        actions.set_hourly_rate(actor=acting(org.planner), **first)
    with pytest.raises(Invalid):
        actions.set_hourly_rate(actor=coordinator, **first | {"currency": "yuan"})


def test_the_console_sets_the_rate(org, page):  # noqa: F811
    given = {"from_on": "2026-01-01", "amount": "75.5", "currency": "CNY"}
    answer = page(org.coordinator).post(reverse("admin:meetings_hourlyrate_add"), given)
    assert answer.status_code == 302
    assert HourlyRate.objects.get().set_by == org.coordinator


def test_everybody_counts_only_what_they_may_see(held, org):
    assert counts(ask(org.outsider).total, "meetings", "decisions", "items", "invited") == [1, 2, 0, 3]
    with clock.told(MONDAY):
        secret = Held(org, at=MONDAY + timedelta(hours=3), visibility="parties")
    secret.decide("Behind closed doors", at=MONDAY + timedelta(hours=3))
    secret.end(after=timedelta(hours=4))
    assert counts(ask(org.staff).total, "meetings", "decisions") == [2, 3]
    assert counts(ask(org.coordinator).total, "meetings", "decisions") == [1, 3]
    assert [line.name for line in ask(org.coordinator, by="meeting").lines][-1].startswith("Decided outside")


def test_figures_do_not_change_when_unrelated_things_do(held, org, make_task):
    before = figures(ask(org.planner).total)
    make_task("accepted")
    with clock.told(MONDAY):
        other = Held(org, at=MONDAY + timedelta(days=60))
    org.planning.name = "Planning and building"
    org.planning.save(update_fields=["name"])
    with clock.told(MONDAY + timedelta(hours=2)):
        meeting = held.fresh()
        minutes = actions.write_minutes_text(
            minutes=meeting.written_minutes, actor=held.chair, text="It was agreed."
        )
        minutes = actions.circulate_minutes(minutes=minutes, actor=held.chair, version=minutes.version)
        actions.issue_minutes(minutes=minutes, actor=held.chair, version=minutes.version)
    assert other.meeting.pk
    assert figures(ask(org.planner).total) == before


def test_a_decision_that_was_repealed_stays_a_decision_taken(held, org):
    with clock.told(MONDAY + timedelta(hours=3)):
        decision = Decision.objects.get(title="The square is paved")
        decision = actions.review_decision(decision=decision, actor=held.chair, version=decision.version)
        actions.repeal_decision(
            decision=decision, actor=held.chair, version=decision.version, reason="No money."
        )
    assert counts(ask(org.planner).total, "decisions", "open_ends") == [2, 0]


def test_the_former_period_stands_beside_this_one(held, org):
    report = ask(org.planner, at=MONDAY + timedelta(days=31))
    assert counts(report.total, "meetings", "decisions") == [0, 0]
    assert counts(report.former, "meetings", "decisions") == [1, 2]


def test_lines_by_meeting_series_and_department_add_up(held, org, series):  # noqa: F811
    Held(org, at=MONDAY + timedelta(hours=5)).end(after=timedelta(hours=6))
    with clock.told(MONDAY + timedelta(hours=6)):
        actions.adopt_decision(
            decision=(
                alone := actions.propose_decision(actor=held.chair, title="Alone", department=org.planning)
            ),
            actor=held.chair,
            version=alone.version,
        )
    for by, lines in (("meeting", 3), ("series", 1), ("department", 1)):
        report = ask(org.planner, by=by)
        assert len(report.lines) == lines
        assert sum(line.count("decisions") for line in report.lines) == 3 == report.total.count("decisions")
        assert sum(line.count("meetings") for line in report.lines) == 2


def test_filters_choose_meetings(held, org):
    assert ask(org.planner, department=org.planning.pk).total.count("meetings") == 1
    assert ask(org.planner, department=org.culture.pk).total.count("meetings") == 0
    assert ask(org.planner, type="review").total.count("meetings") == 0
    one = ask(org.planner, meeting=held.meeting.pk, at=MONDAY + timedelta(days=400))
    assert (one.total.count("decisions"), one.former) == (2, None)


@pytest.fixture
def browse(page, held, org):  # noqa: F811
    """A planner's browser the day after, and one of anybody else."""

    def get(address: str, reader=None, **given):
        with clock.told(MONDAY + timedelta(days=1)):
            return page(reader or org.planner).get(address, {"period": "month"} | given)

    return get


def test_every_figure_opens_its_records(browse, held):
    shown = browse(ADDRESS).content.decode()
    assert "Old-town renewal" in browse(ADDRESS, by="meeting").content.decode()
    for figure, number in (("open_ends", 1), ("items", 1), ("meetings", 1)):
        assert f"figure={figure}" in shown
        assert len(browse(RECORDS, figure=figure).context["rows"]) == number
    present = browse(RECORDS, figure="hours").context["people"]
    assert [row["hours"] for row in present] == ["1", "1"]
    assert len(browse(RECORDS, figure="unrepresented").context["people"]) == 1


def test_items_can_be_taken_away_as_a_ledger_that_a_job_writes(browse, page, held, org):  # noqa: F811
    with clock.told(MONDAY + timedelta(days=1)):
        browser = page(org.planner)
        answer = browser.post(f"{RECORDS}?period=month&figure=items")
        assert answer.url == reverse("files:list")
        assert browser.post(f"{RECORDS}?period=month&figure=decisions").status_code == 404
    assert MadeFile.objects.get(owner=org.planner).question == {"ids": [held.item.pk]}


def test_the_table_is_a_file_that_a_job_writes(page, held, org, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    with clock.told(MONDAY + timedelta(days=1)):
        browser = page(org.planner)
        for format in ("csv", "xlsx"):
            asked = f"{reverse('insight:follow_through_file', args=[format])}?period=month"
            assert browser.post(asked).url == reverse("files:list")
        assert (
            browser.post(f"{reverse('insight:follow_through_file', args=['docx'])}?period=month").status_code
            == 400
        )
        begun = browser.post(f"{API}file/?period=month&format=xlsx")
        assert begun.status_code == 202
        jobs.carry_on_files()
    last, first = MadeFile.objects.get(format="csv"), MadeFile.objects.filter(format="xlsx").first()
    lines = last.place.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith(("Together", "合计"))
    sheet = load_workbook(BytesIO(first.place.read_bytes())).active
    assert [cell.value for cell in sheet[3]][1:4] == [1, 0, 2]
    with clock.told(MONDAY + timedelta(days=1)):
        assert browser.get(begun.headers["Location"]).json()["total"] == 2


def test_the_api_says_the_same(browse, held, org):
    body = browse(API, by="meeting").json()
    [line] = body["results"]
    assert line["key"] == held.meeting.pk
    assert line["figures"]["decisions"] == 2
    assert (line["person_minutes"], line["cost"]) == (120, {})
    records = browse(f"{API}records/", figure="open_ends", line=held.meeting.pk, by="meeting").json()
    assert (records["kind"], records["count"]) == ("decision", 1)
    people = browse(f"{API}records/", figure="excused").json()["results"]
    assert [row["presence"] for row in people] == ["leave"]


@pytest.mark.parametrize(
    "given",
    [
        {"period": "fortnight"},
        {"period": "own"},
        {"period": "own", "held_from": "2026-03-02", "held_to": "2026-03-01"},
        {"period": "own", "held_from": "2020-01-01", "held_to": "2026-03-01"},
        {"department": "999999"},
        {"meeting": "999999"},
        {"by": "colour"},
        {"shade": "blue"},
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(browse, given):
    assert browse(ADDRESS, **given).status_code == 400
    told = browse(API, **given)
    assert told.status_code == 400
    assert told.json()["errors"][0]["field"] in {*given, "held_from"}


@pytest.mark.parametrize("given", [{"figure": "luck"}, {}, {"figure": "items", "line": "x"}])
def test_a_figure_that_is_not_known_is_refused(browse, given):
    assert browse(RECORDS, **given).status_code == 400
    assert browse(f"{API}records/", **given).status_code == 400
    assert browse(RECORDS, figure="items", line="12345").status_code == 404


def test_the_pages_of_meetings_lead_to_it(browse, held):
    page_of = browse(reverse("meetings:detail", args=[held.meeting.pk])).content.decode()
    assert f"{ADDRESS}?meeting={held.meeting.pk}" in page_of
    assert ADDRESS in browse(reverse("meetings:decisions")).content.decode()


@pytest.mark.parametrize("size", [1, 6])
def test_the_report_costs_the_same_however_much_was_held(org, page, query_budget, size):  # noqa: F811
    for n in range(size):
        made = Held(org, at=MONDAY + timedelta(hours=3 * n))
        made.hand_out(made.decide("It is agreed"))
        made.end([Present("present", org.planner), Present("present", org.staff)])
    browser = page(org.planner)
    for address in (ADDRESS, API, f"{RECORDS}?figure=items"):
        with clock.told(MONDAY + timedelta(days=3)):
            browser.get(address)
            with query_budget(PAGE_COST):
                assert browser.get(address).status_code == 200
