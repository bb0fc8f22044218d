"""Secret ballots: nothing that is stored tells who voted what, and nobody sees the count before the end."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction

from collab.activity.models import Activity, Reply
from collab.common import clock
from collab.common.errors import Conflict, Invalid
from meetings import actions
from meetings.models import Decision, Seat, Urn
from tests.conftest import acting

from .table import Table, ballot_on

pytestmark = pytest.mark.django_db
ONE, OTHER = "the receipt of slip one", "the receipt of slip two"


@pytest.fixture
def table(org) -> Table:
    return Table(org)


@pytest.fixture
def voting(table) -> Decision:
    table.come()
    return table.ballot(secret=True)


def stored() -> dict[str, str]:
    """Every row of every table as text, under its name."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        rows = model._base_manager.order_by("pk")
        found[model._meta.label] = serializers.serialize("json", rows)
    return found


def sent(client, person, decision: Decision, choice: str, receipt: str):
    """A vote through the page, as a browser sends it, nonce and all."""
    client.force_login(person)
    decision = Decision.objects.get(pk=decision.pk)
    body = {"version": decision.version, "choice": choice, "receipt": receipt, "_nonce": f"nonce-{person.pk}"}
    answer = client.post(f"/matters/{decision.pk}/do/vote/", body, headers={"HX-Request": "true"})
    assert answer.status_code == 204, answer.content
    return answer


def test_swapping_who_voted_what_changes_nothing_that_is_stored(client, voting, org):
    """Two worlds at one instant: first staff is for it and head against, then the other way round."""
    worlds = []
    for staff, head in ((("for", ONE), ("against", OTHER)), (("against", OTHER), ("for", ONE))):
        mark = transaction.savepoint()
        with clock.told(clock.now().replace(year=2030)):
            sent(client, org.staff, voting, *staff)
            sent(client, org.head, voting, *head)
        worlds.append(stored())
        transaction.savepoint_rollback(mark)
    assert_same(*worlds)


def assert_same(one: dict, other: dict) -> None:
    """All but who signed in, instants, and the journal's seals, which are made from instants."""
    passing = ("at", "updated_at", "digest", "seal", "last_login")
    for label in one.keys() - {"sessions.Session", "axes.AccessLog"}:
        kept = [
            [
                {key: row["fields"][key] for key in row["fields"] if key not in passing}
                for row in json.loads(world)
            ]
            for world in (one[label], other[label])
        ]
        assert kept[0] == kept[1], label


def test_no_row_names_a_receipt_or_a_choice_beside_a_person(client, voting, org):
    sent(client, org.staff, voting, "for", ONE)
    sent(client, org.head, voting, "against", OTHER)
    whole = stored()
    assert not any(ONE in text or OTHER in text for text in whole.values())
    assert not Seat.objects.exclude(choice="").exists()
    assert not Reply.objects.exists()
    said = Activity.objects.filter(event="decision.secret_vote_cast")
    assert [set(row.facts) for row in said] == [{"ballot"}, {"ballot"}]
    urn = Urn.objects.get()
    assert list(urn.slips) == sorted(urn.slips)
    assert {field.name for field in Urn._meta.fields} == {"ballot", "slips"}


def test_the_slips_are_gone_with_the_count(table, voting, org):
    table.vote(voting, org.staff, "for", receipt=ONE)
    table.vote(voting, org.head, "for", receipt=OTHER)
    table.close(voting)
    assert not Urn.objects.exists()
    assert ballot_on(voting).tally["counts"] == {"for": 2, "against": 0, "abstain": 0}


def test_a_secret_vote_is_changed_with_its_receipt_alone(table, voting, org):
    table.vote(voting, org.staff, "for", receipt=ONE)
    with pytest.raises(Conflict) as refusal:
        table.vote(voting, org.staff, "against", receipt=OTHER)
    assert refusal.value.code == "wrong_receipt"
    table.vote(voting, org.staff, "against", receipt=ONE)
    table.close(voting)
    assert ballot_on(voting).tally["counts"]["against"] == 1
    assert ballot_on(voting).tally["counts"]["for"] == 0


def test_nobody_votes_twice_or_with_anothers_receipt(table, voting, org):
    table.vote(voting, org.staff, "for", receipt=ONE)
    with pytest.raises(Conflict):
        table.vote(voting, org.head, "against", receipt=ONE)
    with pytest.raises(Invalid):
        table.vote(voting, org.head, "against", receipt="short")


def test_who_voted_secretly_cannot_stand_aside_any_more(table, voting, org):
    table.vote(voting, org.staff, "for", receipt=ONE)
    with pytest.raises(Conflict) as refusal:
        table.do(actions.recuse, decision=voting, actor=acting(org.staff), reason="Late")
    assert refusal.value.code == "voted_already"


def test_a_secret_count_is_shown_nowhere_before_it_is_closed(client, table, voting, org):
    table.vote(voting, org.staff, "against", receipt=ONE)
    client.force_login(org.planner)
    shown = client.get(f"/api/v1/decisions/{voting.pk}/").json()["ballots"][0]
    assert shown["tally"] is None
    assert shown["turnout"]["voted"] == 1
    assert {row["choice"] for row in client.get("/api/v1/votes/").json()["results"]} == {None}
    table.close(voting)
    assert client.get(f"/api/v1/decisions/{voting.pk}/").json()["ballots"][0]["tally"]["against"] == 1
    assert {row["choice"] for row in client.get("/api/v1/votes/").json()["results"]} == {None}
