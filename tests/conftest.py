"""The test ground: a small organisation, its people as fixtures, and tasks made through the real actions."""

import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collab.common import clock
from collab.common.actor import Actor
from collab.common.garbage import settle
from collab.common.memo import forget_all
from collab.org.models import Department, Membership, Person, Role
from collab.org.selectors import forget_calendars

ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_blocker", "live_server"}
ASK_REDIS = {"live", "common", "notifications", "promises", "hostile", "feedback"}


@pytest.fixture(scope="session", autouse=True)
def ground(tmp_path_factory, worker_id) -> None:
    """Fast passwords and files of our own; workers side by side share one Redis without hearing each other."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver", "localhost", "127.0.0.1"]
    number = int("0" + "".join(filter(str.isdigit, worker_id))) + 1
    if "redis" in settings.CACHES["default"]["BACKEND"]:
        settings.CACHES["default"]["LOCATION"] = f"{settings.REDIS_URL.rpartition('/')[0]}/{number % 16}"
        caches["default"].close()  # perhaps opened while Django started, for the Redis all workers share
        del caches["default"]
        settings.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"{worker_id}."


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nothing of it is worth looking at for garbage."""
    settle()


def pytest_collection_modifyitems(config, items) -> None:
    """What asks neither database nor Redis, or brings its own, tells nothing new with other ones: on PostgreSQL only
    the rest is run.
    """
    if connection.vendor == "postgresql" and (idle := [item for item in items if _is_idle(item)]):
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if item not in idle]


def _is_idle(item: pytest.Item) -> bool:
    """pytest-django prepares a database for every test; only what ours ask for by name counts."""
    if item.get_closest_marker("embedded"):
        return True
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    info = item._fixtureinfo  # type: ignore[attr-defined]
    asked = set(info.argnames)
    for name, known in info.name2fixturedefs.items():
        if not name.startswith(("django_", "_django")):
            asked |= {name, *known[-1].argnames}
    return not (asked & ASKS_A_DATABASE or item.get_closest_marker("django_db") or room in ASK_REDIS)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process remembers of one test's database says nothing about the next one's."""
    forget()


def forget() -> None:
    forget_calendars()
    forget_all()


def real_data() -> Path | None:
    """Where the real input lies, or None."""
    found = Path(os.environ.get("COLLAB_DATA") or Path(__file__).parents[2] / "shared" / "data")
    return found if found.is_dir() else None


@pytest.fixture
def data() -> Path:
    """The folder of real input; skips where it is absent."""
    folder = real_data()
    if folder is None:
        pytest.skip("no real input here: set COLLAB_DATA to its folder")
    return folder


def department(code: str, name: str, parent: Department | None = None) -> Department:
    row = Department.objects.create(code=code, name=name, parent=parent)
    row.path = f"{parent.path if parent else '/'}{row.pk}/"
    row.save(update_fields=["path"])
    return row


def person(username: str, *roles: tuple[Department, str], **fields) -> Person:
    row = Person.objects.create(
        username=username, name=username.title(), email=f"{username}@example.org", **fields
    )
    for place, role in roles:
        Membership.objects.create(person=row, department=place, role=role)
    return row


def found_city() -> SimpleNamespace:
    """A city: housing does the work, planning hands it out, culture has no part in anything."""
    city = department("city", "City office")
    housing = department("housing", "Housing", city)
    planning = department("planning", "Planning", city)
    culture = department("culture", "Culture")
    office = department("office", "Coordination office", city)
    return SimpleNamespace(
        city=city,
        housing=housing,
        planning=planning,
        culture=culture,
        office=office,
        staff=person("staff", (housing, Role.MEMBER)),
        colleague=person("colleague", (housing, Role.MEMBER)),
        liaison=person("liaison", (housing, Role.LIAISON)),
        head=person("head", (housing, Role.HEAD)),
        planner=person("planner", (planning, Role.HEAD)),
        leader=person("leader", (city, Role.SPONSOR)),
        coordinator=person("coordinator", (office, Role.COORDINATOR), is_staff=True),
        outsider=person("outsider", (culture, Role.MEMBER)),
        admin=person("admin", is_staff=True, is_superuser=True),
    )


@pytest.fixture
def org(db) -> SimpleNamespace:
    """A city of this test's own."""
    return found_city()


ROLES = ("staff", "colleague", "liaison", "head", "planner", "leader", "coordinator", "outsider", "admin")


def _role_fixture(name: str):
    @pytest.fixture(name=name)
    def role(org):
        return getattr(org, name)

    return role


for _name in ROLES:
    if _name != "admin":
        globals()[f"_{_name}"] = _role_fixture(_name)


def acting(who: Person, via: str = "api") -> Actor:
    """The actor for a person, with standing and roles read anew as a new request would."""
    return Actor(Person.objects.get(pk=who.pk), via)


@pytest.fixture
def by():
    """`by(person)` is that person as the author of a change."""
    return acting


@pytest.fixture
def make_task(org):
    """Tasks as planning hands them to housing, made and moved through the real actions."""
    from tasks import actions
    from tasks.models import Task

    def make(state: str = "issued", **fields) -> Task:
        fields = {
            "title": "Relocate the market 市场搬迁",
            "department": org.housing,
            "responsible": org.staff,
            "due_at": clock.now() + timedelta(days=30),
        } | fields
        actor = acting(fields.pop("actor", org.planner))
        task = actions.create_task(actor=actor, issue=state != "draft", **fields)
        staff, planner = acting(org.staff), acting(org.planner)
        steps = {
            "accepted": lambda t: actions.sign_for_task(task=t, actor=staff, version=t.version),
            "in_progress": lambda t: actions.start_task(task=t, actor=staff, version=t.version),
            "submitted": lambda t: actions.submit_task(
                task=t, actor=staff, version=t.version, result="Moved."
            ),
            "verification": lambda t: actions.verify_task(task=t, actor=planner, version=t.version),
            "completed": lambda t: actions.complete_task(task=t, actor=planner, version=t.version),
            "closed": lambda t: actions.close_out_task(task=t, actor=planner, version=t.version),
        }
        if state in steps:
            for name, step in steps.items():
                task = step(task)
                if name == state:
                    break
        return Task.objects.get(pk=task.pk)

    return make


@pytest.fixture
def knock(org, make_task, client):
    """`knock(door, "tasks:sign-for", as_="liaison")` is what that door answers; nothing of it stays behind."""
    from tests.access.doors import Knocker

    return Knocker(org, make_task, client)


@pytest.fixture
def query_budget():
    """`with query_budget(n):` fails, listing the statements, where more than n are run."""

    class Budget(CaptureQueriesContext):
        def __init__(self, most: int):
            super().__init__(connection)
            self.most = most

        def __exit__(self, *error):
            super().__exit__(*error)
            if error[0] is None and len(self) > self.most:
                told = "\n".join(query["sql"][:200] for query in self.captured_queries)
                pytest.fail(f"{len(self)} statements, at most {self.most} agreed:\n{told}")

    return Budget
