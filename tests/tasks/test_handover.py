"""Hand-overs: taken on, delivered, accepted item by item; the giver stays liable until acceptance."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.activity.models import Activity
from collab.activity.verification import verify
from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid, Refusal, TransitionRefused
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock, Deadline, Firing, State
from collab.deadlines.models.ladder import Target
from collab.matters.actions import add_party
from collab.matters.doings import doings_of
from collab.matters.models import Kind, Link
from collab.org.models import Person
from tasks import actions
from tasks.models import Criterion, Handover
from tests.conftest import acting

from .offering import CRITERIA

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(offer, org, by):
    """Taken on and delivered once."""

    def make() -> Handover:
        handover = offer()
        handover = actions.take_handover(handover=handover, actor=by(org.planner), version=handover.version)
        return actions.deliver_handover(handover=handover, actor=by(org.staff), version=handover.version)

    return make


def judge(handover, who, *verdicts):
    for row, met in zip(handover.criteria.all(), verdicts, strict=False):
        if met is not None:
            actions.judge_criterion(
                criterion=row, actor=who, met=met, reason="" if met else "Two are missing"
            )
    return Handover.objects.get(pk=handover.pk)


def chased(handover, target) -> set[str]:
    """Who the delivery clock's rung tells at this level of the line."""
    people = Firing.objects.filter(deadline__matter=handover, deadline__clock=Clock.DUE)
    told = {pk for row in people if target in row.rung.targets for pk in row.people}
    return set(Person.objects.filter(pk__in=told).values_list("username", flat=True))


def test_the_giver_stays_liable_until_acceptance(delivered, org, by):
    handover = delivered()
    assert (handover.department, handover.owner) == (org.housing, org.staff)
    handover = judge(handover, by(org.planner), True, False)
    handover = actions.send_back_handover(
        handover=handover, actor=by(org.planner), version=handover.version, reason="Look again"
    )
    assert handover.department == org.housing
    deadlines.sweep(now=handover.due_at + timedelta(days=3))
    assert chased(handover, Target.HEAD) == {"head"}
    handover = Handover.objects.get(pk=handover.pk)
    handover = actions.deliver_handover(handover=handover, actor=by(org.staff), version=handover.version)
    handover = judge(handover, by(org.planner), None, True)
    handover = actions.accept_handover(handover=handover, actor=by(org.planner), version=handover.version)
    assert (handover.status, handover.department, handover.owner) == ("accepted", org.planning, org.planner)
    assert not Deadline.objects.running().filter(matter=handover).exists()


def test_the_receiver_is_chased_for_its_signature_not_the_giver(offer, org):
    handover = offer()
    receipt = handover.deadlines.get(clock=Clock.RECEIPT)
    assert receipt.party.person == org.planner
    deadlines.sweep(now=receipt.due_at + timedelta(days=5))
    told = {pk for row in Firing.objects.filter(deadline=receipt) for pk in row.people}
    assert told == {org.planner.pk}


def test_taking_it_on_is_signing_for_it(offer, org, by):
    handover = offer(receiver_contact=None)
    assert handover.deadlines.get(clock=Clock.RECEIPT).party.department == org.planning
    handover = actions.take_handover(handover=handover, actor=by(org.planner), version=handover.version)
    assert (handover.status, handover.receiver_contact) == ("taken", org.planner)
    assert handover.deadlines.get(clock=Clock.RECEIPT).state == State.MET
    assert handover.deadlines.get(clock=Clock.DUE).state == State.RUNNING


def test_declining_needs_a_reason_and_stops_every_clock(offer, org, by):
    handover = offer()
    with pytest.raises(Invalid):
        actions.decline_handover(
            handover=handover, actor=by(org.planner), version=handover.version, reason=" "
        )
    handover = actions.decline_handover(
        handover=handover, actor=by(org.planner), version=handover.version, reason="Not ours"
    )
    assert (handover.status, handover.is_open, handover.department) == ("declined", False, org.housing)
    assert not Deadline.objects.running().filter(matter=handover).exists()


