"""The map: level by level however large the tree, only what one may see, and a place for what serves nothing."""

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.matters.models import Matter
from goals.alignment.forest import AT_FIRST, MOST_DRAWN, MOST_SIBLINGS, Forest, Twig
from goals.models import Goal
from tests.access.doors import BACKEND


def trees(most: int = 60):
    """Any forest: each goal stands below an earlier one or at the top, is seen or not, passes or not."""
    one = st.tuples(
        st.integers(0, 10_000), st.booleans(), st.booleans(), st.sampled_from(["green", "red", "none"])
    )
    return st.lists(one, max_size=most).map(
        lambda rows: [
            Twig(pk, (spot % pk) or None, health=health, is_seen=seen, matches=passes)
            for pk, (spot, seen, passes, health) in enumerate(rows, 1)
        ]
    )


def path_up(pk: int, twigs: dict[int, Twig]) -> list[int]:
    found = []
    while pk is not None:
        found.append(pk)
        pk = twigs[pk].parent
    return found


@settings(max_examples=80, deadline=None)
@given(trees())
def test_every_goal_that_passes_is_in_the_tree_below_its_own_parents_or_listed_as_unaligned(twigs):
    forest, known = Forest(twigs), {twig.pk: twig for twig in twigs}
    drawn = {node.pk for node in forest.draw(known).nodes()} | set(forest.unaligned)
    for twig in twigs:
        if twig.is_seen and twig.matches and not forest.draw(known).is_cut:
            wide = [pk for pk in path_up(twig.pk, known) if len(forest.children.get(pk, ())) > MOST_SIBLINGS]
            assert twig.pk in drawn or wide


@settings(max_examples=80, deadline=None)
@given(trees())
def test_what_is_told_below_a_goal_equals_a_naive_count(twigs):
    forest, known = Forest(twigs), {twig.pk: twig for twig in twigs}
    for pk in forest.kept:
        under = [t for t in twigs if t.is_seen and t.matches and pk in path_up(t.pk, known)[1:]]
        assert sum(forest.below[pk].values()) == len(under)
        assert forest.below[pk].get("red", 0) == sum(t.health == "red" for t in under)


@settings(max_examples=60, deadline=None)
@given(trees(), st.sets(st.integers(1, 60)))
def test_no_id_of_what_one_may_not_see_is_drawn_and_places_count_up(twigs, wanted):
    hidden = {twig.pk for twig in twigs if not twig.is_seen}
    drawing = Forest(twigs).draw(wanted)
    keys = [node.key for node in drawing.nodes()]
    assert len(keys) == len(set(keys))
    for node in drawing.nodes():
        assert node.pk not in hidden
        assert [child.place for child in node.children] == list(range(1, len(node.children) + 1))
        assert all(child.depth == node.depth + 1 for child in node.children)


