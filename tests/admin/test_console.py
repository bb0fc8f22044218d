"""The console: who finds anything in it, that every page opens, and that its buttons and forms call the actions."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collab.activity.models import Activity
from collab.common import clock
from collab.deadlines.actions import approve_extension, request_extension
from collab.deadlines.models import Extension, Ladder
from collab.matters.models import Label, Visibility
from collab.notifications.models import Message
from collab.org.models import Absence, ApiToken, Department, Membership, Person, Role, WorkingCalendar
from insight.jobs import carry_on_imports
from insight.models import ImportRun
from tasks.actions import repeat_task
from tasks.models import Task, TaskSeries

BACKEND = "collab.org.backends.AccountBackend"
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def console(client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    return client


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


class Fields(HTMLParser):
    """What a browser would send back of the form with this id."""

    def __init__(self, form: str):
        super().__init__()
        self.form, self.inside, self.found, self.name = form, False, {}, ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form
        elif self.inside and tag in ("textarea", "select"):
            self.name = given["name"]
            self.found.setdefault(self.name, "")
        elif self.inside and tag == "option" and "selected" in given:
            self.found[self.name] = given.get("value", "")
        elif self.inside and tag == "input" and "name" in given:
            self._input(given)

    def _input(self, given):
        if given.get("type") != "checkbox":
            self.found[given["name"]] = given.get("value", "")
        elif "checked" in given:
            self.found.setdefault(given["name"], []).append(given.get("value", "on"))

    def handle_data(self, data):
        if self.inside and self.name and self.lasttag == "textarea":
            self.found[self.name] += data

    def handle_endtag(self, tag):
        if tag in ("textarea", "select"):
            self.name = ""


def form_of(page) -> dict[str, str]:
    parser = Fields(f"{page.context['opts'].model_name}_form")
    parser.feed(page.content.decode())
    return parser.found


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_list_opens_for_a_coordinator_and_for_nobody_else(console, client, org, model, make_task):
    make_task()
    assert console.get(url(model, "changelist")).status_code == 200
    org.staff.is_staff = True
    org.staff.save()
    client.force_login(org.staff, backend=BACKEND)
    assert client.get(url(model, "changelist")).status_code == 403
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(url(model, "changelist")).status_code == 302


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_is_deleted_here(console, model):
    assert not admin.site._registry[model].has_delete_permission(None)


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if admin.site._registry[model].may_add],
    ids=lambda model: model._meta.label,
)
def test_every_add_form_opens(console, model):
    assert console.get(url(model, "add")).status_code == 200


def test_its_door_is_the_site_s_own_so_that_no_second_step_is_skipped(client, db):
    assert client.get("/admin/login/").url.startswith("/accounts/login/")
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_groups_and_login_attempts_are_not_here():
    labels = {model._meta.app_label for model in MODELS}
    assert not labels & {"auth", "axes", "account", "socialaccount", "mfa"}


def test_the_front_page_says_how_the_site_is_doing(console, client, org):
    assert b"How the site is doing" in console.get("/admin/").content
    org.staff.is_staff = True
    org.staff.save()
    client.force_login(org.staff, backend=BACKEND)
    page = client.get("/admin/").content.decode()
    assert "for coordinators" in page
    assert "/admin/org/person/" not in page


def test_a_person_is_added_and_edited_through_the_actions(console, org):
    console.post(url(Person, "add"), {"username": "zoe", "name": "Zoe", "password": "a-long-phrase-9"})
    zoe = Person.objects.get(username="zoe")
    assert zoe.check_password("a-long-phrase-9")
    page = console.get(url(Person, "change", zoe.pk))
    console.post(url(Person, "change", zoe.pk), form_of(page) | {"title": "Engineer"})
    zoe.refresh_from_db()
    assert (zoe.title, zoe.version) == ("Engineer", 2)
    told = list(
        Activity.objects.filter(event__startswith="org.person").order_by("pk").values_list("event", "via")
    )
    assert told == [("org.person_created", "admin"), ("org.person_edited", "admin")]
    assert not LogEntry.objects.exists()


def test_a_stale_form_overwrites_nothing(console, org):
    page = console.get(url(Department, "change", org.housing.pk))
    Department.objects.filter(pk=org.housing.pk).update(mission="Theirs", version=2)
    answer = console.post(url(Department, "change", org.housing.pk), form_of(page) | {"mission": "Mine"})
    org.housing.refresh_from_db()
    assert org.housing.mission == "Theirs"
    assert b"Mine" in answer.content
    assert "Somebody changed this" in answer.content.decode()


def test_a_coordinator_opens_the_console_to_nobody(console, org):
    page = console.get(url(Person, "change", org.staff.pk))
    console.post(url(Person, "change", org.staff.pk), form_of(page) | {"is_staff": "on"})
    org.staff.refresh_from_db()
    assert not org.staff.is_staff


def test_roles_are_set_as_a_whole(console, org):
    answer = console.post(
        url(Person, "step", org.staff.pk, "roles"),
        {"version": 1, "member": [org.planning.pk], "liaison": [org.housing.pk]},
    )
    assert answer.status_code == 302
    stale = console.post(url(Person, "step", org.staff.pk, "roles"), {"version": 1, "member": [org.city.pk]})
    assert "Somebody changed this" in stale.content.decode()
    held = set(Membership.objects.filter(person=org.staff).values_list("department__code", "role"))
    assert held == {("planning", Role.MEMBER), ("housing", Role.LIAISON)}


def test_a_department_cannot_be_moved_below_itself(console, org):
    page = console.get(url(Department, "step", org.city.pk, "move"))
    assert f'value="{org.housing.pk}"' not in page.content.decode()
    console.post(url(Department, "step", org.housing.pk, "move"), {"parent": org.planning.pk})
    org.housing.refresh_from_db()
    assert org.housing.path == f"{org.planning.path}{org.housing.pk}/"


def test_absences_are_recorded_and_cancelled(console, org):
    starts, ends = clock.now() + timedelta(days=1), clock.now() + timedelta(days=3)
    sent = {"person": org.head.pk, "delegate": org.staff.pk, "scope": "all", "note": ""}
    for name, at in (("starts_at", starts), ("ends_at", ends)):
        sent |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": "10:00"}
    console.post(url(Absence, "add"), sent)
    absence = Absence.objects.get()
    console.post(url(Absence, "step", absence.pk, "cancel"))
    absence.refresh_from_db()
    assert absence.cancelled_at


def test_a_year_of_special_days_is_pasted(console):
    calendar = WorkingCalendar.objects.get(is_default=True)
    text = "2027年10月1日 至 2027年10月3日 放假 国庆节\n2027-10-09 work 调休\n"
    console.post(url(WorkingCalendar, "step", calendar.pk, "days"), {"days": text})
    days = list(calendar.days.filter(date__year=2027).values_list("date__day", "is_workday"))
    assert days == [(1, False), (2, False), (3, False), (9, True)]
    answer = console.post(url(WorkingCalendar, "step", calendar.pk, "days"), {"days": "tomorrow off"})
    assert "is not understood" in answer.content.decode()


def test_a_token_shows_its_secret_once(console, org):
    answer = console.post(url(ApiToken, "list_step", "create"), {"name": "CI", "days": 30})
    secret = re.search(r"collab_[\w-]+", answer.content.decode())[0]
    token = ApiToken.objects.get()
    assert token.digest == ApiToken.digest_of(secret)
    assert "no-store" in answer["Cache-Control"]
    assert secret not in console.get(url(ApiToken, "change", token.pk)).content.decode()
    console.post(url(ApiToken, "step", token.pk, "revoke"))
    token.refresh_from_db()
    assert token.revoked_at


def test_a_task_shows_its_doings_and_its_state_cannot_be_edited(console, org, make_task):
    task = make_task("issued")
    page = console.get(url(Task, "change", task.pk)).content.decode()
    assert url(Task, "step", task.pk, "suspend") in page
    assert url(Task, "step", task.pk, "complete") not in page
    assert console.post(url(Task, "change", task.pk), {"status": "closed"}).status_code == 403
    answer = console.post(
        url(Task, "step", task.pk, "suspend"), {"version": task.version, "reason": "Winter"}
    )
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.status == "suspended"
    assert Activity.objects.filter(matter=task, via="admin", event="task.suspended").exists()


def test_a_step_without_what_it_asks_for_or_on_an_old_version_is_refused_on_its_form(console, org, make_task):
    task = make_task("issued")
    step = url(Task, "step", task.pk, "suspend")
    assert console.post(step, {"version": task.version, "reason": ""}).status_code == 200
    answer = console.post(step, {"version": 99, "reason": "Winter"})
    assert "Somebody changed this" in answer.content.decode()
    assert console.get(url(Task, "step", task.pk, "complete")).status_code == 404


def test_matters_kept_to_their_parties_stay_unseen(console, org, make_task):
    task = make_task("issued", visibility=Visibility.PARTIES, title="Canary")
    assert "Canary" not in console.get(url(Task, "changelist")).content.decode()
    assert "Canary" not in console.get(url(Activity, "changelist")).content.decode()
    assert console.get(url(Task, "change", task.pk)).status_code == 302
    assert console.get(url(Task, "step", task.pk, "suspend")).status_code == 404


def test_the_journal_is_read_only_and_verified_by_a_button(console, org, make_task):
    make_task("issued")
    row = Activity.objects.latest("pk")
    assert console.get(url(Activity, "change", row.pk)).status_code == 200
    assert "whole" in console.post(url(Activity, "list_step", "verify")).content.decode()
    assert "whole" in console.post(url(Activity, "step", row.pk, "verify")).content.decode()


def test_an_extension_is_decided_by_buttons(console, org, make_task, by):
    task = make_task("in_progress")
    later = task.due_at + timedelta(days=5)
    asked = request_extension(
        matter=task, actor=by(org.staff), version=task.version, due_at=later, reason="Rain"
    )
    assert console.get(url(Extension, "step", asked.pk, "approve")).status_code == 404
    approve_extension(extension=asked, actor=by(org.head), version=asked.version)
    answer = console.post(url(Extension, "step", asked.pk, "reject"), {"reason": ""})
    assert answer.status_code == 200
    console.post(url(Extension, "step", asked.pk, "approve"), {"note": ""})
    task.refresh_from_db()
    assert task.due_at == later


def test_a_ladder_is_saved_with_its_rungs(console):
    ladder = Ladder.objects.get(clock="due", is_default=True)
    page = console.get(url(Ladder, "change", ladder.pk))
    count = ladder.rungs.count()
    new = f"rungs-{count}"
    sent = form_of(page) | {"rungs-TOTAL_FORMS": count + 1, f"{new}-ladder": ladder.pk, f"{new}-offset": 9}
    sent |= {f"{new}-unit": "working_day", f"{new}-targets": ["sponsor"]}
    sent["name"] = "Completion, longer"
    answer = console.post(url(Ladder, "change", ladder.pk), sent)
    assert answer.status_code == 302, answer.context["errors"]
    ladder.refresh_from_db()
    assert (ladder.name, ladder.rungs.count(), ladder.version) == ("Completion, longer", count + 1, 2)
    assert Activity.objects.filter(event="ladder.saved").exists()


def test_a_label_is_defined_once(console):
    console.post(url(Label, "add"), {"name": "Urgent repair", "colour": "red"})
    answer = console.post(url(Label, "add"), {"name": "Urgent repair", "colour": "red"})
    assert answer.status_code == 200
    assert Label.objects.count() == 1


def test_a_failed_message_is_sent_again(console, org):
    message = Message.objects.create(
        person=org.staff,
        channel="email",
        bundle="b",
        items="",
        state="failed",
        attempts=6,
        due_at=clock.now(),
        message_id="m",
        created_at=clock.now(),
    )
    console.post(url(Message, "step", message.pk, "retry"))
    message.refresh_from_db()
    assert message.state == "pending"


def test_a_file_is_uploaded_matched_tried_and_imported(console, org):
    file = SimpleUploadedFile("tasks.csv", b"Was,Wo\nDach,housing\nKeller,nowhere\n")
    answer = console.post(url(ImportRun, "list_step", "upload"), {"target": "tasks", "file": file})
    run = ImportRun.objects.get()
    assert answer.url == url(ImportRun, "columns", run.pk)
    refused = console.post(answer.url, {"column_0": "", "column_1": "department", "dry_run": "on"})
    assert "No column gives" in refused.content.decode()
    console.post(answer.url, {"column_0": "title", "column_1": "department", "statuses": "", "dry_run": "on"})
    assert "every 2s" in console.get(url(ImportRun, "progress", run.pk)).content.decode()
    carry_on_imports()
    assert not Task.objects.exists()
    page = console.get(url(ImportRun, "change", run.pk)).content.decode()
    assert "nowhere" in page
    console.post(answer.url, {"column_0": "title", "column_1": "department", "statuses": ""})
    carry_on_imports()
    assert Task.objects.get().title == "Dach"
    real = ImportRun.objects.latest("pk")
    report = console.get(url(ImportRun, "report", real.pk))
    assert "nowhere" in report.content.decode()
    assert console.get(url(ImportRun, "progress", real.pk))["HX-Refresh"] == "true"


def test_a_file_that_cannot_be_read_is_refused_on_the_form(console):
    file = SimpleUploadedFile("x.csv", b"")
    empty = console.post(url(ImportRun, "list_step", "upload"), {"target": "tasks", "file": file})
    assert empty.status_code == 200
    file = SimpleUploadedFile("x.csv", b"title\n")
    answer = console.post(url(ImportRun, "list_step", "upload"), {"target": "tasks", "file": file})
    assert "no rows" in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_series_is_paused_and_its_parties_are_set_by_buttons(console, org, make_task, by):
    task = make_task("in_progress")
    soon = clock.now() + timedelta(days=7)
    series = repeat_task(
        task=task, actor=by(org.planner), version=task.version, rrule="FREQ=WEEKLY", first_at=soon
    )
    shown = console.get(url(TaskSeries, "change", series.pk)).content.decode()
    assert url(TaskSeries, "step", series.pk, "pause") in shown
    console.post(url(TaskSeries, "step", series.pk, "pause"), {"reason": "Winter"})
    console.post(
        url(TaskSeries, "step", series.pk, "parties"),
        {"responsible": org.colleague.pk, "co_departments": [org.office.pk]},
    )
    series.refresh_from_db()
    assert (series.state, series.responsible) == ("paused", org.colleague)
    assert list(series.co_departments.all()) == [org.office]
    console.post(url(TaskSeries, "step", series.pk, "resume"))
    assert TaskSeries.objects.get().state == "active"