def test_nothing_is_accepted_while_a_criterion_is_open(delivered, org, by):
    handover = judge(delivered(), by(org.planner), True)
    with pytest.raises(Conflict) as refusal:
        actions.accept_handover(handover=handover, actor=by(org.planner), version=handover.version)
    assert refusal.value.code == "criteria_open"
    assert "Keys handed over" in str(refusal.value)


def test_sending_back_names_what_is_not_met_and_every_round_is_kept(delivered, org, by):
    handover = delivered()
    with pytest.raises(Conflict):
        actions.send_back_handover(
            handover=handover, actor=by(org.planner), version=handover.version, reason="No"
        )
    handover = judge(handover, by(org.planner), True, False)
    handover = actions.send_back_handover(
        handover=handover, actor=by(org.planner), version=handover.version, reason="Keys first"
    )
    entry = Activity.objects.get(matter=handover, event="handover.sent_back")
    assert entry.facts["unmet"] == ["Keys handed over (Two are missing)"]
    assert handover.deadlines.get(clock=Clock.DUE).state == State.RUNNING
    handover = actions.deliver_handover(handover=handover, actor=by(org.staff), version=handover.version)
    judge(handover, by(org.planner), None, True)
    keys = Criterion.objects.get(handover=handover, text="Keys handed over")
    assert [(row.round, row.met) for row in keys.verdicts.all()] == [(1, False), (2, True)]


def test_a_criterion_not_met_needs_a_reason(delivered, org, by):
    criterion = delivered().criteria.first()
    with pytest.raises(Invalid):
        actions.judge_criterion(criterion=criterion, actor=by(org.planner), met=False, reason="")


def test_the_giver_does_not_judge_its_own_delivery(delivered, org, by):
    handover = delivered()
    for who in ("staff", "head", "coordinator"):
        with pytest.raises(Forbidden):
            judge(handover, by(getattr(org, who)), True)


def test_whoever_stands_over_both_sides_does_not_accept_what_they_delivered(offer, org, by):
    handover = offer(giver_contact=org.head, actor=org.head)
    handover = actions.take_handover(handover=handover, actor=by(org.leader), version=handover.version)
    handover = actions.deliver_handover(handover=handover, actor=by(org.leader), version=handover.version)
    with pytest.raises(Forbidden):
        judge(handover, by(org.leader), True)
    judge(handover, by(org.planner), True)


def test_nobody_is_added_to_a_side_by_hand(offer, org, by):
    handover = offer()
    with pytest.raises(Invalid):
        add_party(
            matter=handover,
            actor=by(org.staff),
            version=handover.version,
            role="receiving",
            person=org.colleague,
        )


def test_the_console_shows_it_and_offers_its_steps(offer, page, org):
    handover = offer()
    shown = page(org.coordinator).get(f"/admin/tasks/handover/{handover.pk}/change/")
    assert shown.status_code == 200
    assert "withdraw" in shown.content.decode()


def test_criteria_are_judged_only_once_it_was_delivered(offer, org, by):
    with pytest.raises(TransitionRefused):
        judge(offer(), by(org.planner), True)


def test_lateness_is_measured_at_delivery(offer, org, by):
    handover = offer()
    handover = actions.take_handover(handover=handover, actor=by(org.planner), version=handover.version)
    with clock.told(handover.due_at - timedelta(hours=1)):
        handover = actions.deliver_handover(handover=handover, actor=by(org.staff), version=handover.version)
    with clock.told(handover.due_at + timedelta(days=5)):
        handover = judge(handover, by(org.planner), True, True)
        handover = actions.accept_handover(handover=handover, actor=by(org.planner), version=handover.version)
    assert not handover.done_late


