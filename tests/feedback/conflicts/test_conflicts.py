"""Conflict cases: raised, talked over, agreed or ruled, and checked; each rule as a sentence."""

from datetime import timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion, TransitionRefused
from collab.deadlines.models import Deadline
from collab.matters.actions import add_party, change_visibility
from collab.matters.models import Link
from collab.org.models import Role
from feedback import actions
from feedback.models import ConflictCase, ConflictOption, ConflictSide
from tests.conftest import department, person

pytestmark = pytest.mark.django_db
SOON = timedelta(days=20)


def clocks(case) -> list[tuple[str, str]]:
    rows = Deadline.objects.filter(matter=case, state__in=["running", "paused"]).order_by("clock", "pk")
    return [(row.clock, str(row.party.department.code) if row.party else "") for row in rows]


def test_the_other_side_signs_for_it_and_both_owe_a_settlement(raised):
    assert (raised.number[:2], raised.status, raised.visibility) == ("C-", "raised", "parties")
    assert clocks(raised) == [("due", "housing"), ("due", "planning"), ("receipt", "planning")]


def test_once_every_side_took_it_up_they_negotiate(talks, step, org):
    assert talks.status == "negotiation"
    assert ("receipt", "planning") not in clocks(talks)
    with pytest.raises(TransitionRefused):
        step("take_up_conflict", talks, org.planner)


def test_of_three_sides_the_last_one_begins_the_talks(org, by, step):
    third = department("parks", "Parks", org.city)
    gardener = person("gardener", (third, Role.LIAISON))
    case = actions.raise_conflict(
        actor=by(org.head), title="Trees", department=org.housing, others=[org.planning, third]
    )
    assert step("take_up_conflict", case, org.planner).status == "raised"
    assert step("take_up_conflict", case, gardener).status == "negotiation"


@pytest.mark.parametrize("who", ["staff", "planner", "outsider", "leader", "coordinator"])
def test_only_an_officer_of_the_department_raises_it(who, org, by):
    with pytest.raises(Forbidden):
        actions.raise_conflict(
            actor=by(getattr(org, who)), title="X", department=org.housing, others=[org.planning]
        )


def test_what_stands_above_another_department_is_no_other_side(org, by):
    for others in ([], [org.housing], [org.city]):
        with pytest.raises(Invalid) as refused:
            actions.raise_conflict(actor=by(org.head), title="X", department=org.housing, others=others)
        assert refused.value.errors[0].field == "others"


def test_it_hangs_in_the_chain_below_what_it_is_about(make_task, org, by):
    task = make_task("in_progress")
    case = actions.raise_conflict(
        actor=by(org.head), title="X", department=org.housing, others=[org.planning], about=task
    )
    assert Link.objects.filter(source=task.pk, target=case.pk, kind="led_to").exists()


def test_nobody_widens_who_sees_it(talks, org, by):
    with pytest.raises(Forbidden):
        change_visibility(matter=talks, actor=by(org.head), version=talks.version, visibility="organisation")
    with pytest.raises(Invalid):
        add_party(matter=talks, actor=by(org.head), version=talks.version, role="informed", person=org.staff)


def test_an_agreement_binds_once_every_side_confirmed_the_same_text(talks, step, org):
    soon = clock.now() + SOON
    step("write_agreement", talks, org.head, agreement="Five days", check_at=soon)
    step("confirm_agreement", talks, org.planner)
    step("write_agreement", talks, org.head, agreement="Six days", check_at=soon)
    assert step("confirm_agreement", talks, org.head).status == "negotiation"
    with pytest.raises(Conflict) as refused:
        step("confirm_agreement", talks, org.head)
    assert refused.value.code == "nothing_to_confirm"
    case = step("confirm_agreement", talks, org.planner)
    assert (case.status, case.due_at) == ("agreed", soon)


def test_a_confirmation_of_a_text_that_just_changed_is_stale(talks, step, org, by):
    soon = clock.now() + SOON
    before = step("write_agreement", talks, org.head, agreement="Five days", check_at=soon)
    step("write_agreement", talks, org.head, agreement="Never", check_at=soon)
    with pytest.raises(StaleVersion):
        actions.confirm_agreement(case=before, actor=by(org.planner), version=before.version)


@pytest.mark.parametrize("field", ["agreement", "check_at"])
def test_an_agreement_has_a_text_and_a_day_that_lies_ahead(talks, step, org, field):
    given = {"agreement": "Five days", "check_at": clock.now() + SOON}
    wrong = {"agreement": " ", "check_at": clock.now() - SOON}
    with pytest.raises(Invalid) as refused:
        step("write_agreement", talks, org.head, **given | {field: wrong[field]})
    assert refused.value.errors[0].field == field


def test_kept_by_all_it_is_closed(agreed, step, org):
    step("start_check", agreed, org.planner)
    assert step("check_kept", agreed, org.planner, kept=True).status == "follow_up"
    case = step("check_kept", agreed, org.head, kept=True, note="Every one in time")
    assert (case.status, case.is_open) == ("closed", False)
    assert clocks(case) == []


