"""The end of a cycle: owner and sponsor speak, figures score, the goal closes into a retrospective or carries over."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, TransitionRefused
from collab.deadlines.models import Deadline
from collab.matters.models import Link, Matter
from collab.org.models import Person
from goals import actions
from goals.cycle_end.selectors import BANDS, band_of, distribution_of, goals_in, in_band, in_tenth
from goals.models import Cycle, Goal, KeyResult
from insight.selectors.workbench import workbench
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(cycle, by, org) -> Cycle:
    return actions.move_cycle_on(cycle=cycle, actor=by(org.coordinator), version=cycle.version, step="open")


@pytest.fixture
def next_year(cycle, by, org) -> Cycle:
    year = cycle.starts_on.year + 1
    return actions.create_cycle(
        actor=by(org.coordinator),
        name=str(year),
        length="year",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )


@pytest.fixture
def measured(active, by, org):
    """`measured(60, None)` is a goal under way with key results at so many of a hundred, all weighing the same."""

    def make(*figures: int | None, **fields) -> Goal:
        goal = active(**fields)
        for place, figure in enumerate(figures, 1):
            goal = Goal.objects.get(pk=goal.pk)
            actions.add_key_result(
                goal=goal,
                actor=by(org.staff),
                version=goal.version,
                title=f"Measure {place}",
                start_value=Decimal(0),
                target_value=Decimal(100),
                unit="flats",
                current_value=None if figure is None else Decimal(figure),
            )
        return Goal.objects.get(pk=goal.pk)

    return make


def did(name: str, goal: Goal, actor, **answers) -> Goal:
    """The step, on the goal as it is now."""
    fresh = Goal.objects.get(pk=goal.pk)
    getattr(actions, name)(goal=fresh, actor=actor, version=fresh.version, **answers)
    return Goal.objects.get(pk=goal.pk)


@pytest.fixture
def scored(opened, by, org):
    """`scored(goal)` puts the cycle into scoring; with it the goal."""

    def score(goal: Goal) -> Goal:
        cycle, due = Cycle.objects.get(pk=opened.pk), clock.now() + timedelta(days=14)
        if cycle.state == "scoring":
            return did("begin_scoring", goal, by(org.coordinator), due_at=due)
        actions.score_cycle(cycle=cycle, actor=by(org.coordinator), version=cycle.version, due_at=due)
        return Goal.objects.get(pk=goal.pk)

    return score


@pytest.fixture
def closed(measured, scored, by, org):
    """`closed(60, None)` is a goal with such figures, assessed by both and closed."""

    def close(*figures: int | None, **fields) -> Goal:
        goal = scored(measured(*figures, **fields))
        did("assess_goal", goal, by(org.staff), percent=80, text="We did well")
        did("judge_goal", goal, by(org.leader), percent=70, text="Nearly")
        return did("close_goal", goal, by(org.coordinator))

    return close


def test_scoring_a_cycle_scores_what_is_under_way_and_asks_each_owner_by_a_deadline(
    measured, make_goal, scored, org
):
    draft = make_goal(title="Never agreed")
    goal = scored(measured(50))
    assert goal.status == "scoring"
    assert Goal.objects.get(pk=draft.pk).status == "draft"
    running = Deadline.objects.filter(matter=goal, state="running", clock="due")
    assert [row.party.person for row in running.select_related("party__person")] == [org.staff]


def test_a_large_cycle_is_scored_in_batches_each_goal_once(monkeypatch, measured, opened, by, org):
    monkeypatch.setattr("goals.actions.cycle_end.BATCH", 2)
    goals = [measured(50, title=f"Goal {n}") for n in range(5)]
    cycle, due = Cycle.objects.get(pk=opened.pk), clock.now() + timedelta(days=14)
    actions.score_cycle(cycle=cycle, actor=by(org.coordinator), version=cycle.version, due_at=due)

    def done() -> int:
        return Goal.objects.filter(status="scoring").count()

    assert done() == 2
    assert actions.carry_on_scoring() == 2
    held = Goal.objects.get(pk=goals[4].pk)
    actions.pause_goal(goal=held, actor=by(org.coordinator), version=held.version, reason="Wait")
    assert actions.carry_on_scoring() == 0
    assert (done(), Cycle.objects.get(pk=opened.pk).scoring_due_at) == (4, None)
    assert actions.carry_on_scoring() == 0
    begun = Activity.objects.filter(event="goal.scoring_begun")
    assert sorted(begun.values_list("matter_id", flat=True)) == sorted(goal.pk for goal in goals[:4])
    assert set(begun.values_list("actor", flat=True)) == {org.coordinator.pk}


def test_only_coordinators_score_a_cycle(opened, by, org):
    with pytest.raises(Forbidden):
        actions.score_cycle(
            cycle=opened, actor=by(org.head), version=opened.version, due_at=clock.now() + timedelta(days=9)
        )


def test_the_owner_speaks_first_then_the_sponsor_each_by_their_own_clock(measured, scored, by, org):
    goal = scored(measured(50))
    with pytest.raises(Forbidden):
        did("assess_goal", goal, by(org.leader), percent=50, text="So-so")
    with pytest.raises(Conflict) as early:
        did("judge_goal", goal, by(org.leader), percent=50, text="So-so")
    assert early.value.code == "not_assessed"
    did("assess_goal", goal, by(org.staff), percent=55, text="Half")
    running = Deadline.objects.filter(matter=goal, state="running", clock="due")
    assert [row.party.person for row in running.select_related("party__person")] == [org.leader]
    goal = did("judge_goal", goal, by(org.leader), percent=45, text="Less than half")
    assert (goal.self_score, goal.sponsor_score) == (Decimal("0.55"), Decimal("0.45"))
    assert not Deadline.objects.filter(matter=goal, state="running", clock="due").exists()
    with pytest.raises(Conflict):
        did("assess_goal", goal, by(org.staff), percent=90, text="Better")


def test_the_sponsor_is_asked_on_the_workbench_to_assess_and_then_to_close(measured, scored, by, org):
    def asked_of(person) -> list[str]:
        stacks = {stack.code: stack.rows for stack in workbench(Person.objects.get(pk=person.pk))}
        rows = [row for row in stacks["decide"] if row["id"] == goal.pk]
        return [step.url.rstrip("/").rpartition("/")[2] for row in rows for step in row["actions"]]

    goal = scored(measured(50))
    assert asked_of(org.leader) == []
    did("assess_goal", goal, by(org.staff), percent=55, text="Half")
    assert (asked_of(org.leader), asked_of(org.head)) == (["judge"], [])
    did("judge_goal", goal, by(org.leader), percent=45, text="Less than half")
    assert asked_of(org.leader) == ["close"]


def test_once_the_owners_time_is_up_the_sponsor_goes_on_alone(measured, scored, by, org):
    goal = scored(measured(50))
    with clock.told(clock.now() + timedelta(days=15)):
        assert did("judge_goal", goal, by(org.leader), percent=40, text="Nothing heard").sponsor_score


@pytest.mark.parametrize(
    "given", [{"percent": 101, "text": "x"}, {"percent": -1, "text": "x"}, {"percent": 5, "text": " "}]
)
def test_a_score_lies_between_nought_and_a_hundred_and_rests_on_something(measured, scored, by, org, given):
    with pytest.raises(Invalid):
        did("assess_goal", scored(measured(50)), by(org.staff), **given)


def test_the_score_is_the_mean_of_the_figures_there_are(closed):
    goal = closed(60, 80, None)
    assert (goal.status, goal.score) == ("closed", Decimal("0.7"))
    assert set(KeyResult.objects.filter(goal=goal).values_list("status", flat=True)) == {"closed"}
    assert list(KeyResult.objects.filter(goal=goal).order_by("pk").values_list("score", flat=True)) == [
        Decimal("0.6"),
        Decimal("0.8"),
        None,
    ]


def test_figures_that_are_all_missing_give_no_score_and_none_at_all_gives_the_sponsors(closed):
    assert closed(None).score is None
    assert closed(title="Without key results").score == Decimal("0.7")


def test_closing_opens_the_retrospective_with_what_was_expected_frozen(closed, org):
    goal = closed(60)
    told = goal.looked_back_on
    assert (told.owner, told.department) == (org.staff, org.housing)
    assert goal.specific in told.expected
    assert "We did well" in told.actual
    first, *_rest, score = told.figures
    assert (first["name"], first["expected"], first["came"]) == ("Measure 1", "0 → 100 flats", "60 flats")
    assert (score["kind"], Decimal(score["share"])) == ("score", goal.score)
    Goal.objects.filter(pk=goal.pk).update(specific="Something else")
    told.refresh_from_db()
    assert goal.specific in told.expected


def test_before_both_have_spoken_it_stays_open_and_its_owner_never_closes_it(measured, scored, by, org):
    goal = scored(measured(50))
    with pytest.raises(Conflict):
        did("close_goal", goal, by(org.coordinator))
    did("assess_goal", goal, by(org.staff), percent=55, text="Half")
    did("judge_goal", goal, by(org.leader), percent=45, text="Less")
    with pytest.raises(Forbidden):
        did("close_goal", goal, by(org.staff))


def test_a_goal_is_carried_over_once_with_what_is_left_of_its_key_results(closed, next_year, by, org):
    goal = closed(60, 100, None)
    did("carry_over_goal", goal, by(org.head))
    [fresh] = goal.carried_over_to.all()
    assert (fresh.cycle, fresh.status, fresh.title) == (next_year, "draft", goal.title)
    left = fresh.key_results.order_by("pk").values_list(
        "title", "start_value", "target_value", "current_value"
    )
    assert list(left) == [("Measure 1", 60, 100, None), ("Measure 3", 0, 100, None)]
    assert Link.objects.filter(source=goal.pk, target=fresh.pk, kind="led_to").exists()
    parts = fresh.contributions.values_list("party__department__code", "role", "party__part")
    assert list(parts) == [("planning", "Finds the land", "Two sites by June")]
    with pytest.raises(Conflict) as twice:
        did("carry_over_goal", goal, by(org.head))
    assert twice.value.code == "carried_over_already"


def test_without_a_next_cycle_nothing_is_carried_over(closed, by, org):
    with pytest.raises(Conflict) as refused:
        did("carry_over_goal", closed(60), by(org.head))
    assert refused.value.code == "no_next_cycle"


def test_a_cycle_closes_once_every_goal_is_closed_or_cancelled(closed, active, by, org, cycle):
    closed(60)
    late = active(title="Came late")

    def close():
        row = Cycle.objects.get(pk=cycle.pk)
        return actions.move_cycle_on(cycle=row, actor=by(org.coordinator), version=row.version, step="close")

    with pytest.raises(Conflict):
        close()
    did("cancel_goal", late, by(org.leader), reason="Too late")
    assert close().state == "closed"


def test_a_goal_resumed_late_is_scored_by_itself(measured, active, scored, by, org):
    paused = active(title="Rests")
    did("pause_goal", paused, by(org.leader), reason="Rain")
    scored(measured(50))
    did("resume_goal", paused, by(org.leader))
    goal = did("begin_scoring", paused, by(org.leader), due_at=clock.now() + timedelta(days=5))
    assert goal.status == "scoring"
    with pytest.raises(TransitionRefused):
        did("begin_scoring", goal, by(org.leader), due_at=clock.now() + timedelta(days=5))


@pytest.mark.parametrize("commitment", ["committed", "aspirational"])
@pytest.mark.parametrize("score", [None, "0", "0.3999", "0.4", "0.6999", "0.7", "0.9999", "1"])
def test_the_database_finds_the_goals_of_a_band_that_its_reading_names(make_goal, commitment, score):
    goal = make_goal()
    value = None if score is None else Decimal(score)
    Goal.objects.filter(pk=goal.pk).update(status="closed", commitment=commitment, score=value)
    found = [band for band in BANDS if Goal.objects.filter(in_band(band), pk=goal.pk).exists()]
    assert found == [band_of("closed", commitment, value)]
    if value is not None:
        tenths = [n for n in range(10) if Goal.objects.filter(in_tenth(n), pk=goal.pk).exists()]
        assert tenths == [min(int(value * 10), 9)]


def test_every_figure_of_a_cycle_opens_the_goals_it_counts(closed, measured, client, org, cycle):
    closed(60)
    closed(100, title="Done", commitment="committed")
    client.force_login(org.staff, backend=BACKEND)
    found = distribution_of(cycle, org.staff)
    page = client.get(f"/goals/cycles/{cycle.pk}/").content.decode()
    assert found.whole.counts["met"] == found.whole.counts["missed"] == 1
    for band, count in found.whole.counts.items():
        shown = client.get(f"/goals/cycles/{cycle.pk}/records/?band={band}").content.decode()
        assert shown.count("data-row-link") == count
    assert f"/goals/cycles/{cycle.pk}/records/?tenth=6" in page
    assert client.get(f"/goals/cycles/{cycle.pk}/records/?band=nonsense").status_code == 400
    api = client.get(f"/api/v1/cycles/{cycle.pk}/scores/").json()
    assert api["whole"]["bands"] == found.whole.counts
    assert api["whole"]["mean"] == "0.8000"
    assert goals_in(cycle, org.outsider).count() == 0


def test_through_the_api_a_cycle_is_opened_scored_and_its_goals_closed(measured, cycle, client, org):
    goal = measured(40)

    def post(who, path, **body):
        client.force_login(who, backend=BACKEND)
        row = Cycle.objects.get(pk=cycle.pk) if path.startswith("cycles") else Matter.objects.get(pk=goal.pk)
        headers = {"If-Match": f'"v{row.version}"'}
        return client.post(
            f"/api/v1/{path}/", body, content_type="application/json", headers=headers
        ).status_code

    due = (clock.now() + timedelta(days=9)).isoformat()
    assert post(org.staff, f"cycles/{cycle.pk}/open") == 403
    assert post(org.coordinator, f"cycles/{cycle.pk}/open") == 200
    assert post(org.coordinator, f"cycles/{cycle.pk}/score", due_at=due) == 200
    assert post(org.outsider, f"goals/{goal.pk}/assess", percent=40, text="x") == 404
    assert post(org.staff, f"goals/{goal.pk}/assess", percent=40, text="Slow") == 200
    assert post(org.leader, f"goals/{goal.pk}/judge", percent=35, text="Slow") == 200
    assert post(org.coordinator, f"goals/{goal.pk}/close") == 200
    assert post(org.coordinator, f"cycles/{cycle.pk}/close") == 200


def test_the_dialog_scores_a_cycle_and_refuses_who_may_not(opened, measured, client, org, cycle):
    goal = measured(40)
    path = f"/goals/cycles/{cycle.pk}/score/"
    given = {
        "version": Cycle.objects.get(pk=cycle.pk).version,
        "due_at": (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"),
    }
    client.force_login(org.staff, backend=BACKEND)
    assert client.post(path, given, headers={"HX-Request": "true"}).status_code == 403
    client.force_login(org.coordinator, backend=BACKEND)
    assert client.get(path, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(path, given, headers={"HX-Request": "true"}).status_code == 204
    assert Goal.objects.get(pk=goal.pk).status == "scoring"


def test_a_cycle_is_scored_by_one_rule_alone(opened, active, by, org):
    goal = active()
    coordinator, version = by(org.coordinator), Cycle.objects.get(pk=opened.pk).version
    with pytest.raises(Invalid) as refusal:
        actions.move_cycle_on(cycle=opened, actor=coordinator, version=version, step="score")
    assert refusal.value.errors[0].field == "due_at"
    assert (Cycle.objects.get(pk=opened.pk).state, Goal.objects.get(pk=goal.pk).status) == ("open", "active")
    due = clock.now() + timedelta(days=5)
    assert (
        actions.score_cycle(cycle=opened, actor=coordinator, version=version, due_at=due).state == "scoring"
    )
    assert Goal.objects.get(pk=goal.pk).status == "scoring"
