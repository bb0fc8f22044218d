"""Many tasks at once: each row is done, refused with its reason or found changed, and nothing is half-done."""

import json

import pytest
from django.urls import reverse

from collab.activity.models import Activity
from collab.matters.models import Label
from tasks.models import Task

API = "/api/v1/tasks/bulk/"


@pytest.fixture
def send(client):
    """`send(person, action, items)` as another system sends it."""

    def post(person, action, items, answers=None, key=""):
        client.force_login(person, backend="collab.org.backends.AccountBackend")
        body = {"action": action, "items": items} | ({"answers": answers} if answers is not None else {})
        headers = {"Idempotency-Key": key} if key else {}
        return client.post(API, json.dumps(body), content_type="application/json", headers=headers)

    return post


def items(*tasks) -> list[dict[str, int]]:
    return [{"id": task.pk, "version": task.version} for task in tasks]


def test_each_row_answers_for_itself(send, make_task, staff, outsider):
    fresh, started, stale = make_task("issued"), make_task("in_progress"), make_task("issued")
    hidden = make_task("issued", visibility="parties", responsible=outsider)
    sent = [*items(fresh, started), {"id": stale.pk, "version": stale.version + 1}, *items(hidden)]
    answer = send(staff, "sign-for", sent)
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [row["id"] for row in results] == [row["id"] for row in sent]
    assert [row["status"] for row in results] == ["done", "refused", "changed", "missing"]
    assert results[2]["code"] == "stale_version"
    assert results[3]["number"] is None
    assert results[3]["version"] is None
    assert answer.json()["counts"] == {"done": 1, "refused": 1, "changed": 1, "missing": 1}
    fresh.refresh_from_db()
    stale.refresh_from_db()
    assert (fresh.status, stale.status) == ("accepted", "issued")
    assert results[0]["version"] == fresh.version


def test_a_refused_row_says_why_and_leaves_no_trace(send, make_task, colleague):
    task = make_task("issued")
    before = Activity.objects.filter(matter=task).count()
    [row] = send(colleague, "withdraw", items(task), {"reason": "Settled"}).json()["results"]
    assert (row["status"], row["code"]) == ("refused", "forbidden")
    assert row["detail"]
    task.refresh_from_db()
    assert task.status == "issued"
    assert Activity.objects.filter(matter=task).count() == before


def test_the_same_key_does_it_once(send, make_task, planner):
    tasks = [make_task("in_progress"), make_task("in_progress")]
    first = send(planner, "urge", items(*tasks), {"note": "Now"}, key="once")
    again = send(planner, "urge", items(*tasks), {"note": "Now"}, key="once")
    assert first.content == again.content
    assert again["Idempotent-Replay"] == "true"
    assert Activity.objects.filter(event="task.urged").count() == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "fly", "items": [{"id": 1, "version": 1}]}, "action"),
        ({"action": "urge", "items": []}, "items"),
        ({"action": "urge", "items": [{"id": 1}]}, "items"),
        ({"action": "urge", "items": [{"id": 1, "version": 1}] * 2}, "items"),
        ({"action": "urge", "items": [{"id": n, "version": 1} for n in range(1, 202)]}, "items"),
        ({"action": "withdraw", "items": [{"id": 1, "version": 1}]}, "reason"),
        ({"action": "urge", "items": [{"id": 1, "version": 1}], "answers": {"x": 1}}, "x"),
        ({"action": "urge", "items": [{"id": 1, "version": 1}], "who": 1}, "who"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused_whole(client, planner, body, field):
    client.force_login(planner, backend="collab.org.backends.AccountBackend")
    answer = client.post(API, json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_labels_are_added_beside_those_there_are(send, make_task, planner):
    old, new = Label.objects.create(name="Bridge"), Label.objects.create(name="Winter")
    marked, bare = make_task(), make_task()
    marked.labels.add(old)
    answer = send(planner, "label", items(marked, bare), {"labels": [new.pk]})
    assert answer.json()["counts"] == {"done": 2}
    assert set(marked.labels.all()) == {old, new}
    assert set(bare.labels.all()) == {new}


def test_reasons_reach_the_history_of_each(send, make_task, planner):
    tasks = [make_task("issued") for _ in range(3)]
    send(planner, "withdraw", items(*tasks), {"reason": "The market stays"})
    told = Activity.objects.filter(event="task.withdrawn")
    assert {row.matter_id for row in told} == {task.pk for task in tasks}
    assert {row.facts["reason"] for row in told} == {"The market stays"}
    assert set(Task.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_the_bar_offers_what_at_least_one_row_allows(page, make_task, staff, planner):
    fresh, started = make_task("issued"), make_task("in_progress")
    query = f"?item={fresh.pk}:{fresh.version}&item={started.pk}:{started.version}"
    bar = page(staff).get(reverse("tasks:bulk") + query).content.decode()
    assert reverse("tasks:bulk_do", args=["sign-for"]) in bar
    assert reverse("tasks:bulk_do", args=["submit"]) in bar
    assert reverse("tasks:bulk_do", args=["withdraw"]) not in bar
    assert reverse("tasks:bulk_do", args=["withdraw"]) in page(planner).get(
        reverse("tasks:bulk") + query
    ).content.decode().replace("&amp;", "&")


def test_the_dialog_does_it_row_by_row_and_lists_the_refused(page, make_task, staff):
    fresh, started = make_task("issued"), make_task("in_progress")
    address = (
        f"{reverse('tasks:bulk_do', args=['sign-for'])}?item={fresh.pk}:{fresh.version}&item={started.pk}:1"
    )
    browser = page(staff, htmx=True)
    assert "1 of the 2 chosen rows" in browser.get(address).content.decode()
    answer = browser.post(address, {"note": "Ours"})
    assert answer.status_code == 200
    assert json.loads(answer["HX-Trigger"])["bulkDone"] == {"done": [fresh.pk]}
    assert started.number in answer.content.decode()
    fresh.refresh_from_db()
    assert fresh.status == "accepted"


def test_where_all_went_well_the_dialog_closes(page, make_task, planner):
    tasks = [make_task("issued") for _ in range(2)]
    query = "&".join(f"item={task.pk}:{task.version}" for task in tasks)
    address = f"{reverse('tasks:bulk_do', args=['withdraw'])}?{query}"
    browser = page(planner, htmx=True)
    assert browser.post(address, {}).status_code == 422
    answer = browser.post(address, {"reason": "Settled"})
    assert answer.status_code == 204
    assert {"closeDialog", "toast", "bulkDone", "me"} <= json.loads(answer["HX-Trigger"]).keys()


@pytest.mark.parametrize("query", ["?item=x", "?item=1:0", "", "?item=1:1&item=1:1"])
def test_rows_named_wrongly_are_refused_in_words(page, staff, query):
    answer = page(staff).get(reverse("tasks:bulk_do", args=["urge"]) + query)
    assert answer.status_code == 400