def test_not_kept_it_stays_open_until_they_talk_again_or_it_is_ruled(agreed, step, org):
    step("start_check", agreed, org.planner)
    with pytest.raises(Invalid) as refused:
        step("check_kept", agreed, org.head, kept=False)
    assert refused.value.errors[0].field == "note"
    step("check_kept", agreed, org.head, kept=False, note="Eleven days")
    assert step("check_kept", agreed, org.planner, kept=True).status == "follow_up"
    case = step("reopen_negotiation", agreed, org.head, reason="Eleven days")
    assert case.status == "negotiation"
    assert not ConflictSide.objects.filter(case=case, confirmed_version__gt=0).exists()
    assert not case.is_to_be_confirmed


def test_a_text_whose_check_has_passed_is_written_anew_before_anybody_confirms_it(talks, step, org, page):
    step("write_agreement", talks, org.head, agreement="Five days", check_at=clock.now() + SOON)
    address = f"/api/v1/conflicts/{talks.pk}/"
    assert '"confirm"' in page(org.planner, address)
    assert talks.number in page(org.planner, "/")
    ConflictCase.objects.filter(pk=talks.pk).update(check_at=clock.now() - SOON)
    assert '"confirm"' not in page(org.planner, address)
    with pytest.raises(Conflict) as refused:
        step("confirm_agreement", talks, org.planner)
    assert refused.value.code == "check_passed"


def test_whoever_stands_above_one_side_alone_does_not_mediate(org, by, step):
    person("curator", (org.culture, Role.HEAD))
    case = actions.raise_conflict(
        actor=by(org.head), title="The hall", department=org.housing, others=[org.culture]
    )
    step("ask_mediation", case, org.head)
    with pytest.raises(Invalid) as refused:
        step("appoint_mediator", case, org.coordinator, mediator=org.leader)
    assert refused.value.errors[0].code == "not_impartial"


def test_raising_one_is_offered_to_officers_alone(org, page):
    address = "/feedback/conflicts/raise/"
    assert page(org.head, "/feedback/conflicts/").count(address) == 2
    assert address not in page(org.staff, "/feedback/conflicts/")


def test_a_mediator_belongs_to_no_side_and_will_not_have_to_rule(talks, step, org):
    step("ask_mediation", talks, org.head)
    for who, code in (("colleague", "not_impartial"), ("leader", "would_rule")):
        with pytest.raises(Invalid) as refused:
            step("appoint_mediator", talks, org.coordinator, mediator=getattr(org, who))
        assert refused.value.errors[0].code == code
    with pytest.raises(Forbidden):
        step("appoint_mediator", talks, org.head, mediator=org.coordinator)
    case = step("appoint_mediator", talks, org.coordinator, mediator=org.outsider)
    assert (case.mediator, case.owner) == (org.outsider, org.outsider)


def test_the_leader_above_all_sides_rules_with_grounds_and_it_binds(mediated, step, org):
    case = step("ask_ruling", mediated, org.planner, reason="No way out")
    assert (case.status, case.ruler) == ("ruling", org.leader)
    given = {"ruling": "Housing issues them", "reason": "It is nearer", "check_at": clock.now() + SOON}
    for who in (org.head, org.coordinator):
        with pytest.raises(Forbidden):
            step("give_ruling", case, who, **given)
    ruled = step("give_ruling", case, org.leader, **given)
    assert (ruled.status, ruled.ruled_by, ruled.due_at) == ("follow_up", org.leader, given["check_at"])
    assert clocks(ruled) == [("due", "housing"), ("due", "planning")]


def test_where_nobody_stands_above_all_a_coordinator_names_who_rules(org, by, step):
    curator = person("curator", (org.culture, Role.HEAD))
    case = actions.raise_conflict(
        actor=by(org.head), title="The hall", department=org.housing, others=[org.culture]
    )
    step("ask_mediation", case, curator)
    refusals = (
        (org.head, None, "no_common_leader"),
        (org.head, org.admin, "for_coordinators"),
        (org.coordinator, org.colleague, "not_impartial"),
        (org.coordinator, org.leader, "not_impartial"),  # stands above one side alone
    )
    for who, ruler, code in refusals:
        with pytest.raises(Invalid) as refused:
            step("ask_ruling", case, who, reason="Stuck", ruler=ruler)
        assert [(error.field, error.code) for error in refused.value.errors] == [("ruler", code)]
    asked = step("ask_ruling", case, org.coordinator, reason="Stuck", ruler=org.admin)
    given = {"ruling": "Culture pays", "reason": "It uses it", "check_at": clock.now() + SOON}
    assert step("give_ruling", asked, org.admin, **given).ruled_by == org.admin


def test_time_leads_from_talks_to_mediation_to_a_ruling(talks):
    for status in ("mediation", "ruling"):
        due = ConflictCase.objects.get(pk=talks.pk).due_at
        with clock.told(due + timedelta(minutes=1)):
            assert actions.escalate_conflicts() == 1
            assert actions.escalate_conflicts() == 0
        assert ConflictCase.objects.get(pk=talks.pk).status == status
    assert [row.actor for row in talks.activities.filter(event="conflict.ruling_asked")] == [None]


