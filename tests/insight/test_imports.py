"""Imports: headings, keys, partial rows, the second run, dry runs, and runs that were killed."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from collab.activity.models import Activity
from collab.activity.verification import verify
from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Forbidden
from collab.deadlines.models import Clock, Deadline
from collab.matters.models import Link, LinkKind, PartyRole
from collab.org.models import Department, Membership, Person, Role
from insight.imports import actions
from insight.imports.actions import carry_on, start_import
from insight.imports.reasons import FileRefused
from insight.imports.report import report_lines
from insight.models import ImportRowReport, ImportRun
from meetings.models import MeetingSeries
from tasks.models import Task

SITE = Actor(None, "import")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def bring(target: str, text: str | bytes, **options) -> ImportRun:
    content = text if isinstance(text, bytes) else text.encode()
    return carry_on(start_import(target=target, content=content, file_name="rows.csv", actor=SITE, **options))


def codes(run: ImportRun, line: int) -> set[str]:
    return {one["code"] for one in ImportRowReport.objects.get(run=run, line=line).issues}


def outcomes(run: ImportRun) -> list[str]:
    return list(run.rows.values_list("became", flat=True))


def test_real_files_go_in_whole_and_a_second_time_change_nothing(db, data):
    files = {
        "departments": ("departments", 35),
        "people": ("people", 792),
        "tasks": ("enhancements", 675),
        "series": ("meeting_series", 72),
    }
    contents = {
        target: (data / "kubernetes" / f"{name}.csv").read_bytes() for target, (name, _n) in files.items()
    }
    first = {target: bring(target, contents[target]) for target in files}
    for target, (_name, count) in files.items():
        assert first[target].rows.count() == first[target].total == count, "no row is dropped silently"
    assert first["departments"].counts == {"created": 35}
    assert first["series"].counts == {"created": 72}
    assert first["tasks"].counts == {"created": 671, "failed": 4}
    for report in ImportRowReport.objects.filter(became__in=["failed", "skipped"]):
        assert report.issues, "whatever is not used says why"
    before = (
        Activity.objects.count(),
        Membership.objects.count(),
        Task.objects.count(),
        Link.objects.count(),
    )
    again = {target: bring(target, contents[target]) for target in files}
    for run in again.values():
        assert not {"created", "updated"} & run.counts.keys()
    assert before == (
        Activity.objects.count(),
        Membership.objects.count(),
        Task.objects.count(),
        Link.objects.count(),
    )
    assert not list(verify())


def test_officers_named_by_a_department_are_linked_when_they_come(db):
    run = bring("departments", "code,name,chairs,tech leads\nsig-a,A,ann;ben,cid\n")
    assert codes(run, 2) == {"person_to_come"}
    bring("people", "handle,name\nAnn,Ann Lee\nben,\n")
    held = set(Membership.objects.values_list("person__username", "role"))
    assert held == {("Ann", Role.HEAD), ("ben", Role.HEAD)}
    assert Person.objects.get(username="ben").name == "ben"
    assert not Person.objects.get(username="ben").has_usable_password()


def test_a_department_named_before_its_parent_ends_below_it(db):
    bring("departments", "部门编码,部门名称,上级部门\nb,乙,a\na,甲,\n")
    above, below = Department.objects.get(code="a"), Department.objects.get(code="b")
    assert below.path == f"{above.path}{below.pk}/"


def test_departments_in_a_circle_are_reported(db):
    run = bring("departments", "code,name,parent\na,A,b\nb,B,a\n")
    assert "cycle" in codes(run, 2) | codes(run, 3)


def test_handles_that_differ_in_case_are_one_person(db):
    run = bring("people", "handle,name,company\nTallClair,,First\ntallclair,Tim,Second\n")
    assert outcomes(run) == ["created", "updated"]
    assert codes(run, 3) == {"duplicate_row"}
    person = Person.objects.get()
    assert (person.username, person.name, person.extra["company"]) == ("TallClair", "Tim", "First")


def test_roles_in_departments_become_memberships(org):
    run = bring(
        "people", "handle,roles\nzoe,housing:chairs;culture:emeritus_leads;nowhere:liaison;culture:king\n"
    )
    assert codes(run, 2) == {"role_not_kept", "unknown_department", "unknown_role"}
    zoe = Person.objects.get(username="zoe")
    assert list(zoe.memberships.values_list("department", "role")) == [(org.housing.pk, Role.HEAD)]


TASKS = (
    "编号,督办事项,牵头单位,协办单位,责任人,审批人,办理状态,截止日期,备注\n"
    "1,修缮供水管网,housing,planning;housing;nowhere,staff;ghost,planner,办理中,2040-12-31,急\n"
    "2,更新台账,housing,,n/a,,done,,\n"
)


def test_a_chinese_task_list_is_understood_and_its_gaps_are_reported(org):
    run = bring("tasks", TASKS)
    assert codes(run, 2) == {"unknown_department", "unknown_person", "lead_is_co"}
    assert codes(run, 3) == {"placeholder"}
    assert [note["code"] for note in run.notes] == ["unknown_column"]
    task = Task.objects.get(external_key="1")
    assert (task.status, task.owner, task.department) == ("in_progress", org.staff, org.housing)
    assert task.extra["facts"]["备注"] == "急"
    parts = set(task.parties.values_list("role", "person", "department"))
    assert (PartyRole.CO, None, org.planning.pk) in parts
    assert (PartyRole.SUPERVISOR, org.planner.pk, None) in parts
    assert Deadline.objects.get(matter=task).clock == Clock.DUE
    done = Task.objects.get(external_key="2")
    assert (done.status, done.is_open, done.percent) == ("completed", False, 100)
    assert Activity.objects.filter(matter=task).values_list("event", flat=True)[0] == "task.imported"


def test_no_clock_starts_for_closed_or_past_work(org):
    run = bring(
        "tasks",
        "title,department,status,due\nOld,housing,in progress,2001-02-03\nDone,housing,done,2099-01-01\n",
    )
    assert "past_due" in codes(run, 2)
    assert not Deadline.objects.exists()


def test_a_number_used_twice_keeps_both_rows_apart(org):
    text = "number,title,department\n0,Alpha,housing\n0,Beta,housing\n0,Beta,housing\n"
    first = bring("tasks", text)
    assert outcomes(first) == ["created"] * 3
    assert "identical_row" in codes(first, 4)
    assert outcomes(bring("tasks", text)) == ["unchanged"] * 3


def test_references_between_rows_become_links(org):
    text = (
        "number,title,department,see_also,replaces,superseded_by\n"
        "1,One,housing,/keps/housing/2-two;/keps/housing/20190412-old.md,,\n"
        "2,Two,housing,,#3,\n"
        "3,Three,housing,https://example.org/x,n/a,1\n"
    )
    run = bring("tasks", text)
    ids = {task.external_key: task.pk for task in Task.objects.all()}
    assert set(Link.objects.values_list("source", "target", "kind")) == {
        (ids["1"], ids["2"], LinkKind.RELATES),
        (ids["3"], ids["2"], LinkKind.LED_TO),
        (ids["3"], ids["1"], LinkKind.MERGED_INTO),
    }
    assert codes(run, 2) == {"unresolved_reference"}
    assert codes(run, 4) == {"outside_reference", "placeholder"}


def test_what_was_changed_here_is_not_overwritten_by_the_file(org, by):
    from tasks.actions import suspend_task

    bring("tasks", "number,title,department,status\n7,Seven,housing,in progress\n")
    task = Task.objects.get()
    suspend_task(task=task, actor=by(org.coordinator), version=task.version, reason="Winter")
    assert outcomes(bring("tasks", "number,title,department,status\n7,Seven,housing,in progress\n")) == [
        "unchanged"
    ]
    run = bring("tasks", "number,title,department,status\n7,Seven or so,housing,done\n")
    task.refresh_from_db()
    assert (task.title, task.status) == ("Seven or so", "suspended")
    assert codes(run, 2) == {"value_kept"}


def test_a_changed_file_moves_people_and_state(org):
    bring("tasks", "number,title,department,responsible,status\n7,Seven,housing,staff,in progress\n")
    run = bring("tasks", "number,title,department,responsible,status\n7,Seven,housing,colleague,closed\n")
    task = Task.objects.get()
    assert outcomes(run) == ["updated"]
    assert (task.status, task.owner) == ("closed", org.colleague)
    responsible = task.parties.filter(role=PartyRole.RESPONSIBLE)
    assert list(responsible.values_list("person", flat=True)) == [org.colleague.pk]


@pytest.mark.parametrize(
    ("day", "frequency"),
    [
        ("Tuesday", '"biweekly starting Tuesday Oct 28, 2025"'),
        ("Tuesday (starting October 28th 2025)", "bi-weekly"),
        ("周二", "双周，自2025年10月28日起"),
    ],
)
def test_the_first_day_among_the_words_says_which_weeks_a_fortnightly_series_falls_into(org, day, frequency):
    bring("series", f"department,title,day,time,frequency\nhousing,Triage,{day},9:00,{frequency}\n")
    series = MeetingSeries.objects.get()
    assert (str(series.first_on), series.rrule) == ("2025-10-28", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")


def test_a_series_in_words_becomes_a_rule(org):
    text = "department,description,day,time,tz,frequency\n"
    text += "housing,Stand-up,Thursdays (from June),4PM,CET,every four weeks\n"
    run = bring("series", text)
    series = MeetingSeries.objects.get()
    assert (series.rrule, series.start_time.hour, series.zone) == (
        "FREQ=WEEKLY;INTERVAL=4;BYDAY=TH",
        16,
        "Europe/Paris",
    )
    assert codes(run, 2) == {"day_read_as"}


def test_a_dry_run_says_the_same_and_stores_nothing(org):
    dry = bring("tasks", TASKS, dry_run=True)
    assert not Task.objects.exists()
    wet = bring("tasks", TASKS)
    assert (dry.counts, dry.reported) == (wet.counts, wet.reported)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("people", "handle\nzoe\n"),
        ("departments", "code,name\nx,X\n"),
        ("series", "title,department\nS,housing\n"),
    ],
)
def test_dry_runs_of_other_targets_store_nothing(org, target, text):
    run = bring(target, text, dry_run=True)
    assert run.counts == {"created": 1}
    assert not Person.objects.filter(username="zoe").exists()
    assert not Department.objects.filter(code="x").exists()
    assert not MeetingSeries.objects.exists()


def test_columns_and_status_words_can_be_named(org):
    text = "Was,Wo,Stand\nDach,housing,läuft\n"
    run = bring(
        "tasks",
        text,
        mapping={"Was": "title", "Wo": "department", "Stand": "status"},
        statuses={"läuft": "in_progress"},
    )
    assert run.counts == {"created": 1}
    assert Task.objects.get().status == "in_progress"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"mapping": {"nope": "title"}}, "unknown_map_column"),
        ({"mapping": {"title": "nope"}}, "unknown_map_field"),
        ({"statuses": {"x": "nope"}}, "unknown_map_state"),
        ({"mapping": {"title": ""}}, "missing_column"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(org, options, code):
    with pytest.raises(FileRefused) as refused:
        bring("tasks", "title,department\nA,housing\n", **options)
    assert refused.value.issue.code == code


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2025-10-9", "2025-10-09"),
        ("2024年2月1日", "2024-02-01"),
        ("31/01/2024", "2024-01-31"),
        ("1.2.2024", "2024-02-01"),
    ],
)
def test_dates_of_many_habits_are_read(org, text, read):
    bring("tasks", f"number,title,department,created\n1,A,housing,{text}\n")
    assert timezone.localdate(Task.objects.get().created_at).isoformat() == read


@pytest.mark.parametrize(
    ("text", "code"), [("03/04/2024", "ambiguous_date"), ("v1.27", "bad_date"), ("2150-01-01", "future_date")]
)
def test_dates_that_say_nothing_certain_are_reported(org, text, code):
    run = bring("tasks", f"number,title,department,created,status\n1,A,housing,{text},draft\n")
    assert codes(run, 2) == {code}


class Killed(BaseException):
    """The process is gone: nothing is tidied up."""


def test_a_killed_run_goes_on_where_it_stood(org, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    content = ("number,title,department\n" + "".join(f"{n},Task {n},housing\n" for n in range(1, 6))).encode()

    def die(run):
        raise Killed

    run = start_import(target="tasks", content=content, file_name="rows.csv", actor=SITE)
    with pytest.raises(Killed):
        carry_on(run, progress=die)
    assert ImportRun.objects.get().position == Task.objects.count() == 2
    later = clock.now() + clock.seconds(actions.LEASE_SECONDS + 1)
    with clock.told(later):
        again = start_import(target="tasks", content=content, file_name="rows.csv", actor=SITE)
        assert again.pk == run.pk
        carry_on(again)
    assert Task.objects.count() == again.rows.count() == 5
    assert again.counts == {"created": 5}


def test_a_run_that_stumbles_over_a_fault_of_ours_ends_and_says_so(org):
    run = start_import(target="departments", content=b"code,name\na,A\n", file_name="d.csv", actor=SITE)

    def stumble(run):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        carry_on(run, progress=stumble)
    run.refresh_from_db()
    assert (run.state, run.position) == ("failed", 1)
    assert "row 1" in run.error
    with pytest.raises(Conflict):
        carry_on(run)


def test_only_coordinators_import(org, by):
    with pytest.raises(Forbidden):
        start_import(target="tasks", content=b"title,department\nA,b\n", file_name="x", actor=by(org.head))
    run = start_import(
        target="tasks", content=b"title,department\nA,housing\n", file_name="x", actor=by(org.coordinator)
    )
    carry_on(run)
    assert Task.objects.get().created_by == org.coordinator
    assert not ImportRun.objects.visible_to(org.head)
    assert ImportRun.objects.visible_to(org.coordinator)


def test_the_report_cannot_start_a_formula(org):
    run = bring("tasks", "number,title,department\n=1+1,A,nowhere\n")
    assert "'=1+1" in "".join(report_lines(run))


@pytest.mark.parametrize(
    ("text", "code"),
    [("code,name\na,A\n", 0), ("code,name,chairs\na,A,ghost\n", 1), ("code,name\n,A\n", 2), ("", 2)],
)
def test_the_command_answers_with_its_exit_code(db, tmp_path, text, code):
    file = tmp_path / "rows.csv"
    file.write_text(text)
    try:
        call_command("import_departments", str(file))
        found = 0
    except SystemExit as end:
        found = end.code
    except CommandError as error:
        found = error.returncode
    assert found == code
