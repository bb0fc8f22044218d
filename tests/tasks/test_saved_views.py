"""Saved views keep the question: who may keep, share and drop them, and that opening one widens nothing."""

import json

import pytest
from django.urls import resolve, reverse

from collab.activity.models import Activity
from collab.matters.actions import edit_view, save_view
from collab.matters.listings import listings
from collab.matters.models import SavedView

LIST, BAR, SAVE = reverse("tasks:list"), reverse("matters:views"), reverse("matters:save_view")
API = "/api/v1/saved-views/"


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def send(client):
    """`send(person, method, path, body, version)` as another system does."""

    def ask(person, method, path, body=None, version=None):
        client.force_login(person, backend="collab.org.backends.AccountBackend")
        headers = {"If-Match": f'"v{version}"'} if version else {}
        data = json.dumps(body) if body is not None else ""
        return client.generic(method, path, data, content_type="application/json", headers=headers)

    return ask


def test_a_view_is_saved_from_the_bar_and_found_there_again(page, staff):
    browser = page(staff, htmx=True)
    query = "light=red&order=-number"
    dialog = browser.get(SAVE, {"listing": "tasks", "layout": "ledger", "query": query})
    assert "light=red&amp;order=-number" in text_of(dialog)
    sent = {"listing": "tasks", "name": " My  reds ", "layout": "ledger", "query": query, "scope": "own"}
    assert browser.post(SAVE, sent).status_code == 204
    view = SavedView.objects.get()
    assert (view.name, view.owner, view.query) == ("My reds", staff, query)
    bar = text_of(browser.get(BAR, {"listing": "tasks", "layout": "ledger", "query": query}))
    assert "/tasks/ledger/?light=red&amp;order=-number" in bar
    assert 'aria-current="true"' in bar


@pytest.mark.parametrize("query", ["colour=red", "light=pink", "person=nobody-of-that-name", "stale_days=0"])
def test_filters_that_mean_nothing_are_not_kept(page, send, staff, query):
    sent = {"listing": "tasks", "name": "Odd", "layout": "list", "query": query, "scope": "own"}
    assert page(staff, htmx=True).post(SAVE, sent).status_code == 422
    answer = send(staff, "POST", API, {"listing": "tasks", "name": "Odd", "layout": "list", "query": query})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "query"
    assert not SavedView.objects.exists()


def test_one_name_is_used_once(send, staff, colleague):
    body = {"listing": "tasks", "name": "Mine", "layout": "list"}
    assert send(staff, "POST", API, body).status_code == 201
    assert send(staff, "POST", API, body).status_code == 400
    assert send(colleague, "POST", API, body).status_code == 201


def test_who_sees_which_view(send, by, org, staff, colleague, outsider, coordinator):
    keep = {"layout": "list", "query": "light=red"}
    save_view(actor=by(staff), listing="tasks", name="Own", **keep)
    save_view(
        actor=by(staff), listing="tasks", name="Housing", scope="department", department=org.housing, **keep
    )
    save_view(actor=by(coordinator), listing="tasks", name="All", scope="everyone", **keep)

    def names(person):
        return {row["name"] for row in send(person, "GET", API).json()["results"]}

    assert names(staff) == {"Own", "Housing", "All"}
    assert names(colleague) == {"Housing", "All"}
    assert names(outsider) == {"All"}
    own = SavedView.objects.get(name="Own")
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "make-default/")):
        assert send(colleague, method, f"{API}{own.pk}/{path}", {}, version=1).status_code == 404


def test_sharing_with_all_is_the_coordinators(send, org, staff, coordinator):
    everyone = {"listing": "tasks", "name": "All", "layout": "board", "scope": "everyone"}
    assert send(staff, "POST", API, everyone).status_code == 403
    assert send(coordinator, "POST", API, everyone).status_code == 201
    foreign = {
        "listing": "tasks",
        "name": "Theirs",
        "layout": "list",
        "scope": "department",
        "department": org.culture.pk,
    }
    assert send(staff, "POST", API, foreign).status_code == 400
    nameless = {"listing": "tasks", "name": "Ours", "layout": "list", "scope": "department"}
    assert send(staff, "POST", API, nameless).json()["errors"][0]["field"] == "department"
    shared = Activity.objects.get(event="view.shared")
    assert (shared.actor, shared.facts["name"]) == (coordinator, "All")


def test_opening_a_shared_view_shows_only_what_the_reader_may_see(
    page, by, make_task, coordinator, outsider, staff
):
    make_task(title="Closed to culture")
    view = save_view(
        actor=by(coordinator),
        listing="tasks",
        name="All",
        layout="list",
        query="state=all&person=me",
        scope="everyone",
    )
    address = f"{LIST}?{view.query}"
    assert "Closed to culture" not in text_of(page(outsider).get(address))
    assert "Closed to culture" in text_of(page(staff).get(address))


def test_a_changed_view_is_changed_on_its_version_only(send, by, staff, colleague, org):
    view = save_view(
        actor=by(staff),
        listing="tasks",
        name="Ours",
        layout="list",
        scope="department",
        department=org.housing,
    )
    path = f"{API}{view.pk}/"
    assert send(colleague, "PATCH", path, {"name": "Theirs"}, version=1).status_code == 403
    assert send(staff, "PATCH", path, {"name": "New"}).status_code == 428
    answer = send(staff, "PATCH", path, {"name": "New", "query": "due=week"}, version=1)
    assert (answer.status_code, answer.json()["name"], answer["ETag"]) == (200, "New", '"v2"')
    assert send(staff, "PATCH", path, {"name": "Again"}, version=1).status_code == 412
    assert send(staff, "DELETE", path, version=1).status_code == 412
    assert send(staff, "DELETE", path, version=2).status_code == 204
    assert Activity.objects.filter(event="view.removed").count() == 1


