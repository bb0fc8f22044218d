"""Agreeing on a goal through pages, the API, the console and the workbench."""

import json

import pytest
from django.urls import reverse

from collab.common.errors import Forbidden
from collab.matters.actions import change_visibility, open_matter
from collab.matters.chain import chain_of
from collab.matters.models import Matter
from collab.matters.policies import readers_of
from goals import actions
from goals.models import Cycle, Goal, KeyResult
from tests.access.doors import BACKEND
from tests.conftest import acting
from tests.goals.agreeing import accepted, confirmed, consulted, refused_with, said

pytestmark = pytest.mark.django_db


def send(client, who, address, row, **body):
    client.force_login(who, backend=BACKEND)
    headers = {"If-Match": f'"v{row.version}"'}
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


def written(form) -> dict:
    """What the form would send back untouched."""
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


@pytest.fixture
def signed_in(client):
    """`signed_in(person)` is the browser of that person."""

    def enter(who):
        client.force_login(who, backend=BACKEND)
        return client

    return enter


def test_the_page_names_what_each_answer_lacks(make_goal, org, signed_in):
    goal = make_goal(unit="", target=0)
    shown = signed_in(org.head).get(f"/goals/{goal.pk}/").content.decode()
    assert "The metric has no unit" in shown
    assert "The target equals the baseline" in shown
    assert "4/5" in shown


def test_an_unfinished_form_is_checked_as_it_is_typed(cycle, org, signed_in):
    typed = {"cycle": cycle.pk, "metric": "Flats", "baseline": "3", "target": "3.0", "due_on": "1999-01-01"}
    shown = signed_in(org.head).post("/goals/check/", typed).content.decode()
    assert "The metric has no unit" in shown
    assert "The target equals the baseline" in shown
    assert "lies outside the cycle" in shown
    assert not Goal.objects.exists()


def test_the_whole_way_through_the_api(make_goal, org, client):
    goal = make_goal()
    api = f"/api/v1/goals/{goal.pk}"
    assert client.get(f"{api}/gaps/").status_code in (401, 403)
    assert send(client, org.head, f"{api}/consult/", goal).status_code == 200
    goal.refresh_from_db()
    row = said(goal, org.planning)
    about = f"/api/v1/goal-consultations/{row.pk}"
    assert send(client, org.head, f"{about}/accept/", row).status_code == 403
    answer = send(client, org.planner, f"{about}/accept-with-conditions/", row, conditions="Money first")
    assert (answer.status_code, answer.json()["answer"]) == (200, "conditional")
    goal.refresh_from_db()
    assert send(client, org.staff, f"{api}/confirm/", goal).status_code == 403
    assert send(client, org.leader, f"{api}/confirm/", goal).status_code == 200
    goal.refresh_from_db()
    proposed = send(client, org.staff, f"{api}/propose-change/", goal, target="90.5", reason="Fewer")
    assert proposed.status_code == 200, proposed.content
    version = client.get(f"/api/v1/goal-versions/?goal={goal.pk}").json()["results"][0]
    assert (version["number"], version["changes"], version["terms"]["target"]) == (2, ["target"], "90.5")
    one = client.get(f"/api/v1/goal-versions/{version['id']}/").json()
    assert [(line["before"], line["after"]) for line in one["differences"]] == [("120", "90.5")]


def test_an_outsider_finds_none_of_it(make_goal, by, org, client):
    goal = consulted(make_goal(), by, org.head)
    row, part = said(goal, org.planning), goal.contributions.get()
    client.force_login(org.outsider, backend=BACKEND)
    for address in (
        f"/goals/{goal.pk}/change/",
        f"/goals/{goal.pk}/versions/1/",
        f"/goals/consultations/{row.pk}/accept/",
        f"/goals/contributions/{part.pk}/acknowledge/",
        f"/api/v1/goals/{goal.pk}/",
        f"/api/v1/goal-consultations/{row.pk}/",
        f"/api/v1/goal-contributions/{part.pk}/",
    ):
        assert client.get(address).status_code == 404, address


