"""The pages of meetings: readable by those who take part, usable with and without htmx."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collab.common import clock
from collab.matters.models import Link
from meetings import actions
from meetings.models import AgendaItem, Decision, Meeting, Minutes, MinutesReading
from tasks.models import Task

from .conftest import hold

pytestmark = pytest.mark.django_db

MINUTES = """# Old-town renewal

Date: 2026-11-12
Present: Planner, Colleague, Zebulon Quux

## Agenda

1. Market relocation

Decision: Move the market to the north yard.

Action items:

- [ ] Colleague: draw up the relocation plan
- [ ] Zebulon Quux: count the stalls
"""


@pytest.fixture
def meeting(org, by) -> Meeting:
    now, actor = clock.now(), by(org.planner)
    made = actions.create_meeting(
        actor=actor,
        title="Old-town renewal <b>老城</b>",
        department=org.planning,
        chair=org.planner,
        attendees=[org.staff],
        purpose="Agree.",
        starts_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=1, hours=1),
    )
    actions.add_agenda_item(meeting=made, actor=actor, title="Market")
    made.refresh_from_db()
    return made


@pytest.fixture
def at(client, org):
    """`at("planner")` is a browser in which that person is signed in."""

    def open_browser(who: str):
        client.force_login(getattr(org, who))
        return client

    return open_browser


def do(browser, matter, name: str, **answers):
    matter.refresh_from_db()
    url = reverse("matters:doing", args=[matter.pk, name])
    return browser.post(url, {"version": matter.version} | answers, headers={"HX-Request": "true"})


@pytest.mark.parametrize("name", ["list", "decisions", "readings", "create", "import"])
def test_every_general_page_opens(at, meeting, name):
    assert at("planner").get(reverse(f"meetings:{name}")).status_code == 200


def test_titles_are_shown_as_typed(at, meeting):
    page = at("staff").get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert "Old-town renewal &lt;b&gt;" in page
    assert "<b>老城" not in page


def test_an_outsider_finds_nothing(at, meeting):
    browser, item = at("outsider"), AgendaItem.objects.get()
    for address in (
        reverse("meetings:detail", args=[meeting.pk]),
        reverse("meetings:item", args=[item.pk]),
        reverse("meetings:story", args=[meeting.pk]),
        reverse("meetings:add_item", args=[meeting.pk]),
    ):
        assert browser.get(address).status_code == 404
    assert "Old-town" not in browser.get(reverse("meetings:list")).content.decode()


def test_a_whole_meeting_is_run_from_its_page(at, meeting):
    browser = at("planner")
    item = AgendaItem.objects.get()
    assert do(browser, meeting, "announce").status_code == 204
    assert do(browser, meeting, "start").status_code == 204
    assert do(browser, item, "discuss").status_code == 204
    running = browser.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert reverse("matters:doing", args=[item.pk, "adopt"]) in running
    assert do(browser, item, "adopt", decision="Move it").status_code == 204
    assert do(browser, meeting, "finish").status_code == 204
    assert do(browser, Minutes.objects.get(), "issue").status_code == 204
    decision = Decision.objects.get()
    due = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    answers = {"title": "Plan it", "department": meeting.department_id, "due_at": due}
    assert do(browser, decision, "hand-out-task", **answers).status_code == 204
    for address in (
        reverse("meetings:detail", args=[meeting.pk]),
        reverse("meetings:item", args=[item.pk]),
        reverse("meetings:decision", args=[decision.pk]),
        reverse("meetings:story", args=[decision.pk]),
        reverse("meetings:list") + "?when=past",
    ):
        assert browser.get(address).status_code == 200
    assert (
        Task.objects.get().number
        in browser.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    )


def test_an_item_is_added_and_attendance_noted(at, meeting, org):
    browser = at("planner")
    added = browser.post(
        reverse("meetings:add_item", args=[meeting.pk]), {"title": "Stalls", "sought": "inform"}
    )
    assert added.status_code == 302
    do(browser, meeting, "announce")
    do(browser, meeting, "start")
    meeting.refresh_from_db()
    noted = browser.post(
        reverse("meetings:attendance", args=[meeting.pk]),
        {"version": meeting.version, f"presence-{org.staff.pk}": "present", "others": "A guest"},
    )
    assert noted.status_code == 302
    assert {row.name or row.person.username for row in meeting.attendance.all()} == {"staff", "A guest"}


def test_a_meeting_is_prepared_on_its_form(at, org):
    browser = at("planner")
    sent = {"title": "Next", "type": "review", "department": org.planning.pk, "visibility": "departments"}
    times = {"starts_at": "2027-03-01T09:00", "ends_at": "2027-03-01T10:00"}
    assert browser.post(reverse("meetings:create"), sent | times).status_code == 302
    turned = times | {"ends_at": "2027-03-01T08:00"}
    assert browser.post(reverse("meetings:create"), sent | turned).status_code in (400, 422)
    assert Meeting.objects.count() == 1


def test_a_meeting_called_about_a_task_stands_in_its_chain(at, org, make_task):
    browser, task, secret = at("planner"), make_task(), make_task(visibility="parties")
    times = {"starts_at": "2027-03-01T09:00:00Z", "ends_at": "2027-03-01T10:00:00Z"}
    sent = {"title": "Why it stands still", "type": "review", "department": org.planning.pk}
    address = reverse("meetings:create") + f"?came_from={task.number}"
    assert task.number in browser.get(address).content.decode()
    page = browser.post(address, sent | {"visibility": "departments"} | {n: t[:16] for n, t in times.items()})
    api = browser.post(
        "/api/v1/meetings/", sent | times | {"came_from": task.pk}, content_type="application/json"
    )
    assert (page.status_code, api.status_code) == (302, 201)
    found = Link.objects.filter(source=task, kind="led_to").values_list("target", flat=True)
    assert set(found) == set(Meeting.objects.values_list("pk", flat=True))

    stranger = at("outsider")
    assert stranger.get(reverse("meetings:create") + f"?came_from={secret.number}").status_code == 404
    theirs = sent | times | {"department": org.culture.pk, "came_from": secret.pk}
    refused = stranger.post("/api/v1/meetings/", theirs, content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "came_from")


def test_who_may_not_see_the_tasks_of_a_meeting_is_not_told_there_are_none(at, org, by, make_task, meeting):
    hold(meeting, by(org.planner))
    task = make_task(
        title="Sealed", visibility="parties", department=org.planning, responsible=None, came_from=meeting
    )
    address = reverse("meetings:detail", args=[meeting.pk])
    assert task.title in at("planner").get(address).content.decode()
    page = at("staff").get(address).content.decode()
    assert task.title not in page
    assert "No task you can see came of this meeting." in page


@pytest.mark.parametrize(
    ("status", "passed"),
    [
        ("cancelled", ["preparing"]),
        ("announced", ["preparing"]),
        ("closed", ["preparing", "announced", "running"]),
    ],
)
def test_the_line_of_a_meeting_claims_no_state_it_never_had(status, passed):
    told = {str(one["label"]): one["state"] for one in Meeting.machine.line(status)}
    done = [label for label, state in told.items() if state == "done"]
    assert done[: len(passed)] == [str(Meeting.machine.label(code)) for code in passed]
    assert status == "closed" or len(done) == len(passed)


@pytest.mark.parametrize("query", ["?colour=red", "?type=party", "?department=999", "?cursor=zzz"])
def test_an_unknown_filter_is_named(at, org, query):
    assert at("planner").get(reverse("meetings:list") + query).status_code == 400


def test_uploaded_minutes_are_reviewed_and_taken_over(at, org):
    browser = at("liaison")
    file = SimpleUploadedFile("minutes.md", MINUTES.encode())
    sent = browser.post(reverse("meetings:import"), {"department": org.housing.pk, "files": file})
    reading = MinutesReading.objects.get()
    address = reverse("meetings:review", args=[reading.pk])
    assert sent.url == address
    page = browser.get(address)
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    action = reading.findings.get(kind="action", text__contains="stalls")
    data |= {f"person-{action.pk}": org.staff.pk, "do": f"confirm:{action.pk}", "issue": "on"}
    assert browser.post(address, data).status_code == 302
    task = Task.objects.get()
    assert (task.owner, task.status) == (org.staff, "issued")
    page = browser.get(address)
    data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    assert browser.post(address, data | {"do": "all"}).status_code == 302
    reading.refresh_from_db()
    assert reading.state == "confirmed"
    assert Task.objects.count() == 2
    assert browser.get(address).status_code == 200
    assert browser.get(reverse("meetings:detail", args=[reading.meeting_id])).status_code == 200


@pytest.mark.parametrize("chosen", ["999999", "9" * 30, "-1", "nobody.at.all"])
def test_a_person_nobody_can_choose_is_pointed_at(at, org, by, chosen):
    reading = actions.read_in_minutes(
        actor=by(org.liaison), name="x", text=MINUTES, department=org.housing
    ).fresh[0]
    browser, address = at("liaison"), reverse("meetings:review", args=[reading.pk])
    form = browser.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    action = reading.findings.filter(kind="action").first()
    answer = browser.post(address, data | {f"person-{action.pk}": chosen, "do": "all"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {f"person-{action.pk}"}
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_days_that_were_found_stand_in_the_form_in_every_language(at, org, by, language):
    text = MINUTES.replace("relocation plan", "relocation plan by 2026-11-20")
    found = actions.read_in_minutes(actor=by(org.liaison), name="x", text=text, department=org.housing)
    reading = found.fresh[0]
    browser = at("liaison")
    browser.cookies["django_language"] = language
    page = browser.get(reverse("meetings:review", args=[reading.pk])).content.decode()
    days = {reading.held_on, *reading.findings.values_list("due_on", flat=True)} - {None}
    assert len(days) > 1
    assert all(f'value="{day.isoformat()}"' in page for day in days)


def test_pasted_text_without_minutes_stays_in_the_form(at, org):
    answer = at("liaison").post(
        reverse("meetings:import"), {"department": org.housing.pk, "text": "Nothing of interest."}
    )
    assert answer.status_code == 422
    assert "Nothing of interest." in answer.content.decode()


def test_readings_of_another_department_are_out_of_sight(at, org, by):
    reading = actions.read_in_minutes(
        actor=by(org.liaison), name="x", text=MINUTES, department=org.housing
    ).fresh[0]
    assert at("outsider").get(reverse("meetings:review", args=[reading.pk])).status_code == 404


@pytest.mark.parametrize("size", [3, 30])
def test_the_cost_of_a_meetings_page_does_not_grow(at, meeting, org, by, query_budget, size):
    for n in range(size):
        actions.add_agenda_item(meeting=meeting, actor=by(org.planner), title=f"Item {n}")
    browser = at("planner")
    browser.get(reverse("meetings:detail", args=[meeting.pk]))
    with query_budget(32):
        browser.get(reverse("meetings:detail", args=[meeting.pk]))