def ternary(size: int) -> list[Twig]:
    return [Twig(pk, (pk - 2) // 3 + 1 if pk > 1 else None) for pk in range(1, size + 1)]


@pytest.mark.parametrize("size", [100, 10_000])
def test_however_large_the_tree_only_so_many_nodes_are_drawn(size):
    forest = Forest(ternary(size))
    assert len(list(forest.draw().nodes())) <= AT_FIRST
    everything = forest.draw(range(size + 1))
    assert len(list(everything.nodes())) <= MOST_DRAWN
    assert everything.is_cut is (size > MOST_DRAWN)
    assert sum(forest.below[1].values()) == size - 1


def test_a_goal_with_very_many_children_shows_the_first_and_says_how_many_more_there_are():
    wide = Forest([Twig(1, None), *(Twig(pk, 1) for pk in range(2, 102))])
    [top] = wide.draw({1}).roots
    assert (len(top.children), top.left_out, top.count) == (MOST_SIBLINGS, 100 - MOST_SIBLINGS, 100)


def test_goals_one_may_not_see_stand_there_once_without_a_number():
    twigs = [Twig(1, None), Twig(2, 1, is_seen=False), Twig(3, 1, is_seen=False), Twig(4, 3)]
    [top] = Forest(twigs).draw({1}).roots
    assert [(child.pk, [below.pk for below in child.children]) for child in top.children] == [
        (None, [4]),
        (None, []),
    ]
    assert Forest([Twig(1, None, is_seen=False), Twig(2, 1, is_seen=False)]).draw().roots == []


pages = pytest.mark.django_db


@pytest.fixture
def tree(make_goal, org, by):
    """City above housing above two: one that counts and one that is only linked; and one that serves nothing."""
    city = make_goal(title="A safe old town", department=org.city, actor=org.coordinator)
    housing = make_goal(title="Safe houses", parent=city)
    make_goal(title="Rehouse", parent=housing)
    make_goal(title="Tell residents", parent=housing, is_reporting=False)
    make_goal(title="Paint the office")
    return {goal.title: goal for goal in Goal.objects.all()}


@pytest.fixture
def ask(client):
    """`ask(person, address)` is the page that person is shown."""

    def get(person, address: str = "/goals/map/", status: int = 200) -> str:
        client.force_login(person, backend=BACKEND)
        answer = client.get(address)
        assert answer.status_code == status, answer.content[:400]
        return answer.content.decode()

    return get


@pages
def test_the_map_is_an_aria_tree_with_levels_and_the_unaligned_listed_below(tree, ask, org):
    page = ask(org.coordinator)
    before, loose = page.split('id="loose-title"')
    assert 'role="tree"' in before
    assert 'aria-level="3"' in before
    assert "Paint the office" in loose
    assert "Paint the office" not in before
    assert before.count("map-linked") == 1
    assert "linked only" in before


@pages
def test_folding_hides_what_is_below_and_says_how_much_it_is(tree, ask, org):
    top = tree["A safe old town"]
    folded = ask(org.coordinator, f"/goals/map/?toggle={top.pk}")
    assert "Safe houses" not in folded
    assert "3 goals below" in folded
    assert "Rehouse" in ask(org.coordinator, f"/goals/map/?open=0&toggle={top.pk}").replace(
        "Safe houses", "Rehouse"
    )


@pages
def test_a_goal_out_of_sight_is_a_neutral_placeholder_between_those_in_sight(tree, ask, org):
    Matter.objects.filter(pk=tree["Safe houses"].pk).update(visibility="parties")
    Matter.objects.filter(pk=tree["Rehouse"].pk).update(visibility="organisation")
    Matter.objects.filter(pk=tree["A safe old town"].pk).update(visibility="organisation")
    page = ask(org.outsider)
    assert "Rehouse" in page
    assert "A goal you may not see" in page
    hidden = tree["Safe houses"]
    assert hidden.title not in page
    assert f"goal-{hidden.pk}" not in page
    assert f'name="toggle" value="{hidden.pk}"' not in page


@pages
def test_filters_keep_the_way_up_and_leave_the_rest_out(tree, ask, org):
    page = ask(org.coordinator, f"/goals/map/?department={org.housing.pk}")
    assert "map-context" in page
    assert "Tell residents" in page
    city = ask(org.coordinator, f"/goals/map/?department={org.city.pk}")
    assert "Safe houses" not in city
    assert "Rehouse" in ask(org.staff, "/goals/map/?mine=on")


@pages
@pytest.mark.parametrize("query", ["nonsense=1", "health=blue", "open=x", "cycle=999999", "toggle=-1"])
def test_what_the_map_does_not_understand_is_named(tree, ask, org, query):
    ask(org.staff, f"/goals/map/?{query}", status=400)
    ask(org.staff, f"/api/v1/goals/map/?{query}", status=400)


@pages
def test_the_api_gives_the_same_tree(tree, client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    body = client.get("/api/v1/goals/map/").json()
    titles = {node["key"]: node["title"] for node in body["nodes"]}
    parents = {node["title"]: titles.get(node["parent"]) for node in body["nodes"]}
    assert parents["Rehouse"] == "Safe houses"
    assert parents["A safe old town"] is None
    linked = [node["title"] for node in body["nodes"] if not node["is_reporting"]]
    assert linked == ["Tell residents"]
    assert [goal["title"] for goal in body["unaligned"]] == ["Paint the office"]


@pages
@pytest.mark.parametrize("size", [30, 300])
def test_the_map_costs_the_same_for_many_goals_as_for_few(size, make_goal, org, ask, client, query_budget):
    """The goals are one action's work and copied: what counts here is reading them."""
    first = make_goal(visibility="organisation")
    grown(first, size)
    ask(org.staff)
    cache.clear()
    with query_budget(10):
        page = client.get("/goals/map/").content.decode()
    assert page.count('role="treeitem"') <= AT_FIRST
    assert f"{size - 1} goals below" in page


def grown(first: Goal, size: int) -> None:
    """So many goals in all, three below each, as copies of the first."""
    fields = [f.attname for f in Matter._meta.concrete_fields if f.attname not in ("id", "serial")]
    common = {name: getattr(first, name) for name in fields}
    start = first.pk + 1_000_000
    spine = [Matter(pk=start + n, serial=first.serial + n, **common) for n in range(1, size)]
    Matter.objects.bulk_create(spine, batch_size=500)
    own = [f for f in Goal._meta.local_concrete_fields if f.attname not in ("matter_ptr_id", "parent_id")]
    for n in range(1, size):
        above = (n - 1) // 3
        row = Goal(matter_ptr_id=start + n, parent_id=start + above if above else first.pk)
        row.__dict__ |= {f.attname: getattr(first, f.attname) for f in own}
        row.save_base(raw=True, force_insert=True)


@pages
def test_a_draft_moves_at_once_and_what_is_agreed_is_proposed_anew(tree, agreed, client, org):
    housing, loose = tree["Safe houses"], tree["Paint the office"]
    settled = agreed(title="Settled")
    client.force_login(org.head, backend=BACKEND)

    def move(goal, **given):
        fresh = Goal.objects.get(pk=goal.pk)
        headers = {"If-Match": f'"v{fresh.version}"'}
        path = f"/api/v1/goals/{goal.pk}/align/"
        return client.post(path, given, content_type="application/json", headers=headers)

    assert move(loose, parent=housing.pk, is_reporting=False).status_code == 200
    loose.refresh_from_db()
    assert (loose.parent, loose.is_reporting) == (housing, False)
    assert move(housing, parent=loose.pk).status_code == 409
    assert move(settled, parent=housing.pk).status_code == 400
    assert move(settled, parent=housing.pk, reason="It serves it").status_code == 200
    settled = Goal.objects.get(pk=settled.pk)
    assert settled.parent is None
    assert settled.proposal is not None
