"""Votes: who may, who is there, what the count comes to, and what a ballot refuses."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion
from collab.matters.actions import edit_matter
from collab.org.models import Absence
from meetings import actions
from meetings.ballots.tally import has_quorum, needed, result_of
from meetings.models import Decision, Seat
from tests.conftest import acting

from .table import Table, ballot_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(org) -> Table:
    return Table(org)


@pytest.fixture
def voting(table) -> Decision:
    """Everyone is here, and a plain ballot is open."""
    table.come()
    return table.ballot()


def refused(code: str, call, *args, **given) -> None:
    with pytest.raises(Conflict) as refusal:
        call(*args, **given)
    assert refusal.value.code == code


def test_more_for_than_against_adopts_and_abstentions_do_not_count(table, voting, org):
    for person, choice in zip(table.people, ["for", "for", "against", "abstain"], strict=True):
        table.vote(voting, person, choice)
    decision = table.close(voting)
    assert decision.status == "adopted"
    tally = {"counts": {"for": 2, "against": 1, "abstain": 1}, "entitled": 4, "present": 4}
    assert ballot_on(decision).tally == tally


def test_a_tie_adopts_nothing(table, voting, org):
    table.vote(voting, org.staff, "for")
    table.vote(voting, org.head, "against")
    assert table.close(voting).status == "rejected"


def test_a_vote_can_be_changed_until_the_ballot_closes(table, voting, org):
    table.vote(voting, org.staff, "for")
    table.vote(voting, org.staff, "against")
    assert list(Seat.objects.filter(has_voted=True).values_list("choice", flat=True)) == ["against"]
    table.close(voting)
    refused("ballot_closed", table.vote, voting, org.staff, "for")


def test_among_options_the_leading_one_is_chosen(table, org):
    table.come()
    decision = table.ballot(options=["In spring", "In autumn"])
    for person, choice in zip(table.people, ["2", "2", "2", "1"], strict=True):
        table.vote(decision, person, choice)
    decision = table.close(decision)
    assert (decision.status, decision.chosen) == ("adopted", "In autumn")


def test_only_those_named_vote_and_only_what_is_offered(table, voting, org):
    with pytest.raises(Forbidden):
        table.vote(voting, org.coordinator, "for")
    with pytest.raises(Invalid):
        table.vote(voting, org.staff, "perhaps")


def test_whoever_is_not_here_checks_in_first(table, org):
    table.come(org.planner, org.staff)
    decision = table.ballot()
    refused("not_present", table.vote, decision, org.head, "for")
    table.come(org.head)
    assert table.vote(decision, org.head, "for")


def test_a_ballot_does_not_close_while_the_quorum_is_lost(table, org):
    table.come(org.planner, org.staff)
    decision = table.ballot()
    table.vote(decision, org.planner, "for")
    table.do(actions.check_out, meeting=table.now(), actor=acting(org.staff))
    refused("no_quorum", table.close, decision)
    decision = Decision.objects.get(pk=decision.pk)
    chair = acting(org.planner)
    decision = table.do(actions.suspend_voting, decision=decision, actor=chair, reason="Staff had to go")
    refused("ballot_suspended", table.vote, decision, org.planner, "against")
    refused("no_quorum", table.do, actions.resume_voting, decision=decision, actor=chair)
    table.come(org.head)
    decision = table.do(actions.resume_voting, decision=decision, actor=chair)
    assert table.close(decision).status == "adopted"


def test_whoever_stands_aside_counts_neither_for_the_quorum_nor_for_the_majority(table, org):
    table.come(org.planner, org.staff)
    decision = table.ballot(threshold="entitled")
    table.vote(decision, org.planner, "for")
    table.vote(decision, org.staff, "for")
    for person in (org.head, org.staff):
        decision = Decision.objects.get(pk=decision.pk)
        table.do(actions.recuse, decision=decision, actor=acting(person), reason="My own stall")
    refused("recused", table.vote, decision, org.staff, "for")
    decision = table.close(decision)
    assert decision.status == "rejected"
    assert ballot_on(decision).tally["entitled"] == 2


def test_the_chair_may_have_somebody_stand_aside(table, voting, org):
    seat = Seat.objects.get(person=org.head)
    given = {"actor": acting(org.planner), "reason": "Owns a stall", "seat": str(seat.pk)}
    table.do(actions.recuse, decision=voting, **given)
    assert Seat.objects.get(person=org.head).recused
    with pytest.raises(Forbidden):
        table.do(actions.recuse, decision=voting, **given | {"actor": acting(org.liaison)})


def test_a_stand_in_votes_for_the_one_they_represent(table, org):
    table.come(org.planner, org.staff)
    table.do(
        actions.mark_presence,
        meeting=table.now(),
        actor=acting(org.coordinator),
        person=org.colleague,
        presence="proxy",
        stands_in_for=org.head,
    )
    decision = table.ballot()
    table.vote(decision, org.colleague, "against")
    seat = Seat.objects.get(person=org.head)
    assert (seat.choice, seat.cast_by) == ("against", org.colleague)
    assert Activity.objects.filter(event="decision.vote_cast", on_behalf_of=org.head).exists()


def away(person, delegate, scope="all") -> None:
    now = clock.now()
    Absence.objects.create(
        person=person,
        delegate=delegate,
        scope=scope,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=1),
    )


def test_a_delegate_checks_in_for_an_absent_member_and_counts_for_the_quorum(table, org):
    away(org.head, org.colleague)
    table.do(
        actions.check_in, meeting=table.now(), actor=acting(org.colleague), stands_in_for=str(org.head.pk)
    )
    table.come(org.planner)
    decision = table.ballot()
    table.vote(decision, org.colleague, "for")
    table.vote(decision, org.planner, "for")
    assert table.close(decision).status == "adopted"


@pytest.mark.parametrize(("scope", "may"), [("all", True), ("approval", True), ("receipt", False)])
def test_outside_a_meeting_the_delegate_of_an_absence_votes(table, org, scope, may):
    away(org.head, org.colleague, scope)
    decision = table.ballot(meeting=False, voters=[org.head, org.staff])
    if may:
        table.vote(decision, org.colleague, "for")
        assert table.close(decision).status == "adopted"
    else:
        with pytest.raises(Forbidden):
            table.vote(decision, org.colleague, "for")


def test_outside_a_meeting_those_who_voted_make_the_quorum(table, org):
    decision = table.ballot(meeting=False, voters=[org.head, org.staff, org.liaison])
    table.vote(decision, org.head, "for")
    refused("no_quorum", table.close, decision)
    table.vote(decision, org.staff, "for")
    assert table.close(decision).status == "adopted"


def test_voters_from_elsewhere_can_read_what_they_vote_on(table, org):
    assert not Decision.objects.visible_to(org.outsider).exists()
    table.ballot(meeting=False, voters=[org.outsider])
    assert Decision.objects.visible_to(acting(org.outsider).person).exists()


def test_of_two_secretaries_who_close_at_once_one_is_told_who_did(table, voting, org):
    table.vote(voting, org.staff, "for")
    seen = Decision.objects.get(pk=voting.pk)
    given = {"decision": seen, "version": seen.version}
    actions.close_voting(actor=acting(org.coordinator), **given)
    with pytest.raises(Conflict) as refusal:
        actions.close_voting(actor=acting(org.planner), **given)
    assert refusal.value.code == "ballot_closed"
    assert "Coordinator" in str(refusal.value)
    assert Activity.objects.filter(event="decision.voting_closed").count() == 1


def test_votes_made_at_once_do_not_make_each_other_stale(table, voting, org):
    version = voting.version
    for person in table.people:
        actions.cast_vote(decision=voting, actor=acting(person), version=version, choice="for")
    assert Seat.objects.filter(has_voted=True).count() == 4
    with pytest.raises(StaleVersion):
        actions.cast_vote(decision=voting, actor=acting(org.staff), version=version - 1, choice="for")


def test_a_text_changed_under_way_is_not_adopted(table, voting, org):
    table.vote(voting, org.staff, "for")
    given = {"matter": Decision.objects.get(pk=voting.pk), "actor": acting(org.planner)}
    table.do(edit_matter, **given, title="The market moves tomorrow")
    refused("text_changed", table.vote, voting, org.head, "for")
    refused("text_changed", table.close, voting)


def test_a_meeting_does_not_end_over_an_open_ballot(table, voting, org):
    given = {"meeting": table.now(), "actor": acting(org.planner)}
    refused("ballot_under_way", table.do, actions.finish_meeting, **given)
    table.do(
        actions.defer_decision,
        decision=Decision.objects.get(pk=voting.pk),
        actor=acting(org.planner),
        reason="Out of time",
    )
    assert ballot_on(voting).state == "void"
    assert table.do(actions.finish_meeting, **given).status == "minutes_due"


def test_what_is_voted_on_is_not_adopted_by_hand(table, voting, org):
    given = {"decision": voting, "actor": acting(org.planner)}
    refused("by_vote", table.do, actions.adopt_decision, **given)
    refused("by_vote", table.do, actions.reject_decision, **given, reason="x")


def test_while_people_vote_on_an_item_nobody_settles_it_beside_them(table, org):
    table.come()
    item = table.items()[0]
    item = table.do(actions.discuss_item, item=item, actor=acting(org.planner))
    table.do(actions.put_item_to_vote, item=item, actor=acting(org.planner), decision="It moves")
    given = {"item": table.items()[0], "actor": acting(org.planner), "decision": "It moves anyway"}
    refused("ballot_under_way", table.do, actions.adopt_item, **given)
    assert Decision.objects.filter(agenda_item=item).count() == 1


def test_an_item_put_to_the_vote_takes_the_outcome_of_its_ballot(table, org):
    table.come()
    item = table.items()[0]
    chair = acting(org.planner)
    item = table.do(actions.discuss_item, item=item, actor=chair)
    decision = table.do(actions.put_item_to_vote, item=item, actor=chair, decision="Move it")
    assert Seat.objects.count() == 4
    for person in table.people:
        table.vote(decision, person, "for")
    table.close(decision)
    item = table.items()[0]
    assert (item.status, item.outcome, item.begun_at) == ("adopted", "Move it", None)


# What the count comes to, against a reading of the rules that counts one vote after the other.


def naive(votes: list[str], threshold: str, entitled: int) -> str:
    """The choice adopted, or "": by sorting the votes on a table."""
    piles: dict[str, list[str]] = {}
    for vote in votes:
        piles.setdefault(vote, []).append(vote)
    cast = [vote for vote in votes if vote != "abstain"]
    best = ""
    for choice, pile in piles.items():
        if choice in ("against", "abstain"):
            continue
        others = [other for other in cast if other != choice]
        if any(
            len(rest) >= len(pile)
            for name, rest in piles.items()
            if name not in (choice, "against", "abstain")
        ):
            continue
        fits = {
            "majority": len(pile) > len(others),
            "entitled": len(pile) > entitled - len(pile),
            "two_thirds": len(pile) >= 2 * len(others),
            "unanimity": not others,
        }[threshold]
        best = choice if fits else best
    return best


@pytest.mark.parametrize("threshold", ["majority", "entitled", "two_thirds", "unanimity"])
@settings(max_examples=60, deadline=None)
@given(
    votes=st.lists(st.sampled_from(["for", "1", "2", "3", "against", "abstain"]), max_size=12),
    more=st.integers(0, 6),
)
def test_the_count_agrees_with_a_naive_one(threshold, votes, more):
    plain = [vote for vote in votes if vote != "for"] if "1" in votes else votes
    counts = {choice: plain.count(choice) for choice in ("for", "1", "2", "3", "against", "abstain")}
    result = result_of(counts, threshold, len(plain) + more)
    assert result.leader == naive(plain, threshold, len(plain) + more)
    assert result.adopted == bool(result.leader)


@given(present=st.integers(0, 300), away_=st.integers(0, 300), percent=st.integers(1, 100))
@settings(max_examples=100, deadline=None)
def test_a_quorum_is_reached_exactly_when_as_many_are_there_as_are_needed(present, away_, percent):
    entitled = present + away_
    share = entitled and 100 * present / entitled >= percent
    assert has_quorum(present, entitled, percent) == bool(share)
    if entitled:
        assert has_quorum(present, entitled, percent) == (present >= needed(entitled, percent))
