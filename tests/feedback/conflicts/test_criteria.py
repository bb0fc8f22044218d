"""Options are scored by criteria with weights: blind, by every side, and shown as weighted means with their spread."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion
from feedback import actions
from feedback.conflicts.scores import Result
from feedback.models import ConflictCase, ConflictCriterion, ConflictOption, Grade, OptionScore
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def weigh(by):
    """`weigh(criterion, person, name=…, weight=…)` changes a criterion as it is now."""

    def change(criterion: ConflictCriterion, person, **answers):
        row = ConflictCriterion.objects.get(pk=criterion.pk)
        given = {"name": str(row), "weight": row.weight} | answers
        return actions.change_criterion(criterion=row, actor=by(person), version=row.version, **given)

    return change


@pytest.fixture
def scoring(talks, step, org) -> list[ConflictOption]:
    """Two options, being scored."""
    step("add_option", talks, org.head, text="Housing issues them")
    step("add_option", talks, org.planner, text="Planning answers in five days")
    step("open_scoring", talks, org.planner)
    return list(ConflictOption.objects.filter(case=talks))


def test_a_case_begins_with_the_usual_criteria_in_the_readers_language(talks, client, org):
    assert [str(one) for one in talks.criteria.all()] == ["Cost", "Effect", "Time", "Acceptability"]
    org.planner.language = "zh-hans"
    org.planner.save()
    client.force_login(org.planner, backend=BACKEND)
    shown = client.get(f"/feedback/conflicts/{talks.pk}/").content.decode()
    assert "可接受度" in shown
    listed = client.get(f"/api/v1/conflict-criteria/?conflict={talks.pk}&ordering=id").json()["results"]
    assert [row["usual"] for row in listed] == ["cost", "effect", "time", "acceptance"]


def test_criteria_are_added_weighed_and_taken_out_until_scoring_opens(talks, step, weigh, by, org):
    added = step("add_criterion", talks, org.planner, name="Fit with the law", weight=3)
    assert weigh(added, org.head, weight=5).weight == 5
    cost = talks.criteria.first()
    assert weigh(cost, org.head, name="Money").usual == ""
    actions.drop_criterion(criterion=added, actor=by(org.planner), version=2)
    assert str(talks.criteria.filter(dropped_at=None).first()) == "Money"
    told = set(talks.activities.values_list("event", flat=True))
    assert {f"conflict.criterion_{what}" for what in ("added", "changed", "dropped")} <= told


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": "  ", "weight": 1}, "name"),
        ({"name": "x" * 101, "weight": 1}, "name"),
        ({"name": "cost", "weight": 1}, "name"),
        ({"name": "Law", "weight": 0}, "weight"),
        ({"name": "Law", "weight": 11}, "weight"),
    ],
)
def test_a_criterion_needs_a_new_name_and_a_weight_from_1_to_10(talks, step, org, answers, field):
    with override("en"), pytest.raises(Invalid) as refusal:
        step("add_criterion", talks, org.head, **answers)
    assert refusal.value.errors[0].field == field


def test_a_criterion_is_for_those_who_take_part_and_stands_while_scoring(scoring, talks, step, weigh, org):
    criterion = talks.criteria.first()
    with pytest.raises(Forbidden):
        weigh(criterion, org.outsider, weight=2)
    with pytest.raises(Conflict):
        weigh(criterion, org.head, weight=2)
    with pytest.raises(Conflict):
        step("add_criterion", talks, org.head, name="Late", weight=1)
    step("gather_options", talks, org.head)
    assert weigh(criterion, org.head, weight=2).weight == 2


def test_the_last_criterion_stays_and_a_stale_form_is_told(talks, by, org):
    rows = list(talks.criteria.all())
    for row in rows[1:]:
        actions.drop_criterion(criterion=row, actor=by(org.head), version=1)
    with pytest.raises(Conflict):
        actions.drop_criterion(criterion=rows[0], actor=by(org.head), version=1)
    with pytest.raises(StaleVersion):
        actions.drop_criterion(criterion=rows[0], actor=by(org.head), version=7)


def test_a_side_grades_every_criterion_and_nothing_else(scoring, by, org):
    option, other = scoring
    ids = [str(pk) for pk in option.case.criteria.values_list("pk", flat=True)]
    wrong = [dict.fromkeys(ids[1:], 5), dict.fromkeys(ids, 11), dict.fromkeys([*ids, "999999"], 5), {}]
    for grades in wrong:
        with pytest.raises(Invalid):
            actions.score_option(option=option, actor=by(org.head), version=1, grades=grades)
    assert not OptionScore.objects.filter(option__in=[option, other]).exists()


def test_the_result_is_the_weighted_mean_with_its_spread_for_everyone_at_once(
    scoring, talks, weigh, step, scored, page, org
):
    step("gather_options", talks, org.head)
    weigh(talks.criteria.first(), org.head, weight=7)
    step("open_scoring", talks, org.head)
    one, two = scoring
    scored(one, org.head, 10, 0, 0, 0)
    scored(two, org.head, 5)
    before = page(org.planner, f"/api/v1/conflict-options/?conflict={talks.pk}")
    assert '"grades"' not in before
    assert '"mean":null' in before
    scored(one, org.planner, 0, 10, 10, 10)
    scored(two, org.planner, 6)
    shown = ConflictCase.objects.get(pk=talks.pk).activities.get(event="conflict.scores_shown").facts
    assert [(row["mean"], row["spread"]) for row in shown["results"]] == [(5.5, 1), (5, 4)]
    for reader in (org.head, org.planner):
        story = page(reader, f"/feedback/conflicts/{talks.pk}/")
        assert "Weighted mean 5.5" in story
        assert "sides 4 apart" in story
        told = page(reader, reverse("meetings:story", args=[talks.pk]))
        assert "Planning answers in five days: 5.5, sides 1 apart" in told


def test_the_dialog_asks_for_every_criterion_and_the_api_takes_grades_by_id(scoring, client, org):
    option = scoring[0]
    client.force_login(org.head, backend=BACKEND)
    asked = client.get(f"/feedback/conflict-options/{option.pk}/score/").content.decode()
    ids = [str(pk) for pk in option.case.criteria.values_list("pk", flat=True)]
    assert all(f'name="grades-{pk}"' in asked for pk in ids)
    given = {f"grades-{pk}": "7" for pk in ids} | {"version": 1, "remark": ""}
    short = {name: value for name, value in given.items() if not name.endswith(ids[0])}
    refused = client.post(f"/feedback/conflict-options/{option.pk}/score/", short)
    assert refused.status_code == 400
    assert "Cost" in refused.content.decode()
    assert client.post(f"/feedback/conflict-options/{option.pk}/score/", given).status_code in (204, 302)
    assert Grade.objects.filter(score__option=option).count() == len(ids)
    door, headers = f"/api/v1/conflict-options/{option.pk}/score/", {"If-Match": '"v1"'}
    for grades in ("7", [7], {ids[0]: "seven"}, {ids[0]: 1.5}, {ids[0]: True}):
        answer = client.post(door, {"grades": grades}, content_type="application/json", headers=headers)
        assert answer.status_code == 400, grades
    sent = {"grades": dict.fromkeys(ids, 3), "remark": "Hardly"}
    answer = client.post(door, sent, content_type="application/json", headers=headers)
    assert answer.json()["scores"][0]["mean"] == 3


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 10), min_size=1, max_size=5).flatmap(
        lambda weights: st.tuples(
            st.just(weights),
            st.lists(
                st.lists(st.integers(0, 10), min_size=len(weights), max_size=len(weights)),
                min_size=1,
                max_size=4,
            ),
        )
    )
)
def test_the_mean_lies_between_the_sides_and_the_spread_spans_them(sheet):
    weights, sides = sheet
    result = Result(ConflictOption(pk=1), dict(enumerate(weights)))
    for place, values in enumerate(sides):
        score = OptionScore(pk=place)
        grades = [Grade(criterion_id=pk, value=value) for pk, value in enumerate(values)]
        score._prefetched_objects_cache = {"grades": grades}
        result.given[place] = score
    of_sides = [result.of_side(place) for place in result.given]
    for value, values in zip(of_sides, sides, strict=True):
        assert min(values) <= value <= max(values)
    assert min(of_sides) - 0.01 <= result.mean <= max(of_sides) + 0.01
    assert result.spread == pytest.approx(max(of_sides) - min(of_sides), abs=0.01)
