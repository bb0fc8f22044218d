"""Feedback comes in by one action, by name or without, and only those it is meant for see it."""

import pytest

from collab.activity.models import Activity
from collab.common.actor import UNNAMED
from collab.common.errors import Conflict, Invalid
from collab.deadlines.models import Deadline
from collab.matters.models import Matter, Party
from feedback.actions import Giver, submit_feedback
from feedback.models import Feedback, Submitter
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


def test_given_by_name_it_waits_for_the_coordination_office_with_a_clock_of_its_severity(give, org):
    feedback = give(severity="severe")
    assert (feedback.status, feedback.department, feedback.number[:2]) == ("submitted", org.office, "F-")
    assert Submitter.objects.get(feedback=feedback).person == org.staff
    clock = Deadline.objects.get(matter=feedback)
    assert (clock.clock, clock.state) == ("acceptance", "running")
    assert clock.due_at < Deadline.objects.get(matter=give(severity="low")).due_at


def test_whoever_gave_it_and_coordinators_see_it_and_nobody_else(give, org):
    feedback = give()
    seeing = {
        name
        for name in ("staff", "colleague", "liaison", "head", "planner", "coordinator", "outsider")
        if Feedback.objects.visible_to(getattr(org, name)).filter(pk=feedback.pk).exists()
    }
    assert seeing == {"staff", "coordinator"}


def test_nothing_leads_back_from_anonymous_feedback(org):
    feedback = submit_feedback(
        actor=UNNAMED, title="Bullying", giver=Giver(anonymous=True, code_hash="a" * 64), type="complaint"
    )
    assert Matter.objects.get(pk=feedback.pk).created_by is None
    assert not Party.objects.filter(matter=feedback).exclude(person=None).exists()
    entry = Activity.objects.get(matter=feedback)
    assert (entry.actor, entry.via) == (None, "unnamed")
    row = Submitter.objects.get(feedback=feedback)
    assert (row.person, row.email) == (None, "")


def test_signed_in_nobody_gives_it_anonymously(org, give):
    with pytest.raises(Conflict) as refused:
        give(giver=Giver(anonymous=True))
    assert refused.value.code == "traceable"
    with pytest.raises(Invalid):
        submit_feedback(actor=UNNAMED, title="Who am I", giver=Giver())


def test_an_officer_writes_down_what_an_unknown_caller_said(give, org):
    feedback = give(by=org.coordinator, channel="hotline", giver=Giver(anonymous=True))
    assert (feedback.channel, feedback.is_anonymous) == ("hotline", True)
    assert not Party.objects.filter(matter=feedback, role="giver").exists()


def test_the_page_takes_it_and_the_outsider_finds_nothing(client, org, make_task):
    task = make_task()
    client.force_login(org.staff, backend=BACKEND)
    assert client.get(f"/feedback/new/?about={task.number}").status_code == 200
    sent = {"type": "problem", "title": "No ramp", "severity": "high", "about": task.number}
    answer = client.post("/feedback/new/", sent | {"visibility": "parties"})
    feedback = Feedback.objects.get()
    assert answer.headers["Location"] == f"/feedback/{feedback.pk}/"
    assert (feedback.about_id, feedback.channel) == (task.pk, "form")
    assert "No ramp" in client.get(f"/feedback/{feedback.pk}/").content.decode()
    assert feedback.number in client.get("/feedback/?mine=given").content.decode()
    assert client.get("/feedback/?nonsense=1").status_code == 400
    client.force_login(org.outsider, backend=BACKEND)
    assert client.get(f"/feedback/{feedback.pk}/").status_code == 404
    assert feedback.number not in client.get("/feedback/").content.decode()


def test_the_api_takes_it_and_names_what_it_cannot_take(client, org, make_task):
    client.force_login(org.staff, backend=BACKEND)
    body = {"type": "suggestion", "title": "Benches", "about": make_task().pk}
    made = client.post("/api/v1/feedback/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert (made.json()["channel"], made.json()["severity"]) == ("api", "normal")
    wrong = client.post("/api/v1/feedback/", {"type": "rant", "title": ""}, content_type="application/json")
    assert {error["field"] for error in wrong.json()["errors"]} == {"type", "title"}
    listed = client.get("/api/v1/feedback/?type=suggestion").json()["results"]
    assert [row["number"] for row in listed] == [made.json()["number"]]
    alike = client.get("/api/v1/feedback/similar/?title=benches").json()["results"]
    assert [row["number"] for row in alike] == [made.json()["number"]]
