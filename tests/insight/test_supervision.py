"""The supervision board: its lists, who sees which, its steps in place and in bulk, each row for itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collab.common import clock
from collab.deadlines.actions import approve_extension, request_extension, sweep
from collab.deadlines.models import Deadline, Extension, Rung
from collab.matters.bulk import run_doing
from insight.selectors import board
from tasks import actions as work
from tasks.models import Task
from tests.promises.conftest import MONDAY
from tests.tasks.conftest import page  # noqa: F401

BOARD = reverse("insight:supervision")
API = "/api/v1/supervision/"
PAGE_COST, API_COST = 22, 20


def shown(person, tab: str, **more) -> list[int]:
    """Ids on one list of the board."""
    rows = board.supervised(board.open_work(person, **more))
    if tab == "rising":
        return [one.matter_id for one in board.rising(rows)]
    return [row["id"] for row in board.listed(rows, tab)]


@pytest.fixture
def chased(make_task):
    """On Monday: one unsigned too long, one silent, one overdue, one calm."""
    with clock.told(MONDAY - timedelta(days=30)):
        silent = make_task("in_progress", due_at=MONDAY + timedelta(days=60), report_every_days=5)
        late = make_task("accepted", due_at=MONDAY - timedelta(days=5), report_every_days=60)
    with clock.told(MONDAY - timedelta(days=7)):
        unsigned = make_task("issued", due_at=MONDAY + timedelta(days=50))
    with clock.told(MONDAY - timedelta(hours=1)):
        calm = make_task("accepted", due_at=MONDAY + timedelta(days=90))
    sweep(now=MONDAY)
    return {"silent": silent, "late": late, "unsigned": unsigned, "calm": calm}


def test_each_list_holds_what_it_says(chased, coordinator):
    with clock.told(MONDAY):
        assert shown(coordinator, "unsigned") == [chased["unsigned"].pk]
        assert shown(coordinator, "stale") == [chased["silent"].pk]
        assert shown(coordinator, "red") == [chased["late"].pk]
        assert shown(coordinator, "returns") == []


def test_what_is_about_to_escalate_says_when_and_to_whom(make_task, org, coordinator):
    with clock.told(MONDAY):
        task = make_task("accepted", due_at=MONDAY + timedelta(days=1))
        make_task("accepted", due_at=MONDAY + timedelta(days=60))
        [coming] = board.rising(board.supervised(board.open_work(coordinator)))
    assert coming.matter_id == task.pk
    assert MONDAY < coming.at < MONDAY + timedelta(days=1)
    assert coming.people == ["Staff"]


def test_a_rung_that_fired_opens_what_it_stands_on(chased, coordinator, page):  # noqa: F811
    with clock.told(MONDAY):
        answer = page(coordinator).get(BOARD, {"tab": "rung"})
        fired = {one["id"]: one["count"] for one in answer.context["rungs"]}
        for rung, count in fired.items():
            rows = page(coordinator).get(BOARD, {"tab": "rung", "rung": rung}).context["rows"]
            assert len(rows) == count
    head = Rung.objects.get(ladder__clock="due", offset=1, unit="working_day")
    assert fired[head.pk] == 1


def test_heads_see_their_own_tree_and_staff_nothing(chased, make_task, org, page):  # noqa: F811
    with clock.told(MONDAY - timedelta(days=9)):
        fields = {"department": org.planning, "responsible": None, "title": "Not of housing"}
        foreign = make_task("issued", **fields)
    with clock.told(MONDAY):
        assert foreign.pk in shown(org.coordinator, "unsigned")
        assert foreign.pk in shown(org.leader, "unsigned")
        assert shown(org.head, "unsigned") == [chased["unsigned"].pk]
        assert page(org.head).get(BOARD).status_code == 200
        assert page(org.staff).get(BOARD).status_code == 403
        assert page(org.staff).get(API).status_code == 403
        assert foreign.title not in page(org.head).get(BOARD).content.decode()


def test_urging_in_bulk_answers_for_each_row_and_does_nothing_by_halves(chased, org, by):
    tasks = [Task.objects.get(pk=chased[name].pk) for name in ("silent", "late", "calm")]
    with clock.told(MONDAY):
        work.urge_task(task=tasks[1], actor=by(org.coordinator), version=tasks[1].version)
        stale = (tasks[2].pk, tasks[2].version + 5)
        items = [(tasks[0].pk, tasks[0].version), (tasks[1].pk, tasks[1].version + 1), stale]
        outcomes = run_doing("task", "urge", items, by(org.coordinator), {"note": "Please"})
    assert [outcome.status for outcome in outcomes] == ["done", "refused", "changed"]
    assert Task.objects.get(pk=tasks[2].pk).version == tasks[2].version


@pytest.fixture
def asking(make_task, org, by):
    """Three requests for more time that the asker's head has approved and the supervisor has not."""

    def ask(task) -> Extension:
        asked = request_extension(
            matter=task,
            actor=by(org.staff),
            version=task.version,
            due_at=task.due_at + timedelta(days=9),
            reason="Rain",
        )
        return approve_extension(extension=asked, actor=by(org.head), version=asked.version)

    return [ask(make_task("accepted")) for _ in range(3)]


