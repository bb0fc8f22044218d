"""The workbench, search, palette and supervision: whose, how much they ask, and what they never show."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from collab.common import clock
from collab.deadlines.actions import approve_extension, request_extension
from collab.deadlines.models import Deadline
from collab.matters.actions import add_party
from collab.matters.models import Light, Matter
from collab.org.models import Absence
from tasks.actions import block_task

HOME = reverse("insight:workbench")
WORKBENCH = 10
SUPERVISION = 13


@pytest.fixture
def page():
    """`page(person)` is that person's signed-in browser."""

    def sign_in(person, *, htmx: bool = False) -> Client:
        client = Client(headers={"HX-Request": "true"} if htmx else None)
        client.force_login(person, backend="collab.org.backends.AccountBackend")
        return client

    return sign_in


def stacks(browser) -> dict[str, list[int]]:
    """Matter ids by stack."""
    found = browser.get(HOME).context["stacks"]
    return {stack["code"]: [row["id"] for row in stack["rows"]] for stack in found}


def verbs(browser, code: str) -> list[str]:
    """The last part of the addresses of a stack's buttons."""
    [stack] = [stack for stack in browser.get(HOME).context["stacks"] if stack["code"] == code]
    return [action.url.rstrip("/").split("/")[-1] for row in stack["rows"] for action in row["actions"]]


def test_each_matter_stands_where_its_next_step_is(page, make_task, staff, planner, by):
    issued, working, submitted = make_task("issued"), make_task("in_progress"), make_task("submitted")
    mine = stacks(page(staff))
    assert mine["sign"] == [issued.pk]
    assert mine["do"] == [working.pk]
    assert stacks(page(planner))["decide"] == [submitted.pk]
    assert verbs(page(staff), "sign") == ["sign-for"]
    assert verbs(page(planner), "decide")[0] == "verify"


def test_a_department_s_officers_sign_for_what_names_nobody(page, make_task, liaison, staff):
    task = make_task("issued", responsible=None)
    assert stacks(page(liaison))["sign"] == [task.pk]
    assert stacks(page(staff))["sign"] == []


def test_a_delegate_finds_the_absent_colleague_s_work(page, make_task, staff, colleague):
    task = make_task("issued")
    now = clock.now()
    Absence.objects.create(
        person=staff, delegate=colleague, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1)
    )
    assert stacks(page(colleague))["sign"] == [task.pk]


def test_a_request_for_more_time_waits_for_whoever_decides_with_its_buttons(
    page, make_task, org, staff, planner, by
):
    task = make_task("accepted")
    later = task.due_at + timedelta(days=9)
    asked = request_extension(matter=task, actor=by(staff), version=task.version, due_at=later, reason="Rain")
    assert stacks(page(org.head))["decide"] == [task.pk]
    assert verbs(page(org.head), "decide") == ["approve", "reject"]
    assert stacks(page(planner))["decide"] == stacks(page(staff))["decide"] == []
    approve_extension(extension=asked, actor=by(org.head), version=asked.version)
    assert stacks(page(planner))["decide"] == [task.pk]
    assert stacks(page(org.head))["decide"] == []


def test_a_request_that_nobody_else_supervises_waits_for_the_coordinators(page, make_task, org, by):
    task = make_task("accepted", actor=org.head)
    later = task.due_at + timedelta(days=9)
    request_extension(matter=task, actor=by(org.head), version=task.version, due_at=later, reason="Rain")
    assert stacks(page(org.coordinator))["decide"] == [task.pk]
    assert stacks(page(org.head))["decide"] == []


def test_what_one_is_told_of_is_to_read_until_it_is_opened(page, make_task, planner, outsider, by):
    task = make_task("issued")
    add_party(matter=task, actor=by(planner), version=task.version, role="informed", person=outsider)
    browser = page(outsider)
    assert stacks(browser)["read"] == [task.pk]
    browser.get(reverse("tasks:detail", args=[task.pk]))
    assert stacks(browser)["read"] == []


def test_blocked_work_can_be_unblocked_from_the_row(page, make_task, staff, by):
    task = make_task("in_progress")
    block_task(
        task=task, actor=by(staff), version=task.version, blockage="time", reason="Late", resolver="Planning",
        until=clock.now() + timedelta(days=3),
    )  # fmt: skip
    assert "unblock" in verbs(page(staff), "do")


def test_an_empty_workbench_is_kind(page, outsider):
    shown = page(outsider).get(HOME).content.decode()
    assert "Nothing waits for your signature." in shown
    assert "No meetings today." in shown


@pytest.mark.parametrize("size", [2, 25])
def test_the_workbench_costs_the_same_whatever_is_on_it(page, make_task, staff, query_budget, size):
    for state in ("issued", "in_progress"):
        for _at in range(size):
            make_task(state)
    browser = page(staff)
    browser.get(HOME)
    with query_budget(WORKBENCH):
        browser.get(HOME)


def test_a_long_stack_shows_the_most_urgent_and_tells_how_many_there_are(page, make_task, staff):
    tasks = [make_task("in_progress", due_at=clock.now() + timedelta(days=20 - at)) for at in range(12)]
    browser = page(staff)
    [folded] = [stack for stack in browser.get(HOME).context["stacks"] if stack["code"] == "do"]
    urgent = [task.pk for task in reversed(tasks)]
    assert [row["id"] for row in folded["rows"]] == urgent[:10]
    assert (folded["total"], folded["unfold_url"], folded["fold_url"]) == (12, f"{HOME}?all=do", "")
    answer = browser.get(folded["unfold_url"])
    [unfolded] = [stack for stack in answer.context["stacks"] if stack["code"] == "do"]
    assert [row["id"] for row in unfolded["rows"]] == urgent
    assert all(row["actions"] for row in unfolded["rows"])
    assert (unfolded["unfold_url"], unfolded["fold_url"]) == ("", HOME)
    assert f'hx-get="{HOME}?all=do"'.encode() in answer.content  # a ping leaves it unfolded