def test_bad_offers_name_the_field(offer, org):
    for wrong, field in (
        ({"receiver": org.housing}, "receiver"),
        ({"criteria": []}, "criteria"),
        ({"due_at": clock.now() - timedelta(days=1)}, "due_at"),
        ({"title": " "}, "title"),
    ):
        with pytest.raises(Invalid) as refusal:
            offer(**wrong)
        assert [error.field for error in refusal.value.errors] == [field]


def test_only_the_department_that_delivers_offers(offer, org):
    with pytest.raises(Forbidden):
        offer(actor=org.outsider)


def test_more_time_for_the_giver_passes_its_head_and_is_decided_by_the_receiver(offer, org, by):
    handover = offer()
    handover = actions.take_handover(handover=handover, actor=by(org.planner), version=handover.version)
    later = handover.due_at + timedelta(days=9)
    asked = deadlines.request_extension(
        matter=handover, actor=by(org.staff), version=handover.version, due_at=later, reason="Rain"
    )
    asked = deadlines.approve_extension(extension=asked, actor=by(org.head), version=asked.version)
    assert Handover.objects.get(pk=handover.pk).due_at == handover.due_at
    with pytest.raises(Forbidden):
        deadlines.approve_extension(extension=asked, actor=by(org.head), version=asked.version)
    deadlines.approve_extension(extension=asked, actor=by(org.planner), version=asked.version)
    assert Handover.objects.get(pk=handover.pk).due_at == later


def test_it_hangs_in_the_chain_of_what_it_came_from(offer, make_task, page, org):
    task = make_task("accepted")
    handover = offer(came_from=task)
    assert Link.objects.filter(source=task, target=handover).exists()
    story = page(org.planner, htmx=True).get(f"/tasks/handovers/{handover.pk}/story/").content.decode()
    assert task.number in story


def test_the_page_shows_who_answers_and_takes_verdicts(delivered, page, org):
    handover = delivered()
    receiver = page(org.planner)
    shown = receiver.get(f"/tasks/handovers/{handover.pk}/").content.decode()
    assert "Answers for it" in shown
    assert CRITERIA[0] in shown
    first, second = handover.criteria.all()
    assert receiver.post(f"/tasks/handovers/criteria/{first.pk}/met/").status_code == 302
    empty = receiver.post(f"/tasks/handovers/criteria/{second.pk}/unmet/", {"reason": ""})
    assert empty.status_code == 422
    assert (
        receiver.post(f"/tasks/handovers/criteria/{second.pk}/unmet/", {"reason": "No keys"}).status_code
        == 302
    )
    assert "No keys" in receiver.get(f"/tasks/handovers/{handover.pk}/").content.decode()
    assert page(org.outsider).get(f"/tasks/handovers/{handover.pk}/").status_code == 404


def test_it_is_offered_on_a_page_and_found_in_the_list(page, org):
    giver = page(org.staff)
    typed = {
        "title": "Boiler papers",
        "giver": org.housing.pk,
        "receiver": org.planning.pk,
        "criteria": "All stamped\n\nAll scanned",
        "due_at": f"{clock.now() + timedelta(days=9):%Y-%m-%dT%H:%M}",
        "priority": 0,
        "visibility": "departments",
    }
    refused = giver.post("/tasks/handovers/new/", typed | {"receiver": org.housing.pk})
    assert refused.status_code == 400
    assert "hands nothing over to itself" in refused.content.decode()
    answer = giver.post("/tasks/handovers/new/", typed)
    made = Handover.objects.get(title="Boiler papers")
    assert answer.url == f"/tasks/handovers/{made.pk}/"
    assert [row.text for row in made.criteria.all()] == ["All stamped", "All scanned"]
    assert "Boiler papers" in page(org.planner).get("/tasks/handovers/?side=received").content.decode()
    assert "Boiler papers" not in page(org.outsider).get("/tasks/handovers/?state=all").content.decode()
    assert giver.get("/tasks/handovers/?colour=red").status_code == 400


