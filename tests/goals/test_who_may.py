"""Who may do what with a goal that housing leads, planning contributes to and the leader sponsors; written by hand.

`head` drafted it, `staff` owns it; `leader` is also the sponsor above housing and planning, so holds an office there.
"""

import json

import pytest
from django.db import transaction

from collab.org.models import Person
from goals.models import Goal
from tests.access.doors import BACKEND
from tests.goals.agreeing import accepted, consulted, said

pytestmark = pytest.mark.django_db
ROLES = ("outsider", "colleague", "liaison", "staff", "head", "planner", "leader", "coordinator", "admin")
ANSWERING = {"staff", "head", "leader", "coordinator", "admin"}
STOPPING = {"leader", "coordinator", "admin"}
MAY = {
    "consult": ANSWERING,
    "recall": ANSWERING,
    "confirm": {"leader"},
    "activate": ANSWERING,
    "propose-change": ANSWERING,
    "pause": STOPPING,
    "cancel": STOPPING,
}
MAY_ANSWER = {"accept": {"planner", "leader"}, "reply": ANSWERING | {"planner"}}


@pytest.fixture
def tried(org, client):
    """`tried(address, row, **body)` is each role's answer; nothing of it stays behind."""

    def knock(address: str, row, **body) -> dict[str, int]:
        found = {}
        for role in ROLES:
            with transaction.atomic():
                client.force_login(Person.objects.get(pk=getattr(org, role).pk), backend=BACKEND)
                answer = client.post(
                    address,
                    json.dumps(body),
                    content_type="application/json",
                    headers={"If-Match": f'"v{row.version}"'},
                )
                found[role] = answer.status_code
                transaction.set_rollback(True)
        return found

    return knock


def expected(may: set[str]) -> dict[str, int]:
    return {role: 404 if role == "outsider" else 200 if role in may else 403 for role in ROLES}


@pytest.mark.parametrize("name", MAY)
def test_who_may_do_it_with_a_goal(name, make_goal, agreed, active, by, org, tried):
    made = {"consult": make_goal, "activate": agreed, "pause": active, "cancel": active}
    goal = (
        made.get(name, agreed)()
        if name not in ("recall", "confirm")
        else consulted(make_goal(), by, org.head)
    )
    if name == "confirm":
        accepted(said(goal, org.planning), by, org.planner)
    goal = Goal.objects.get(pk=goal.pk)
    bodies = {name: {"reason": "So"} for name in ("recall", "pause", "cancel")}
    bodies |= {"propose-change": {"reason": "So", "target": "80"}}
    found = tried(f"/api/v1/goals/{goal.pk}/{name}/", goal, **bodies.get(name, {}))
    assert found == expected(MAY[name])


@pytest.mark.parametrize("name", MAY_ANSWER)
def test_who_may_speak_in_a_consultation(name, make_goal, by, org, tried):
    goal = consulted(make_goal(), by, org.head)
    row = said(goal, org.planning)
    if name == "reply":
        row = accepted(row, by, org.planner)
    body = {"text": "Thank you"} if name == "reply" else {"note": ""}
    found = tried(f"/api/v1/goal-consultations/{row.pk}/{name}/", row, **body)
    assert found == expected(MAY_ANSWER[name])
