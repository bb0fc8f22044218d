"""Calls are taken down one after the other in the coordination office, or taken over from a list, once each."""

import pytest

from collab.activity.delivery import deliver
from collab.activity.models import Activity
from feedback import actions
from feedback.models import Caller, Feedback, SentMail
from insight.imports.actions import carry_on, start_import
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db
CALL = {"type": "problem", "severity": "normal", "title": "No water", "body": "Whole street"}


def test_a_call_is_taken_down_and_the_next_form_is_empty(client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    answer = client.post("/feedback/hotline/", CALL | {"name": "Ms Chen", "phone": "138 0000 0000"})
    feedback = Feedback.objects.get()
    assert (feedback.channel, feedback.is_anonymous) == ("hotline", False)
    assert (feedback.caller.name, feedback.caller.taken_by) == ("Ms Chen", org.coordinator)
    assert answer.context["taken"] == feedback
    assert not answer.context["form"].is_bound
    assert client.post("/feedback/hotline/", CALL).status_code == 400
    client.post("/feedback/hotline/", CALL | {"title": "No light"})
    assert Feedback.objects.get(title="No light").is_anonymous


def test_an_address_written_down_by_ear_gets_one_question_and_nothing_else(client, org, by):
    client.force_login(org.coordinator, backend=BACKEND)
    page = client.post("/feedback/hotline/", CALL | {"body": "整条街都没水", "email": "chen@example.net"})
    assert "chen@example.net gets one mail" in page.content.decode()
    feedback = Feedback.objects.get()
    actions.accept_feedback(feedback=feedback, actor=by(org.coordinator), version=None)
    deliver(list(Activity.objects.select_related("matter").order_by("pk")))
    [asked] = SentMail.objects.all()
    assert ("/voice/address/" in asked.text, "没水" in asked.text) == (True, False)
    assert "电话" in asked.text


@pytest.mark.parametrize("who", ["staff", "outsider", "planner"])
def test_nobody_else_finds_the_hotline(client, org, who):
    client.force_login(getattr(org, who), backend=BACKEND)
    assert client.get("/feedback/hotline/").status_code == 404
    assert client.post("/feedback/hotline/", CALL).status_code in (403, 404)
    assert not Feedback.objects.exists()


SHEET = """编号,标题,内容,类型,涉及部门,来电人,电话
H-1,路灯坏了,整条街,投诉,housing,陈女士,13800000000
H-2,没有水,,求助,nowhere,,
,,无标题,,,,
"""


def test_a_list_of_calls_is_taken_over_once(org, by):
    actor = by(org.coordinator)
    run = carry_on(
        start_import(target="feedback", content=SHEET.encode(), file_name="calls.csv", actor=actor)
    )
    assert run.counts == {"created": 2, "failed": 1}
    lamp = Feedback.objects.get(title="路灯坏了")
    assert (lamp.type, lamp.about_department, lamp.caller.name) == ("complaint", org.housing, "陈女士")
    again = SHEET + "H-3,井盖缺失,,,,,\n"
    run = carry_on(
        start_import(target="feedback", content=again.encode(), file_name="calls.csv", actor=actor)
    )
    assert run.counts == {"unchanged": 2, "created": 1, "failed": 1}
    assert (Feedback.objects.count(), Caller.objects.count()) == (3, 3)


def test_a_hotlines_own_system_hands_calls_over_once_each(client, org):
    address, call = "/api/v1/feedback/log-call/", CALL | {"name": "陈女士", "case_number": "H-1"}
    client.force_login(org.staff, backend=BACKEND)
    assert client.post(address, call, content_type="application/json").status_code == 403
    client.force_login(org.coordinator, backend=BACKEND)
    first = client.post(address, call, content_type="application/json")
    assert (first.status_code, len(first.json()["follow_up_code"])) == (201, 23)
    again = client.post(address, call, content_type="application/json")
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert again.json()["follow_up_code"] is None
    wrong = client.post(address, CALL | {"severity": "x"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "severity")


def test_who_called_is_shown_to_those_who_handle_it_alone(client, org):
    client.force_login(org.coordinator, backend=BACKEND)
    client.post("/feedback/hotline/", CALL | {"name": "Ms Chen", "phone": "138 0000 0000"})
    feedback = Feedback.objects.get()
    for door in (f"/feedback/{feedback.pk}/", f"/api/v1/feedback/{feedback.pk}/"):
        told = client.get(door).content.decode()
        assert "Ms Chen" in told
        assert "138 0000 0000" in told
    Feedback.objects.update(visibility="organisation")
    client.force_login(org.outsider, backend=BACKEND)
    for door in (f"/feedback/{feedback.pk}/", f"/api/v1/feedback/{feedback.pk}/"):
        told = client.get(door).content.decode()
        assert "A caller" in told
        assert "Chen" not in told
        assert "138 0000" not in told
