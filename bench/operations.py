"""What is measured: each operation as requests of eight different people, built from rows they really see."""

import itertools
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from django.test import Client

from collab.common import clock
from collab.matters.models import Matter
from tasks.models import Task

from . import clients, words
from .organisation import Organisation
from .people import Caller

PAGE_OF_IDS = 60
TASKS_EACH = 12
ROUNDS = 60
CREATIONS = 600
API = "/api/v1"


@dataclass
class Call:
    """One request, for the wire and for this process alike."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def wire(self) -> bytes:
        return clients.encode(self.method, self.path, self.headers, self.body)


@dataclass(frozen=True)
class Operation:
    """One line of the table; `once` where a request cannot be sent twice."""

    name: str
    title: str
    build: Callable[[list[Caller], Organisation], list[list[Call]]]
    once: bool = False


def _get(caller: Caller, path: str, **headers: str) -> Call:
    return Call("GET", path, caller.api | headers)


def _page(caller: Caller, path: str) -> Call:
    return Call("GET", path, caller.pages)


def _json(caller: Caller, path: str, body: dict, **headers: str) -> Call:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    head = caller.api | {"Content-Type": "application/json"} | headers
    return Call("POST", path, head, json.dumps(body).encode())


def lists(people: list[Caller], house: Organisation) -> list[list[Call]]:
    """The filters people use: by state, by department, by light, by due date."""
    own = [
        caller.person.memberships.order_by("pk").values_list("department_id", flat=True)[0]
        for caller in people
    ]
    return [
        [
            _get(caller, f"{API}/tasks/?status=in_progress&limit=50"),
            _get(caller, f"{API}/tasks/?department={department}&limit=50"),
            _get(caller, f"{API}/tasks/?open=true&light=red,orange&limit=50"),
            _get(caller, f"{API}/tasks/?open=true&ordering=due_at&limit=50"),
        ]
        for caller, department in zip(people, own, strict=True)
    ]


def _seen(caller: Caller, **narrow: object) -> list[int]:
    rows = (
        Task.objects.visible_to(caller.person).filter(**narrow).order_by("-pk").values_list("pk", flat=True)
    )
    return list(rows[: PAGE_OF_IDS * 5])


def details(people: list[Caller], house: Organisation) -> list[list[Call]]:
    """Tasks the person sees, open and finished, new and old."""
    dice = Random(1)
    found = []
    for caller in people:
        ids = _seen(caller, is_open=True) + _seen(caller)
        chosen = dice.sample(ids, min(PAGE_OF_IDS, len(ids)))
        found.append([_get(caller, f"{API}/tasks/{pk}/") for pk in chosen])
    return found


def creations(people: list[Caller], house: Organisation) -> list[list[Call]]:
    """Supervised tasks handed out at once: a lead department, a responsible person, a co-department, both clocks."""
    due = (clock.now() + timedelta(days=20)).isoformat()
    found = []
    for caller in people:
        own = caller.person.memberships.order_by("pk").values_list("department_id", flat=True)[0]
        colleague = next(pk for pk in house.members[own][3:] if pk != caller.person.pk)
        co = next(pk for pk in house.departments if pk != own)
        body = {
            "title": f"{words.VERBS[0]} {words.OBJECTS[0]} {words.OBJECTS[12]}",
            "body": words.BODIES[0],
            "department": own,
            "responsible": colleague,
            "supervisor": house.coordinators[1],
            "co_departments": [co],
            "due_at": due,
            "completion_standard": words.STANDARD,
            "issue": True,
        }
        found.append(
            [
                _json(caller, f"{API}/tasks/", body, Idempotency_Key=str(uuid.uuid4()))
                for _ in range(CREATIONS)
            ]
        )
    return found


def changes(people: list[Caller], house: Organisation) -> list[list[Call]]:
    """Work that is blocked and unblocked in turn, each step on the version the one before left behind."""
    until = (clock.now() + timedelta(days=3)).isoformat()
    body = {
        "blockage": "department",
        "reason": "等待数据 waiting for figures",
        "resolver": "Data",
        "until": until,
    }
    steps = (("block", body), ("unblock", {"note": ""}))
    found = []
    for caller in people:
        rows = Task.objects.filter(owner=caller.person, status__in=["in_progress", "blocked"], is_light=False)
        held = list(rows.order_by("-pk").values_list("pk", "version", "status")[:TASKS_EACH])
        calls = []
        for turn in range(ROUNDS):
            for pk, version, status in held:
                step, said = steps[(turn + (status == "blocked")) % 2]
                calls.append(
                    _json(caller, f"{API}/tasks/{pk}/{step}/", said, If_Match=f'"v{version + turn}"')
                )
        found.append(calls)
    return found


def _searches(texts: list[str]) -> Callable[[list[Caller], Organisation], list[list[Call]]]:
    def build(people: list[Caller], house: Organisation) -> list[list[Call]]:
        from urllib.parse import quote

        return [[_get(caller, f"{API}/search/?q={quote(text)}") for text in texts] for caller in people]

    return build


def _pages(*paths: str) -> Callable[[list[Caller], Organisation], list[list[Call]]]:
    return lambda people, house: [[_page(caller, path) for path in paths] for caller in people]


def _again(build: Callable) -> Callable[[list[Caller], Organisation], list[list[Call]]]:
    """The same requests with the tag of what the reader already holds."""

    def built(people: list[Caller], house: Organisation) -> list[list[Call]]:
        client, found = Client(), []
        for calls in build(people, house):
            held = []
            for call in calls[:8]:
                answer = client.get(call.path, headers=call.headers, SERVER_NAME="127.0.0.1")
                if tag := answer.headers.get("ETag"):
                    held.append(Call("GET", call.path, call.headers | {"If-None-Match": tag}))
            found.append(held or calls[:1])
        return found

    return built


def chosen_searches() -> tuple[list[str], list[str]]:
    """Common words, pairs of words and rare ones, in each language."""
    chinese = ["年度预算", "华东区 合同模板", "应急预案", words.RARE[0], words.RARE[1]]
    english = ["budget", "north checklist", "emergency drill", words.RARE[4], words.RARE[5]]
    return chinese, english


def operations() -> Iterator[Operation]:
    """All lines, reads first, since writes change what is read."""
    chinese, english = chosen_searches()
    yield Operation("api_list", "API list of 50, filtered, audience applied", lists)
    yield Operation("api_detail", "API detail with parties, clocks, allowed actions", details)
    yield Operation("list_again", "unchanged list re-fetched (304)", _again(lists))
    yield Operation("detail_again", "unchanged detail re-fetched (304)", _again(details))
    yield Operation("search_zh", "search in Chinese", _searches(chinese))
    yield Operation("search_en", "search in English", _searches(english))
    yield Operation("workbench", "workbench page", _pages("/"))
    yield Operation("html_list", "HTML list of 50", _pages("/tasks/", "/tasks/?light=red"))
    yield Operation("board", "board of 100 cards", _pages("/tasks/board/"))
    yield Operation("api_change", "API state change", changes, once=True)
    yield Operation("api_create", "API create with parties, clocks, journal, notices", creations, once=True)


def visible_share(caller: Caller, sample: int = 2000) -> float:
    """Which part of the newest matters this person sees."""
    newest = list(
        itertools.islice(Matter.objects.order_by("-pk").values_list("pk", flat=True)[:sample], sample)
    )
    return Matter.objects.visible_to(caller.person).filter(pk__in=newest).count() / max(len(newest), 1)