def test_extensions_are_decided_in_bulk_each_for_itself(asking, org, by, page):  # noqa: F811
    first, second, third = asking
    approve_extension(extension=second, actor=by(org.planner), version=second.version)
    items = [
        f"{first.pk}:{first.version}",
        f"{second.pk}:{second.version}",
        f"{third.pk}:{third.version + 4}",
    ]
    address = reverse("insight:decide_extensions", args=["approve"])
    answer = page(org.planner, htmx=True).post(f"{address}?item=" + "&item=".join(items), {"words": "Fine"})
    groups = {group["label"]: len(group["rows"]) for group in answer.context["groups"]}
    assert groups == {"Refused": 1, "Changed meanwhile": 1, "Done": 1}
    states = [Extension.objects.get(pk=row.pk).state for row in asking]
    assert states == ["approved", "approved", "pending"]


def test_the_api_decides_on_many_as_the_board_does(asking, org, page):  # noqa: F811
    first, second, _third = asking
    items = [{"id": first.pk, "version": first.version}, {"id": second.pk, "version": second.version + 4}]

    def decide(person, **body):
        return page(person).post(
            "/api/v1/extensions/bulk/", {"items": items} | body, content_type="application/json"
        )

    answer = decide(org.planner, action="approve", answers={"note": "Fine"})
    assert [row["status"] for row in answer.json()["results"]] == ["done", "changed"]
    assert Extension.objects.get(pk=first.pk).state == "approved"
    assert decide(org.planner, action="reject").status_code == 400
    assert decide(org.planner, action="forget").status_code == 400
    strangers = decide(org.outsider, action="reject", answers={"reason": "No"}).json()
    assert strangers["counts"] == {"missing": 2}


def test_refusing_in_bulk_needs_a_reason(asking, org, page):  # noqa: F811
    address = (
        reverse("insight:decide_extensions", args=["reject"]) + f"?item={asking[0].pk}:{asking[0].version}"
    )
    assert page(org.planner, htmx=True).post(address, {"words": ""}).status_code == 422
    assert page(org.planner, htmx=True).post(address, {"words": "No"}).status_code == 204
    assert Extension.objects.get(pk=asking[0].pk).state == "rejected"


def test_an_outsider_s_bulk_decision_finds_nothing(asking, org, page):  # noqa: F811
    address = (
        reverse("insight:decide_extensions", args=["approve"]) + f"?item={asking[0].pk}:{asking[0].version}"
    )
    answer = page(org.outsider, htmx=True).post(address, {"words": ""})
    [group] = answer.context["groups"]
    assert [(row.status, row.number) for row in group["rows"]] == [("missing", "")]
    assert Extension.objects.get(pk=asking[0].pk).state == "pending"


def test_a_pending_decision_stands_on_the_board(asking, coordinator, page):  # noqa: F811
    answer = page(coordinator).get(BOARD, {"tab": "extensions"})
    assert [row["pk"] for row in answer.context["extensions"]] == [row.pk for row in asking]


@pytest.mark.parametrize("query", ["tab=x", "rung=-1", "department=999999", "rung=%00"])
def test_a_board_that_cannot_be_read_is_refused_politely(coordinator, page, query):  # noqa: F811
    assert page(coordinator).get(f"{BOARD}?{query}").status_code == 400


def test_the_api_gives_the_same_lists(chased, coordinator, page):  # noqa: F811
    browser = page(coordinator)
    with clock.told(MONDAY):
        for tab in ("unsigned", "stale", "red"):
            body = browser.get(API, {"tab": tab}).json()
            assert [row["id"] for row in body["results"]] == shown(coordinator, tab)
            assert body["counts"][tab] == len(body["results"])
        assert browser.get(API, {"tab": "rising"}).status_code == 200
    assert browser.get(API, {"tab": "nonsense"}).status_code == 400
    assert browser.get(API, {"colour": "red"}).json()["errors"][0]["field"] == "colour"


@pytest.mark.parametrize("size", [3, 30])
def test_the_board_costs_the_same_however_much_stands_on_it(
    page,  # noqa: F811
    make_task,
    coordinator,
    query_budget,
    size,
):
    for _ in range(size):
        make_task("issued", due_at=clock.now() + timedelta(days=2))
    Deadline.objects.update(wake_at=clock.now() - timedelta(minutes=1))
    sweep(now=clock.now() + timedelta(days=1))
    browser = page(coordinator)
    browser.get(BOARD)
    for tab in ("unsigned", "stale", "rising", "rung", "red", "returns", "extensions"):
        with query_budget(PAGE_COST):
            assert browser.get(BOARD, {"tab": tab}).status_code == 200
        with query_budget(API_COST):
            assert browser.get(API, {"tab": tab}).status_code == 200


def test_returns_are_ruled_on_in_place_and_in_bulk(make_task, org, by, page):  # noqa: F811
    tasks = []
    for _ in range(2):
        task = make_task("issued")
        said = {"reason": "Not ours", "evidence": "The statute", "version": task.version}
        tasks.append(work.request_return(task=task, actor=by(org.staff), **said))
    rows = page(org.coordinator).get(BOARD, {"tab": "returns"}).context["rows"]
    assert [row["id"] for row in rows] == [task.pk for task in tasks]
    assert rows[0]["why"] == "Not ours"
    assert any("refuse-return" in action.url for action in rows[0]["actions"])
    items = [(row["id"], row["version"]) for row in rows]
    outcomes = run_doing("task", "refuse-return", items, by(org.coordinator), {"reason": "It is yours"})
    assert {outcome.status for outcome in outcomes} == {"done"}
    assert shown(org.coordinator, "returns") == []