def test_work_opens_with_my_default_and_no_further(page, send, by, staff, colleague, org):
    view = save_view(
        actor=by(staff),
        listing="tasks",
        name="Ours",
        layout="board",
        query="due=week",
        scope="department",
        department=org.housing,
    )
    assert send(colleague, "POST", f"{API}{view.pk}/make-default/", {}).json()["is_default"]
    opened = page(colleague).get(LIST)
    assert (opened.status_code, opened["Location"]) == (302, "/tasks/board/?due=week")
    assert page(colleague).get(f"{LIST}?state=").status_code == 200
    assert page(staff).get(LIST).status_code == 200
    answer = send(staff, "PATCH", f"{API}{view.pk}/", {"scope": "own", "department": None}, version=1)
    assert answer.status_code == 200, answer.content
    assert page(colleague).get(LIST).status_code == 200


def test_the_dialogs_rename_choose_and_remove(page, by, staff, colleague, org):
    view = save_view(
        actor=by(staff),
        listing="tasks",
        name="Ours",
        layout="list",
        scope="department",
        department=org.housing,
    )
    edit, remove = (reverse(f"matters:{name}", args=[view.pk]) for name in ("edit_view", "remove_view"))
    other = page(colleague, htmx=True)
    assert 'name="name"' not in text_of(other.get(edit))
    assert other.post(edit, {"is_default": "on", "name": "Stolen"}).status_code == 204
    assert colleague.default_views.get().view_id == view.pk
    assert other.post(remove, {"version": 1}).status_code == 403
    mine = page(staff, htmx=True)
    sent = {"name": "Renamed", "layout": "list", "scope": "own", "version": 1}
    assert mine.post(edit, sent).status_code == 204
    view.refresh_from_db()
    assert (view.name, view.scope, view.department) == ("Renamed", "own", None)
    assert mine.post(remove, {"version": 1}).status_code == 412
    assert mine.post(remove, {"version": 2}).status_code == 204
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_how_many(send, staff, monkeypatch):
    monkeypatch.setattr("collab.matters.actions.saved_views.MOST", 1)
    assert send(staff, "POST", API, {"listing": "tasks", "name": "One", "layout": "list"}).status_code == 201
    answer = send(staff, "POST", API, {"listing": "tasks", "name": "Two", "layout": "list"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_views")


EVERY = (
    *("goals", "meetings", "decisions", "minutes", "readings", "feedback", "corrective", "conflicts"),
    *("surveys", "retrospectives", "lessons", "plans", "handovers"),
)


def test_every_list_keeps_views():
    resolve("/")  # the routes of every room are read
    assert set(listings) == {"tasks", *EVERY}


@pytest.mark.parametrize("code", EVERY)
def test_a_view_of_any_list_is_kept_opened_and_made_the_default(page, send, staff, code):
    resolve("/")
    listing = listings[code]
    address = reverse(listing.layouts["list"])
    browser = page(staff)
    assert f"listing={code}&amp;layout=list" in text_of(browser.get(address))
    sent = {"listing": code, "name": "Roads", "layout": "list", "query": "q=road", "is_default": "on"}
    assert page(staff, htmx=True).post(SAVE, sent).status_code == 204
    opened = browser.get(address)
    assert (opened.status_code, opened["Location"]) == (302, f"{address}?q=road")
    assert browser.get(opened["Location"]).status_code == 200
    assert browser.get(f"{address}?{listing.bare}").status_code == 200
    bar = text_of(browser.get(BAR, {"listing": code, "layout": "list", "query": "q=road"}))
    assert f'href="{address}?q=road" aria-current="true"' in bar
    wrong = {"listing": code, "name": "Odd", "layout": "board"}
    assert send(staff, "POST", API, wrong).json()["errors"][0]["field"] == "layout"


def test_views_of_one_list_stand_in_its_own_bar_only(page, by, staff):
    save_view(actor=by(staff), listing="goals", name="Off course", layout="list", query="health=red")
    save_view(actor=by(staff), listing="tasks", name="Off course", layout="list", query="light=red")
    bar = text_of(page(staff).get(BAR, {"listing": "goals"}))
    assert "/goals/?health=red" in bar
    assert "/tasks/" not in bar
    assert page(staff).get(BAR, {"listing": "nothing"}).status_code == 404


def test_a_pinned_view_stands_in_ones_menu_while_one_may_see_it(page, send, by, org, staff, colleague):
    view = save_view(
        actor=by(staff),
        listing="goals",
        name="Our goals",
        layout="list",
        query="part=owner",
        scope="department",
        department=org.housing,
    )
    edit = reverse("matters:edit_view", args=[view.pk])
    answer = page(colleague, htmx=True).post(edit, {"is_pinned": "on"})
    assert answer["HX-Redirect"] == "/goals/?part=owner"
    assert "Our goals" in text_of(page(colleague).get(LIST))
    assert "Our goals" not in text_of(page(staff).get(LIST))
    edit_view(view=view, actor=by(staff), version=1, scope="own")
    assert "Our goals" not in text_of(page(colleague).get(LIST))
    assert send(staff, "POST", f"{API}{view.pk}/pin/", {}).json()["is_pinned"]
    assert not send(staff, "POST", f"{API}{view.pk}/pin/", {"pinned": False}).json()["is_pinned"]
