"""Minutes from elsewhere: proposed first, taken over by a person, traceable to their line, never read in twice."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion
from collab.matters.chain import chain_of
from collab.matters.models import Matter, PartyRole
from collab.org.models import Person
from meetings import actions
from meetings.models import AgendaItem, Attendance, Decision, Finding, Meeting, MinutesReading
from meetings.selectors import Register
from tasks.models import Task

pytestmark = pytest.mark.django_db

ENGLISH = """# Old-town renewal coordination meeting

Date: 2026-11-12
Time: 10:00 - 11:00
Chair: Planner
Present: Planner, Staff, Liaisn, Zebulon Quux
Absent: Head

## Agenda

1. Market relocation

The meeting discussed the date.

Decision: Move the market to the north yard in spring.

Action items:

- [ ] Colleague: draw up the relocation plan, due 2037-12-18
- [ ] Liason: tell the traders
- [ ] Zebulon Quux: count the stalls
"""


@pytest.fixture
def read(org, by):
    """Reads in a text for housing, by its liaison officer."""

    def run(text=ENGLISH, who=None, name="minutes.md", department=None):
        actor = by(who or org.liaison)
        return actions.read_in_minutes(
            actor=actor, name=name, text=text, department=department or org.housing
        )

    return run


def take_over(reading, actor, **more):
    reading.refresh_from_db()
    return actions.review_minutes(reading=reading, actor=actor, version=reading.version, **more)


def test_nothing_is_created_before_somebody_confirms(read):
    found = read()
    assert len(found.fresh) == 1
    assert found.fresh[0].held_on == dt.date(2026, 11, 12)
    assert not Matter.objects.exists()


def test_the_same_text_again_changes_nothing(read):
    first = read().fresh[0]
    again = read(name="another name.md")
    assert (again.fresh, again.known) == ([], [first])
    assert MinutesReading.objects.count() == 1


def test_names_that_fit_exactly_are_matched_and_doubtful_ones_offered(read, org):
    people = {row.text: row for row in read().fresh[0].findings.filter(kind="person")}
    assert people["Planner"].person == org.planner
    assert people["Planner"].part == "chair"
    assert people["Liaisn"].person is None
    assert org.liaison.pk in people["Liaisn"].candidates
    assert people["Zebulon Quux"].person is None
    assert people["Zebulon Quux"].candidates == []


@pytest.mark.parametrize("name", ["方晓雯", "Fang Xiaowen", "方 晓雯"])
def test_a_name_kept_in_two_scripts_is_known_by_either(org, name):
    org.staff.name = "Fang Xiaowen 方晓雯"
    org.staff.save()
    assert Register().person(name).person == org.staff


def test_two_people_of_one_name_are_never_guessed_between(read, org):
    Person.objects.create(username="staff2", name="Staff")
    row = read().fresh[0].findings.get(kind="person", text="Staff")
    assert row.person is None
    assert org.staff.pk in row.candidates


def test_confirming_all_makes_the_meeting_its_items_decisions_and_tasks(read, by, org):
    reading = read().fresh[0]
    review = take_over(reading, by(org.liaison), confirm_rest=True)
    meeting = Meeting.objects.get()
    assert meeting.status == "closed"
    assert review.reading.state == "confirmed"
    assert {row.text for row in reading.findings.filter(state="pending")} == set()
    assert AgendaItem.objects.filter(meeting=meeting).exists()
    assert Decision.objects.get().meeting == meeting
    assert Task.objects.count() == 3
    plan = Task.objects.get(title__contains="relocation plan")
    assert plan.owner == org.colleague
    assert plan.due_at.date() == dt.date(2037, 12, 18)
    assert plan.extra["source"]["line"] == 19
    assert meeting.parties.get(role=PartyRole.CHAIR).person == org.planner


def test_people_nobody_knows_stay_as_names(read, by, org):
    take_over(read().fresh[0], by(org.liaison), confirm_rest=True)
    rows = {row.name: row for row in Attendance.objects.all()}
    assert rows["Zebulon Quux"].person is None
    assert rows["Head"].presence == "absent"
    assert rows["Head"].person == org.head


def test_the_chain_leads_from_the_task_back_to_the_meeting(read, by, org):
    take_over(read().fresh[0], by(org.liaison), confirm_rest=True)
    task = Task.objects.get(title__contains="relocation plan")
    numbers = {node.matter.number for node in chain_of(task, org.liaison).nodes.values() if node.matter}
    assert Meeting.objects.get().number in numbers


def test_one_action_can_be_confirmed_alone_and_corrected_first(read, by, org):
    reading = read().fresh[0]
    row = reading.findings.get(kind="action", text__contains="traders")
    edits = {row.pk: {"text": "Tell all traders", "person": org.staff, "due_on": dt.date(2037, 1, 5)}}
    review = take_over(reading, by(org.liaison), edits=edits, confirm=[row.pk], issue=True)
    task = Task.objects.get()
    assert (task.title, task.owner, task.status) == ("Tell all traders", org.staff, "issued")
    assert review.reading.state == "pending"
    assert Meeting.objects.count() == 1
    take_over(reading, by(org.liaison), confirm_rest=True)
    assert (Meeting.objects.count(), Task.objects.count()) == (1, 3)


def test_what_is_dismissed_is_not_created(read, by, org):
    reading = read().fresh[0]
    rows = list(reading.findings.filter(kind="action").values_list("pk", flat=True))
    take_over(reading, by(org.liaison), dismiss=rows, confirm_rest=True)
    assert not Task.objects.exists()


def test_work_carried_over_in_later_minutes_is_the_same_task(read, by, org):
    take_over(read().fresh[0], by(org.liaison), confirm_rest=True)
    later = read(ENGLISH.replace("2026-11-12", "2026-11-19"), name="later.md").fresh[0]
    take_over(later, by(org.liaison), confirm_rest=True)
    assert Meeting.objects.count() == 2
    assert Task.objects.count() == 3


@pytest.mark.parametrize("who", ["outsider", "staff"])
def test_only_its_reviewers_take_minutes_over(read, by, org, who):
    with pytest.raises(Forbidden):
        take_over(read().fresh[0], by(getattr(org, who)), confirm_rest=True)


def test_a_stale_review_changes_nothing(read, by, org):
    reading = read().fresh[0]
    with pytest.raises(StaleVersion):
        actions.review_minutes(reading=reading, actor=by(org.liaison), version=7, confirm_rest=True)
    assert not Matter.objects.exists()


def test_a_second_review_is_refused(read, by, org):
    reading = read().fresh[0]
    take_over(reading, by(org.liaison), confirm_rest=True)
    with pytest.raises(Conflict):
        take_over(reading, by(org.liaison), confirm_rest=True)


def test_a_text_without_any_minutes_is_refused(read):
    with pytest.raises(Invalid):
        read("Nothing of interest.")


def test_the_command_reports_and_repeats_without_change(org, tmp_path):
    good, bad = tmp_path / "good.md", tmp_path / "bad.pdf"
    good.write_text(ENGLISH)
    bad.write_bytes(b"%PDF-1.7")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command(
            "import_minutes", str(good), str(bad), department="housing", confirm=True, stdout=out, stderr=err
        )
    assert end.value.code == 1
    assert "taken over" in out.getvalue()
    assert "bad.pdf" in err.getvalue()
    counts = (Meeting.objects.count(), Task.objects.count(), Finding.objects.count())
    call_command("import_minutes", str(good), department="housing", confirm=True, stdout=out)
    assert (Meeting.objects.count(), Task.objects.count(), Finding.objects.count()) == counts


def test_a_dry_run_keeps_nothing(org, tmp_path):
    file = tmp_path / "good.md"
    file.write_text(ENGLISH)
    call_command(
        "import_minutes", str(file), department="housing", confirm=True, dry_run=True, stdout=StringIO()
    )
    assert not MinutesReading.objects.exists()
    assert not Meeting.objects.exists()


def test_an_unknown_department_ends_the_command(org, tmp_path):
    with pytest.raises(CommandError) as end:
        call_command("import_minutes", "x.md", department="nowhere")
    assert end.value.returncode == 2


def test_real_minutes_become_meetings_with_tasks_that_lead_back(org, data, planner):
    files = sorted(map(str, (data / "minutes" / "openeuler-tc").glob("2022-*")))
    out = StringIO()
    call_command("import_minutes", *files, department="planning", confirm=True, stdout=out)
    tasks = list(Task.objects.all())
    assert Meeting.objects.count() >= 12
    assert len(tasks) > 10
    linked = [
        task
        for task in tasks
        if any(n.matter and n.matter.kind == "meeting" for n in chain_of(task, planner).nodes.values())
    ]
    assert len(linked) >= len(tasks) * 0.9
    counts = (Matter.objects.count(), Finding.objects.count())
    call_command("import_minutes", *files, department="planning", confirm=True, stdout=out)
    assert (Matter.objects.count(), Finding.objects.count()) == counts
