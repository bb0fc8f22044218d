"""Pages of tasks: what they show to whom, what they cost, and what the filter bar answers."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from collab.common import clock
from collab.deadlines.actions import approve_extension, request_extension
from collab.matters.actions import add_comment
from collab.matters.models import Party
from tasks.actions import edit_draft
from tasks.models import Task
from tasks.views import lists

LIST, BOARD = reverse("tasks:list"), reverse("tasks:board")
SIGN_IN_AND_LIST = 6
PAGE = 12
NEXT_YEAR = clock.now().year + 1


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_stranger_is_sent_to_the_door(client, make_task):
    task = make_task()
    for address in (LIST, BOARD, reverse("tasks:detail", args=[task.pk]), reverse("tasks:create")):
        assert client.get(address).status_code == 302


def test_a_task_outside_the_audience_looks_like_none(page, make_task, outsider):
    task = make_task()
    browser = page(outsider)
    foreign = browser.get(reverse("tasks:detail", args=[task.pk]))
    missing = browser.get(reverse("tasks:detail", args=[task.pk + 1000]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert task.title not in text_of(foreign)
    assert task.title not in text_of(browser.get(LIST))
    assert task.title not in text_of(browser.get(BOARD))


def test_the_page_offers_what_i_may_do_and_explains_the_rest(page, make_task, staff):
    task = make_task("issued")
    shown = text_of(page(staff).get(reverse("tasks:detail", args=[task.pk])))
    assert reverse("matters:doing", args=[task.pk, "sign-for"]) in shown
    assert reverse("matters:doing", args=[task.pk, "withdraw"]) not in shown
    assert "This is for the supervisor or whoever handed it out." in shown


def test_opening_the_page_is_reading_not_signing(page, make_task, staff):
    task = make_task("issued")
    page(staff).get(reverse("tasks:detail", args=[task.pk]))
    party = Party.objects.get(matter_id=task.pk, person=staff)
    assert party.read_at is not None
    assert party.signed_at is None


def test_the_page_shows_original_and_current_due_after_an_extension(page, make_task, by, org, staff, planner):
    task = make_task("accepted")
    later = task.due_at + timedelta(days=5)
    asked = request_extension(matter=task, actor=by(staff), version=task.version, due_at=later, reason="Rain")
    address = reverse("deadlines:approve_extension", args=[asked.pk])
    assert address in text_of(page(org.head).get(reverse("tasks:detail", args=[task.pk])))
    assert address not in text_of(page(planner).get(reverse("tasks:detail", args=[task.pk])))
    asked = approve_extension(extension=asked, actor=by(org.head), version=asked.version)
    approve_extension(extension=asked, actor=by(planner), version=asked.version)
    moved = text_of(page(planner).get(reverse("tasks:detail", args=[task.pk])))
    assert "Originally" in moved


def test_the_story_tells_chain_ladder_parts_and_history(page, make_task, planner, org):
    whole = make_task("issued")
    make_task("issued", title="Book the trucks", parent=whole)
    story = text_of(page(planner).get(reverse("tasks:story", args=[whole.pk])))
    assert "Book the trucks" in story
    assert "Who is reminded, and when" in story
    assert f"issued {whole.number}" in story


def test_what_people_write_never_runs(page, make_task, planner):
    task = make_task(
        "issued",
        title="<script>alert(1)</script>",
        body="<img src=x onerror=alert(2)> [x](javascript:alert(3))",
    )
    shown = text_of(page(planner).get(reverse("tasks:detail", args=[task.pk])))
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown
    assert 'href="javascript' not in shown
    assert "<script>alert(1)" not in text_of(page(planner).get(LIST))
    assert "<script>alert(1)" not in text_of(page(planner).get(BOARD))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("light=purple", "Light"),
        ("status=nowhere", "Status"),
        ("department=999999", "Department"),
        ("person=ghost", "ghost"),
        ("due=someday", "Due"),
        ("colour=red", "colour"),
        ("cursor=nonsense", "first page"),
        ("q=%00", "Text"),
    ],
)
def test_an_unknown_filter_is_named_not_guessed(page, make_task, planner, query, words):
    make_task()
    answer = page(planner).get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert words in text_of(answer)


def test_filters_narrow_the_list(page, make_task, planner, staff, org):
    make_task(title="Market hall")
    make_task(title="Plan the square", department=org.planning, responsible=None)
    browser = page(planner)
    assert "Plan the square" not in text_of(browser.get(f"{LIST}?department={org.housing.pk}"))
    assert "Market hall" not in text_of(browser.get(f"{LIST}?department={org.planning.pk}"))
    assert "Plan the square" not in text_of(browser.get(f"{LIST}?person=staff"))
    assert "Market hall" in text_of(browser.get(f"{LIST}?q=market"))
    assert "Market hall" in text_of(page(staff).get(f"{LIST}?person=me"))
    assert "Market hall" not in text_of(browser.get(f"{LIST}?state=closed"))


@pytest.mark.parametrize("order", ["", "updated", "newest", "priority"])
def test_walking_the_pages_there_and_back_meets_every_task_once(page, make_task, planner, monkeypatch, order):
    monkeypatch.setattr(lists, "PAGE", 3)
    for at in range(7):
        due = None if at in (2, 5) else clock.now() + timedelta(days=10 + at // 2)
        make_task(title=f"Task {at}", due_at=due, priority=at % 3)
    browser, forward, address = page(planner), [], f"{LIST}?order={order}"
    while address:
        answer = browser.get(address)
        forward.append([row["id"] for row in answer.context["rows"]])
        address, last = (LIST + answer.context["next"] if answer.context["next"] else ""), answer
    walked = [pk for rows in forward for pk in rows]
    assert sorted(walked) == sorted(Task.objects.values_list("pk", flat=True))
    assert len(walked) == 7
    back = browser.get(LIST + last.context["previous"])
    assert [row["id"] for row in back.context["rows"]] == forward[-2]


@pytest.mark.parametrize("address", [LIST, BOARD])
@pytest.mark.parametrize("size", [3, 30])
def test_cost_does_not_grow_with_the_rows(page, make_task, planner, query_budget, address, size):
    for at in range(size):
        make_task(title=f"Task {at}")
    browser = page(planner)
    browser.get(address)
    with query_budget(SIGN_IN_AND_LIST):
        browser.get(address)


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_costs_the_same_with_much_on_it(page, make_task, planner, by, query_budget, size):
    task = make_task("issued")
    for at in range(size):
        add_comment(matter=task, actor=by(planner), body=f"Remark {at} for @staff")
    browser, address = page(planner), reverse("tasks:detail", args=[task.pk])
    browser.get(address)
    with query_budget(PAGE):
        browser.get(address)


def test_a_card_moves_only_where_a_step_leads(page, make_task, planner, staff):
    task = make_task("accepted")
    cards = {column["code"]: column["cards"] for column in page(staff).get(BOARD).context["columns"]}
    [card] = cards["accepted"]
    assert "in_progress" in card["moves"].split()
    assert "completed" not in card["moves"].split()
    browser = page(staff, htmx=True)
    dialog = text_of(browser.get(reverse("tasks:move", args=[task.pk, "in_progress"])))
    assert f'hx-post="{reverse("matters:doing", args=[task.pk, "start"])}"' in dialog
    assert browser.get(reverse("tasks:move", args=[task.pk, "completed"])).status_code == 409
    assert browser.get(reverse("tasks:move", args=[task.pk, "nowhere"])).status_code == 404


def test_a_live_ping_fetches_the_list_without_its_frame(page, make_task, planner):
    make_task(title="Market hall")
    part = page(planner, htmx=True).get(LIST)
    assert "Market hall" in text_of(part)
    assert "<html" not in text_of(part)
    assert "HX-Request" in part["Vary"]


def test_only_whoever_may_is_offered_another_department(page, org, staff, planner):
    choices = page(staff).get(reverse("tasks:create")).context["form"].fields["department"].queryset
    assert set(choices) == {org.housing}
    assert (
        org.culture
        in page(planner).get(reverse("tasks:create")).context["form"].fields["department"].queryset
    )


def test_a_task_is_issued_or_kept_as_a_draft(page, org, planner):
    browser = page(planner)
    typed = {
        "title": "Count the stalls", "department": org.housing.pk, "priority": 1, "source": "plan",
        "report_every_days": 5, "visibility": "departments", "due_at": f"{NEXT_YEAR}-05-04T17:00",
    }  # fmt: skip
    browser.post(reverse("tasks:create"), typed | {"then": "draft"})
    browser.post(reverse("tasks:create"), typed | {"then": "issue"})
    assert sorted(Task.objects.values_list("status", flat=True)) == ["draft", "issued"]


def test_a_due_date_is_read_in_the_readers_zone(page, org, planner):
    planner.time_zone = "America/New_York"
    planner.save(update_fields=["time_zone"])
    typed = {
        "title": "Count the stalls", "department": org.housing.pk, "priority": 0, "source": "self",
        "report_every_days": 5, "visibility": "departments", "due_at": f"{NEXT_YEAR}-01-05T09:00", "then": "draft",
    }  # fmt: skip
    page(planner).post(reverse("tasks:create"), typed)
    assert Task.objects.get().due_at.isoformat() == f"{NEXT_YEAR}-01-05T14:00:00+00:00"


@pytest.mark.parametrize("title", ["x" * 10_000, "nul\x00", "   "])
def test_a_bad_title_is_a_field_error_and_nothing_typed_is_lost(page, org, planner, title):
    typed = {
        "title": title, "body": "Kept", "department": org.housing.pk, "priority": 0, "source": "self",
        "report_every_days": 5, "visibility": "departments",
    }  # fmt: skip
    answer = page(planner).post(reverse("tasks:create"), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["title"]
    assert "Kept" in text_of(answer)
    assert not Task.objects.exists()


def test_a_part_and_a_consequence_are_tied_into_the_chain(page, make_task, org, planner):
    whole = make_task("issued")
    typed = {
        "title": "Trucks", "department": org.housing.pk, "priority": 0, "source": "self",
        "report_every_days": 5, "visibility": "departments", "then": "issue",
    }  # fmt: skip
    browser = page(planner)
    browser.post(f"{reverse('tasks:create')}?parent={whole.number}", typed)
    browser.post(f"{reverse('tasks:create')}?came_from={whole.number}", typed)
    part, consequence = Task.objects.exclude(pk=whole.pk).order_by("pk")
    assert part.parent_id == whole.pk
    assert consequence.links_in.get().source_id == whole.pk


def test_nobody_ties_a_task_to_what_they_cannot_see(page, make_task, outsider):
    hidden = make_task("issued")
    browser = page(outsider)
    assert browser.get(f"{reverse('tasks:create')}?parent={hidden.number}").status_code == 404
    assert browser.get(f"{reverse('tasks:create')}?came_from={hidden.number}").status_code == 404


def test_a_stale_draft_shows_both_texts_and_loses_neither(page, make_task, planner, by):
    draft = make_task("draft")
    address = reverse("tasks:edit", args=[draft.pk])
    browser = page(planner)
    typed = {
        "title": "What I wrote", "priority": 0, "source": "self", "report_every_days": 5,
        "visibility": "departments", "version": draft.version,
    }  # fmt: skip
    edit_draft(task=draft, actor=by(planner), version=draft.version, title="What another wrote")
    answer = browser.post(address, typed)
    shown = text_of(answer)
    assert answer.status_code == 412
    assert "What I wrote" in shown
    assert "What another wrote" in shown
    again = browser.post(address, typed | {"version": Task.objects.get().version})
    assert again.status_code == 302
    assert Task.objects.get().title == "What I wrote"


def test_a_new_task_says_what_each_co_department_is_to_do(page, planner, org):
    browser = page(planner)
    shown = browser.get(reverse("tasks:create")).content.decode()
    assert f'name="part-{org.culture.pk}"' in shown
    sent = {
        "title": "Move the market",
        "department": org.housing.pk,
        "priority": 0,
        "source": "self",
        "report_every_days": 5,
        "visibility": "departments",
        "co_departments": [org.culture.pk],
        f"part-{org.culture.pk}": "Hand over the maps",
        f"part-{org.office.pk}": "not chosen",
        "then": "issue",
    }
    assert browser.post(reverse("tasks:create"), sent).status_code == 302
    parts = Task.objects.get().parties.filter(role="co")
    assert [(row.department, row.part) for row in parts] == [(org.culture, "Hand over the maps")]
    wrong = browser.post(reverse("tasks:create"), sent | {"title": ""})
    assert "Hand over the maps" in wrong.content.decode()


def test_a_new_task_that_is_sent_twice_is_made_once(page, planner, org):
    browser = page(planner)
    form = browser.get(reverse("tasks:create")).content.decode()
    sent = {
        "title": "Move the market",
        "department": org.housing.pk,
        "priority": 0,
        "source": "self",
        "report_every_days": 5,
        "visibility": "departments",
        "then": "issue",
        "_nonce": re.search(r'name="_nonce" value="([^"]+)"', form)[1],
    }
    first, second = (browser.post(reverse("tasks:create"), sent) for _each in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Task.objects.count() == 1