def test_a_side_that_never_took_it_up_is_chased_for_no_receipt_in_mediation(raised, step, org):
    case = step("ask_mediation", raised, org.head)
    assert not [clock for clock in clocks(case) if clock[0] == "receipt"]


def test_one_that_nobody_can_rule_on_stays_in_mediation(org, by, step):
    person("curator", (org.culture, Role.HEAD))
    case = actions.raise_conflict(actor=by(org.head), title="X", department=org.housing, others=[org.culture])
    step("ask_mediation", case, org.head)
    with clock.told(ConflictCase.objects.get(pk=case.pk).due_at + timedelta(minutes=1)):
        assert actions.escalate_conflicts() == 0


def test_on_its_day_every_side_is_asked_whether_it_was_kept(agreed):
    with clock.told(agreed.due_at + timedelta(minutes=1)):
        actions.escalate_conflicts()
        case = ConflictCase.objects.get(pk=agreed.pk)
        assert case.status == "follow_up"
        assert case.due_at > clock.now()


def test_only_the_side_that_raised_it_withdraws_it(talks, step, org):
    with pytest.raises(Forbidden):
        step("withdraw_conflict", talks, org.planner, reason="Enough")
    case = step("withdraw_conflict", talks, org.head, reason="Settled over lunch")
    assert (case.status, clocks(case)) == ("withdrawn", [])


def test_work_that_was_agreed_is_handed_out_and_hangs_below_it(agreed, step, org):
    given = {"title": "Five-day desk", "department": org.planning, "due_at": clock.now() + SOON}
    task = step("hand_out_agreed", agreed, org.planner, **given)
    assert task.status == "issued"
    assert Link.objects.filter(source=agreed.pk, target=task.pk, kind="led_to").exists()


def test_a_delegate_from_the_other_side_never_speaks_for_both(talks, step, org, by):
    from collab.org.models import Absence

    now = clock.now()
    Absence.objects.create(
        person=org.planner, delegate=org.liaison, starts_at=now - SOON, ends_at=now + SOON, scope="all"
    )
    step("write_agreement", talks, org.liaison, agreement="Five days", check_at=now + SOON)
    assert step("confirm_agreement", talks, org.liaison).status == "negotiation"
    with pytest.raises(Conflict):
        step("confirm_agreement", talks, org.liaison)


def options(case, step, org) -> list[ConflictOption]:
    step("add_option", case, org.head, text="Housing issues them")
    step("add_option", case, org.planner, text="Planning answers in five days")
    step("open_scoring", case, org.planner)
    return list(ConflictOption.objects.filter(case=case))


def test_scores_are_shown_once_every_side_has_scored_every_option(talks, step, scored, org):
    one, two = options(talks, step, org)
    for option, who, value in ((one, org.head, 9), (two, org.head, 6), (one, org.planner, 2)):
        scored(option, who, value)
        assert ConflictCase.objects.get(pk=talks.pk).scores_shown_at is None
    scored(two, org.planner, 7)
    case = ConflictCase.objects.get(pk=talks.pk)
    assert case.scores_shown_at is not None
    shown = case.activities.get(event="conflict.scores_shown").facts["results"]
    assert [(row["mean"], row["spread"]) for row in shown] == [(6.5, 1), (5.5, 7)]


def test_the_mediator_opens_the_scores_though_one_side_is_silent(mediated, step, scored, org):
    one, _two = options(mediated, step, org)
    scored(one, org.head, 9)
    with pytest.raises(Forbidden):
        step("show_scores", mediated, org.head)
    assert step("show_scores", mediated, org.coordinator).scores_shown_at is not None


def test_while_scoring_is_open_the_options_stand(talks, step, scored, org, by):
    one, _two = options(talks, step, org)
    with pytest.raises(Conflict):
        step("add_option", talks, org.head, text="A third one")
    with pytest.raises(Conflict):
        actions.drop_option(option=one, actor=by(org.head), version=one.version)
    with pytest.raises(Invalid):
        scored(one, org.head, 11)
    step("gather_options", talks, org.head)
    with pytest.raises(Conflict):
        scored(one, org.head, 5)
    step("add_option", talks, org.head, text="A third one")
    assert step("open_scoring", talks, org.head).round == 2


def test_scores_of_an_earlier_round_are_shown_to_nobody_while_options_are_gathered(
    talks, step, scored, page, org
):
    first = options(talks, step, org)[0]
    scored(first, org.head, 9)
    address = f"/api/v1/conflict-options/{first.pk}/"
    assert '"mean":9.0' in page(org.head, address)
    step("gather_options", talks, org.planner)
    assert '"scores":[]' in page(org.head, address)


def test_a_single_option_is_not_scored(talks, step, org):
    step("add_option", talks, org.head, text="Only this")
    with pytest.raises(Conflict):
        step("open_scoring", talks, org.head)