def test_a_change_is_proposed_on_the_page_and_read_as_a_difference(agreed, by, org, signed_in):
    goal = agreed()
    page = signed_in(org.staff)
    form = page.get(f"/goals/{goal.pk}/change/").context["form"]
    key = f"d{org.planning.pk}"
    typed = written(form)
    typed |= {"target": "90", "reason": "Two houses are lost", f"text_{key}": "One site by June"}
    typed |= {"departments": [], "people": []}
    answer = page.post(f"/goals/{goal.pk}/change/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    shown = page.get(f"/goals/{goal.pk}/versions/2/").content.decode()
    assert "<del>120</del>" in shown
    assert "<ins>90</ins>" in shown
    assert "Finds the land — One site by June" in shown
    assert "120" in page.get(f"/goals/{goal.pk}/versions/1/").content.decode()


def test_a_stale_change_shows_both_texts(make_goal, by, org, signed_in):
    goal = make_goal()
    page = signed_in(org.staff)
    form = page.get(f"/goals/{goal.pk}/change/").context["form"]
    typed = written(form)
    actions.edit_goal(goal=goal, actor=by(org.head), version=goal.version, metric="Families rehoused")
    answer = page.post(f"/goals/{goal.pk}/change/", typed | {"metric": "Homes", "departments": []})
    assert answer.status_code == 412
    shown = answer.content.decode()
    assert "Homes" in shown
    assert "Families rehoused" in shown


def test_the_workbench_shows_whose_turn_it_is(make_goal, by, org, signed_in):
    goal = make_goal()
    stack = 'id="stack-{}"'

    def stands_in(who, code: str) -> bool:
        text = signed_in(who).get("/").content.decode()
        after = text[text.index(stack.format(code)) :]
        return goal.number in after[: after.index("</section>")]

    goal = consulted(goal, by, org.head)
    assert stands_in(org.planner, "decide")
    assert not stands_in(org.leader, "decide")
    row = said(goal, org.planning)
    actions.object_to_goal(consultation=row, actor=by(org.planner), version=row.version, grounds="Why?")
    assert stands_in(org.staff, "do")
    row.refresh_from_db()
    actions.reply_to_consultation(consultation=row, actor=by(org.staff), version=row.version, text="So")
    assert stands_in(org.leader, "decide")
    confirmed(goal, by, org.leader)
    assert stands_in(org.planner, "sign")
    part = goal.contributions.get()
    actions.acknowledge_contribution(contribution=part, actor=by(org.planner), version=part.version)
    assert not stands_in(org.planner, "sign")
    assert "My part in the whole" in signed_in(org.planner).get("/").content.decode()


def test_accepting_acknowledges_and_a_changed_part_is_acknowledged_anew(agreed, by, org):
    goal = agreed()
    assert goal.contributions.get().acknowledged_by == org.planner
    changed = [actions.ContributionBrief(org.planning, "Finds the land", "Three sites")]
    goal = actions.propose_change(
        goal=goal, actor=by(org.staff), version=goal.version, reason="More", contributions=changed
    )
    row = said(goal, org.planning)
    actions.object_to_goal(consultation=row, actor=by(org.planner), version=row.version, grounds="No")
    row.refresh_from_db()
    actions.reply_to_consultation(consultation=row, actor=by(org.staff), version=row.version, text="Yes")
    goal = confirmed(goal, by, org.leader)
    part = goal.contributions.get()
    assert (part.party.part, part.acknowledged_at) == ("Three sites", None)


def test_a_task_drafted_from_a_goal_keeps_the_chain(active, org, signed_in, make_task):
    goal = active()
    task = make_task("draft", came_from=Matter.objects.get(pk=goal.pk), actor=org.head)
    chain = chain_of(goal, org.head)
    assert task.pk in chain.nodes
    assert [str(text) for text in chain.nodes[goal.pk].open_ends] == ["no check-in yet", "no key result yet"]
    assert signed_in(org.head).get(f"/tasks/new/?came_from={goal.number}").status_code == 200


def test_key_results_follow_the_goals_audience(make_goal, by, org):
    goal = make_goal()
    result = open_matter(
        KeyResult, actor=by(org.head), kind="key_result", parties=readers_of(goal), status="active",
        title="Flats handed over", department=goal.department, goal=goal, start_value=0, target_value=9,
    )  # fmt: skip
    assert KeyResult.objects.visible_to(org.planner).exists()
    actions.edit_goal(goal=goal, actor=by(org.head), version=goal.version, contributions=[])
    assert not KeyResult.objects.visible_to(org.planner).exists()
    goal = Goal.objects.get(pk=goal.pk)
    change_visibility(matter=goal, actor=by(org.head), version=goal.version, visibility="organisation")
    assert KeyResult.objects.get(pk=result.pk).visibility == "organisation"


def test_search_and_filters_find_goals(agreed, make_goal, org, signed_in):
    goal, other = agreed(), make_goal(title="Cleaner canals 河道治理", contributions=[])
    page = signed_in(org.staff)
    assert other.number in page.get("/search/?q=河道").content.decode()
    for query, shown in {
        "status=agreed": {goal.pk},
        "q=canals": {other.pk},
        "part=owner": {goal.pk, other.pk},
        "part=sponsor": set(),
        "alignment=none&health=none": {goal.pk, other.pk},
    }.items():
        assert {row["id"] for row in page.get(f"/goals/?{query}").context["rows"]} == shown, query
    assert page.get("/goals/?colour=red").status_code == 400


def test_cycles_are_set_up_and_moved_on_in_the_console(org, signed_in, make_goal, cycle):
    console = signed_in(org.coordinator)
    typed = {"name": "H1", "length": "half", "starts_on": "2027-01-01", "ends_on": "2027-06-30"}
    assert console.post(reverse("admin:goals_cycle_add"), typed).status_code == 302
    half = Cycle.objects.get(name="H1")
    assert console.post(reverse("admin:goals_cycle_step", args=[half.pk, "open"])).status_code == 302
    half.refresh_from_db()
    assert half.state == "open"
    goal = make_goal()
    assert console.get(reverse("admin:goals_goal_change", args=[goal.pk])).status_code == 200
    step = reverse("admin:goals_goal_step", args=[goal.pk, "consult"])
    assert console.post(step, {"version": goal.version}).status_code == 302
    assert Goal.objects.get(pk=goal.pk).status == "consultation"


def test_members_do_not_set_up_cycles(org):
    with pytest.raises(Forbidden):
        actions.create_cycle(actor=acting(org.staff), name="X", length="year", starts_on=None, ends_on=None)


def test_a_goal_cannot_serve_itself_by_way_of_others(make_goal, by, org):
    top = make_goal()
    middle = make_goal(parent=top)
    low = make_goal(parent=middle)
    with refused_with("parent_circle"):
        actions.edit_goal(goal=top, actor=by(org.head), version=top.version, parent=low)
    accepted_row = consulted(low, by, org.head)
    assert accepted(said(accepted_row, org.planning), by, org.planner).answer == "accepted"
