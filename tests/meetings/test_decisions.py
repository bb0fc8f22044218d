"""Decisions by consent, countersigning and mandate; consultation, dissent, carrying out, review and revision."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.deadlines.actions.sweep import sweep
from collab.deadlines.models import Clock, Deadline, State
from collab.matters.chain import open_ends_among
from collab.matters.models import Matter
from collab.org.models import Absence
from meetings import actions
from meetings.models import Decision, Position, Remark
from tasks.models import Task
from tests.conftest import acting

from .table import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(org) -> Table:
    return Table(org)


@pytest.fixture
def propose(org):
    """`propose("consent")` is a decision of planning that is to be decided in that way."""

    def make(method: str, **more) -> Decision:
        return actions.propose_decision(
            actor=acting(org.planner),
            title="The market moves in spring",
            department=org.planning,
            method=method,
            **more,
        )

    return make


def fresh(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def step(name: str, decision: Decision, who, **given):
    decision = fresh(decision)
    return getattr(actions, name)(decision=decision, actor=acting(who), version=decision.version, **given)


def refused(code: str, name: str, decision: Decision, who, **given) -> Conflict:
    with pytest.raises(Conflict) as refusal:
        step(name, decision, who, **given)
    assert refusal.value.code == code
    return refusal.value


def in_days(days: float):
    return clock.now() + timedelta(days=days)


@pytest.fixture
def consent(table, org, propose) -> Decision:
    decision = propose("consent", meeting=table.meeting)
    return step("open_voting", decision, org.planner)


def test_consent_asks_what_is_unclear_before_it_calls_for_objections(consent, org):
    step("ask_question", consent, org.staff, text="Which spring?")
    refused("wrong_round", "object_to_decision", consent, org.staff, text="No")
    refused("questions_wait", "call_objections", consent, org.planner)
    refused("no_call", "adopt_decision", consent, org.planner)
    step("answer_question", consent, org.planner, text="The next one.")
    step("call_objections", consent, org.planner)
    refused("wrong_round", "ask_question", consent, org.staff, text="Late")
    assert step("adopt_decision", consent, org.planner).status == "adopted"


@pytest.mark.parametrize(("how", "who"), [("integrated", "planner"), ("withdrawn", "head")])
def test_an_objection_is_integrated_or_withdrawn_before_consent_is_reached(consent, org, how, who):
    step("call_objections", consent, org.planner)
    step("object_to_decision", consent, org.head, text="The square floods in spring")
    told = refused("objections_stand", "adopt_decision", consent, org.planner)
    assert "Head" in str(told)
    step("settle_objection", consent, getattr(org, who), how=how, text="Drains come first")
    assert Remark.objects.get().state == how
    assert step("adopt_decision", consent, org.planner).status == "adopted"


def test_nobody_withdraws_anothers_objection(consent, org):
    step("call_objections", consent, org.planner)
    step("object_to_decision", consent, org.head, text="It floods")
    with pytest.raises(Forbidden):
        step("settle_objection", consent, org.staff, how="withdrawn", text="x")
    with pytest.raises(Forbidden):
        step("settle_objection", consent, org.staff, how="integrated", text="x")


@pytest.fixture
def countersigned(org, propose):
    """Housing has two days, culture four; silence counts only where the rule says so."""

    def make(**rule) -> Decision:
        decision = propose("countersign", **rule)
        step("open_voting", decision, org.planner, departments=[org.housing], due_at=in_days(2))
        return step("ask_to_countersign", decision, org.planner, departments=[org.culture], due_at=in_days(4))

    return make


def test_each_department_countersigns_by_its_own_instant_on_the_ladder(countersigned, org):
    decision = countersigned()
    clocks = Deadline.objects.filter(matter=decision, clock=Clock.DUE, state=State.RUNNING)
    assert {row.party.department: row.due_at for row in clocks} == {
        row.department: row.due_at for row in Position.objects.all()
    }
    assert Matter.objects.visible_to(acting(org.outsider).person).filter(pk=decision.pk).exists()
    step("respond", decision, org.liaison, stance="agrees")
    assert clocks.all().count() == 1
    told = refused("not_signed", "adopt_decision", decision, org.planner)
    assert "Culture" in str(told)


@pytest.mark.parametrize("silence", [True, False])
def test_silence_counts_as_no_objection_only_where_the_rule_says_so(countersigned, org, silence):
    decision = countersigned(silence_agrees=silence)
    step("respond", decision, org.liaison, stance="comments", text="After the feast")
    with clock.told(in_days(3)):
        refused("not_signed", "adopt_decision", decision, org.planner)
    with clock.told(in_days(5)):
        if silence:
            assert step("adopt_decision", decision, org.planner).status == "adopted"
            assert Position.objects.get(department=org.culture).stance == "silent"
        else:
            refused("not_signed", "adopt_decision", decision, org.planner)


def test_a_department_that_objects_stops_the_countersigning_until_it_agrees(countersigned, org):
    decision = countersigned(silence_agrees=True)
    with pytest.raises(Invalid):
        step("respond", decision, org.head, stance="objects")
    step("respond", decision, org.head, stance="objects", text="No money")
    with clock.told(in_days(5)):
        refused("objections_stand", "adopt_decision", decision, org.planner)
        step("respond", decision, org.liaison, stance="agrees", text="Money came")
        assert step("adopt_decision", decision, org.planner).status == "adopted"


def test_what_was_put_off_is_countersigned_anew(countersigned, org):
    decision = countersigned()
    step("respond", decision, org.head, stance="objects", text="No money")
    step("defer_decision", decision, org.planner, reason="Next year")
    assert not Deadline.objects.running().filter(matter=decision).exists()
    step("open_voting", decision, org.planner, departments=[org.housing], due_at=in_days(9))
    assert Position.objects.get().stance == ""


def test_the_delegate_of_an_absent_officer_countersigns(countersigned, org):
    decision = countersigned()
    with pytest.raises(Forbidden):
        step("respond", decision, org.colleague, stance="agrees")
    Absence.objects.create(person=org.head, delegate=org.colleague, starts_at=in_days(-1), ends_at=in_days(1))
    step("respond", decision, org.colleague, stance="agrees")
    assert Position.objects.get(department=org.housing).given_by == org.colleague


def test_consultation_gives_departments_time_before_it_is_put_to_decision(org, propose):
    decision = propose("consent")
    step("open_consultation", decision, org.planner, departments=[org.housing], due_at=in_days(3))
    refused("consulting", "open_voting", decision, org.planner)
    step("respond", decision, org.head, stance="comments", text="Mind the stalls")
    assert step("open_voting", decision, org.planner).status == "deciding"
    assert not Deadline.objects.running().filter(matter=decision).exists()


def test_a_consultation_that_is_over_holds_up_nothing(org, propose):
    decision = propose("consent")
    step("open_consultation", decision, org.planner, departments=[org.housing], due_at=in_days(3))
    with clock.told(in_days(4)):
        assert step("open_voting", decision, org.planner).status == "deciding"


def test_a_ruling_is_for_whoever_holds_the_mandate_and_gives_its_reasons(org, propose):
    decision = propose("mandate", mandate_holder=org.head)
    with pytest.raises(Forbidden):
        step("adopt_decision", decision, org.planner, rationale="Because")
    with pytest.raises(Invalid):
        step("adopt_decision", decision, org.head)
    assert step("adopt_decision", decision, org.head, rationale="The square is safe").status == "adopted"


def test_dissent_stands_beside_the_decision(consent, org):
    with pytest.raises(Forbidden):
        step("record_dissent", consent, org.outsider, text="x")
    step("call_objections", consent, org.planner)
    decision = step("adopt_decision", consent, org.planner)
    step("record_dissent", decision, org.staff, text="I would have waited")
    assert Remark.objects.get(sort="dissent").person == org.staff
    assert fresh(decision).status == "adopted"


@pytest.mark.parametrize("name", ["adopt_decision", "reject_decision", "defer_decision"])
def test_outcomes_of_a_meeting_are_noted_only_while_it_runs(table, org, propose, name):
    decision = propose("mandate", meeting=table.meeting)
    table.do(actions.finish_meeting, meeting=table.now(), actor=acting(org.planner))
    given = {} if name == "adopt_decision" else {"reason": "x"}
    refused("not_running", name, decision, org.planner, **given)


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "dice"},
        {"threshold": "most"},
        {"quorum": 0},
        {"quorum": 101},
        {"secret": True},
        {"options": ["only one"]},
        {"options": [1, 2]},
        {"options": [str(n) for n in range(11)]},
        {"colour": "red"},
    ],
)
def test_a_way_of_deciding_that_cannot_be_followed_is_refused(propose, wrong):
    with pytest.raises(Invalid) as refusal:
        propose(**{"method": "consent"} | wrong)
    assert refusal.value.errors[0].field in wrong


def adopted(propose, org, **more) -> Decision:
    return step("adopt_decision", propose("mandate", **more), org.planner)


def test_a_decision_without_a_task_is_an_open_end_and_needs_a_note_to_be_carried_out(org, propose):
    decision = adopted(propose, org)
    assert open_ends_among([decision])[decision.pk]
    with pytest.raises(Invalid):
        step("mark_carried_out", decision, org.planner)
    assert step("mark_carried_out", decision, org.planner, note="Signed on the spot").status == "carried_out"


def test_it_is_carried_out_when_its_tasks_are_closed(org, propose):
    decision = adopted(propose, org)
    task = actions.hand_out_work(
        matter=fresh(decision),
        actor=acting(org.planner),
        version=fresh(decision).version,
        title="Plan the move",
        department=org.housing,
        responsible=org.staff,
    )
    told = refused("tasks_open", "mark_carried_out", decision, org.planner)
    assert task.number in str(told)
    Task.objects.filter(pk=task.pk).update(status="closed", is_open=False)
    decision = step("mark_carried_out", decision, org.planner)
    entry = decision.activities.get(event="decision.carried_out")
    assert (decision.status, entry.facts["tasks"]) == ("carried_out", [task.number])


def test_the_review_date_is_chased_on_the_ladder(org, propose):
    decision = adopted(propose, org, review_on=in_days(60).date(), owner=org.staff)
    due = Deadline.objects.get(matter=decision, clock=Clock.DUE)
    assert due.due_at.astimezone().date() - clock.now().date() in (
        timedelta(59),
        timedelta(60),
        timedelta(61),
    )
    later = due.due_at + timedelta(minutes=1)
    with clock.told(later):
        sweep(now=later)
    assert decision.activities.filter(event="deadline.reminded").exists()
    decision = step("review_decision", decision, org.staff)
    assert (decision.status, Deadline.objects.get(pk=due.pk).state) == ("under_review", State.MET)


def test_what_a_meeting_adopts_is_looked_at_again_on_the_day_named_with_it(org):
    table, chair = Table(org), acting(org.planner)
    item = table.do(actions.discuss_item, item=table.items()[0], actor=chair)
    given = {"item": item, "actor": chair, "decision": "It moves"}
    with pytest.raises(Invalid):
        table.do(actions.adopt_item, **given, review_on=in_days(-2).date())
    decision = table.do(actions.adopt_item, **given, review_on=in_days(60).date())
    assert decision.review_on == in_days(60).date()
    assert Deadline.objects.filter(matter=decision).exists()


def test_what_is_upheld_is_reviewed_again_by_its_new_date(org, propose):
    decision = step("review_decision", adopted(propose, org), org.planner)
    decision = step(
        "uphold_decision", decision, org.planner, reason="It works", review_on=in_days(300).date()
    )
    assert decision.status == "upheld"
    assert Deadline.objects.running().filter(matter=decision).count() == 1
    assert step("review_decision", decision, org.planner).status == "under_review"


def test_a_revision_supersedes_the_old_decision_only_when_it_is_adopted(org, propose):
    old = step("review_decision", adopted(propose, org), org.planner)
    new = step("revise_decision", old, org.planner, title="The market moves in autumn")
    assert (fresh(old).status, new.status, new.supersedes) == ("under_review", "proposed", old)
    refused("revision_waits", "revise_decision", old, org.planner, title="Again")
    step("adopt_decision", new, org.planner)
    assert fresh(old).status == "revised"
    assert not fresh(old).is_open


def test_a_decision_repealed_is_chased_no_longer(org, propose):
    decision = adopted(propose, org, review_on=in_days(60).date())
    step("repeal_decision", decision, org.planner, reason="Law changed")
    assert not Deadline.objects.running().filter(matter=decision).exists()