def test_whoever_must_act_next_finds_it_on_the_workbench(offer, page, org, by):
    handover = offer()
    assert handover.number in page(org.planner).get("/").content.decode()
    handover = actions.take_handover(handover=handover, actor=by(org.planner), version=handover.version)
    assert f"/{handover.pk}/do/deliver/" in page(org.staff).get("/").content.decode()
    actions.deliver_handover(handover=handover, actor=by(org.staff), version=handover.version)
    assert handover.number in page(org.planner).get("/").content.decode()


def test_it_is_run_through_the_api(client, org):
    def call(who, path, body=None, version=None):
        client.force_login(getattr(org, who))
        headers = {"If-Match": f'"v{version}"'} if version else {}
        return client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)

    body = {
        "title": "Register",
        "giver": org.housing.pk,
        "receiver": org.planning.pk,
        "criteria": CRITERIA,
        "due_at": (clock.now() + timedelta(days=9)).isoformat(),
    }
    assert call("staff", "handovers/", body | {"criteria": "one"}).status_code == 400
    made = call("staff", "handovers/", body).json()
    assert made["number"].startswith("H-")
    assert made["liable"]["id"] == org.housing.pk
    place = f"handovers/{made['id']}"
    taken = call("planner", f"{place}/take/", {"note": "Good"}, made["version"]).json()
    assert call("outsider", f"{place}/deliver/", {}, 2).status_code == 404
    given_over = call("staff", f"{place}/deliver/", {}, taken["version"]).json()
    refused = call("planner", f"{place}/accept/", {}, given_over["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "criteria_open")
    for one in made["criteria"]:
        judged = call("planner", f"handover-criteria/{one['id']}/met/")
        assert judged.json()["verdicts"][0]["met"] is True
    version = Handover.objects.get(pk=made["id"]).version
    accepted = call("planner", f"{place}/accept/", {}, version).json()
    assert (accepted["status"], client.get(f"/api/v1/{place}/").json()["liable"]["id"]) == (
        "accepted",
        org.planning.pk,
    )


NAMES = tuple(doings_of(Kind.HANDOVER))
PEOPLE = ("staff", "head", "planner", "coordinator", "outsider")
REACHED = {
    "offered": "offered",
    "taken": "taken",
    "declined": "declined",
    "begun": "delivering",
    "delivered": "delivered",
    "sent_back": "sent_back",
    "accepted": "accepted",
    "closed": "closed",
    "withdrawn": "withdrawn",
}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([*NAMES, "met", "unmet"]), st.sampled_from(PEOPLE)), min_size=5, max_size=25
    )
)
def test_random_steps_never_move_liability_before_acceptance(org, offer, steps):
    handover = offer()
    answers = {"note": "", "reason": "Because", "text": "More", "due_at": clock.now() + timedelta(days=90)}
    for name, who in steps:
        actor = acting(getattr(org, who))
        try:
            if name in ("met", "unmet"):
                judge(handover, actor, name == "met", name == "met")
            else:
                doing = doings_of(Kind.HANDOVER)[name]
                asked = {ask.name: answers[ask.name] for ask in doing.asks}
                doing.do(matter=handover, actor=actor, version=handover.version, **asked)
        except Refusal:
            pass
        handover = Handover.objects.get(pk=handover.pk)
        assert handover.status in Handover.machine.states
        passed = handover.status in ("accepted", "closed")
        assert handover.department == (org.planning if passed else org.housing)
        assert handover.is_open or not Deadline.objects.running().filter(matter=handover).exists()
        if passed:
            assert not handover.criteria.filter(met_at=None).exists()
    assert list(verify(f"matter:{handover.pk}")) == []
    told = [row.event.split(".")[1] for row in Activity.objects.filter(matter=handover).order_by("seq")]
    assert [REACHED[word] for word in told if word in REACHED][-1] == handover.status