def test_what_a_folded_stack_hides_is_not_shown_further_down(page, make_task, org, staff, by):
    for at in range(11):
        task = make_task("in_progress", due_at=clock.now() + timedelta(days=5 + at))
        task.refresh_from_db()
        add_party(matter=task, actor=by(org.planner), version=task.version, role="informed", person=staff)
    shown = page(staff).get(HOME).context["stacks"]
    assert {stack["code"]: stack["total"] for stack in shown} == {"sign": 0, "do": 11, "decide": 0, "read": 0}


def test_a_stack_that_is_not_known_unfolds_nothing(page, make_task, staff):
    make_task("in_progress")
    assert page(staff).get(f"{HOME}?all=everything&all=do&all=do").context["address"] == f"{HOME}?all=do"


def test_a_ping_fetches_the_workbench_without_its_frame(page, make_task, staff):
    make_task("issued")
    part = page(staff, htmx=True).get(HOME)
    assert b"<html" not in part.content
    assert b'id="workbench"' in part.content


def test_the_first_steps_are_for_demo_accounts_and_can_be_put_away(page, staff):
    assert b"first-steps-title" not in page(staff).get(HOME).content
    staff.is_demo = True
    staff.save(update_fields=["is_demo"])
    browser = page(staff)
    assert b"first-steps-title" in browser.get(HOME).content
    browser.post(reverse("insight:hide_first_steps"))
    assert b"first-steps-title" not in browser.get(HOME).content


@pytest.mark.parametrize("words", ["market", "市场", "搬迁", "T-1"])
def test_search_finds_words_chinese_substrings_and_numbers(page, make_task, staff, words):
    task = make_task()
    words = task.number if words == "T-1" else words
    answer = page(staff).get(reverse("insight:search"), {"q": words})
    assert [row["id"] for group in answer.context["groups"] for row in group["rows"]] == [task.pk]


@pytest.mark.parametrize("words", ["Canary", "金丝雀"])
def test_search_and_palette_show_nothing_out_of_sight(page, make_task, outsider, staff, words):
    task = make_task(title="Canary 金丝雀", body="Canary 金丝雀")
    for name in ("search", "palette"):
        for query in (words, task.number):
            address = reverse(f"insight:{name}")
            assert task.title in page(staff).get(address, {"q": query}).content.decode().replace(
                "<mark>", ""
            ).replace("</mark>", "")
            foreign = page(outsider).get(address, {"q": query}).content.decode()
            assert reverse("tasks:detail", args=[task.pk]) not in foreign


def test_a_snippet_marks_the_hit_and_stays_text(page, make_task, staff):
    make_task(title="Plain", body="before <script>x</script> the needle after")
    shown = page(staff).get(reverse("insight:search"), {"q": "needle"}).content.decode()
    assert "<mark>needle</mark>" in shown
    assert "<script>x" not in shown


@pytest.mark.parametrize("query", ["q=%00", "kind=spaceship", "department=999999", "q=" + "x" * 10_000])
def test_a_search_that_cannot_be_read_is_refused_politely(page, staff, query):
    assert page(staff).get(f"{reverse('insight:search')}?{query}").status_code == 400
    assert page(staff).get(f"{reverse('insight:palette')}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["'", '"', "&|!", "a:*", "%", "\\", "🦆", "\u202eabc"])
def test_odd_queries_never_break_the_search(page, make_task, staff, query):
    make_task()
    assert page(staff).get(reverse("insight:search"), {"q": query}).status_code == 200


def test_supervision_is_for_coordinators(page, make_task, staff, coordinator):
    make_task()
    assert page(staff).get(reverse("insight:supervision")).status_code == 403
    assert page(coordinator).get(reverse("insight:supervision")).status_code == 200
    assert reverse("insight:supervision").encode() not in page(staff).get(HOME).content


def test_every_figure_of_the_heat_map_opens_the_tasks_it_counts(page, make_task, coordinator, org):
    red, late, _calm = make_task("accepted"), make_task("issued"), make_task("accepted")
    Matter.objects.filter(pk=red.pk).update(light=Light.RED)
    Deadline.objects.filter(matter_id=late.pk, clock="receipt").update(due_at=clock.now() - timedelta(days=1))
    browser = page(coordinator)
    [line] = browser.get(reverse("insight:supervision")).context["heat"]
    tasks = reverse("tasks:list")
    for cell in line["cells"]:
        rows = browser.get(f"{tasks}?{cell['query']}").context["rows"]
        assert len(rows) == cell["count"]
    assert line["unsigned"] == 1
    unsigned = browser.get(f"{tasks}?department={org.housing.pk}&receipt=missed").context["rows"]
    assert [row["id"] for row in unsigned] == [late.pk]


@pytest.mark.parametrize("size", [2, 20])
def test_supervision_costs_the_same_however_much_is_supervised(
    page, make_task, coordinator, query_budget, size
):
    for _at in range(size):
        make_task("issued")
    browser = page(coordinator)
    browser.get(HOME)
    with query_budget(SUPERVISION):
        browser.get(reverse("insight:supervision"))


def test_a_department_s_page_shows_only_what_its_reader_may_see(page, make_task, org, staff, outsider):
    task = make_task()
    address = reverse("insight:department_work", args=[org.housing.pk])
    assert task.title in page(staff).get(address).content.decode()
    foreign = page(outsider).get(address)
    assert task.title not in foreign.content.decode()
    assert foreign.context["total"] == 0
    assert page(staff).get(reverse("insight:department_work", args=[999999])).status_code == 404
