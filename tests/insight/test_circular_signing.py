"""An issued circular is signed for by every department it speaks of; the receipt clock and its ladder run on it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from collab.activity.models import Activity
from collab.common import clock
from collab.common.errors import Forbidden, TransitionRefused
from collab.deadlines.actions import sweep
from collab.deadlines.models import Clock, Deadline, Firing
from collab.deadlines.receipts import signable_by, signatures_of
from collab.org.models import Membership
from insight.circulars import actions
from insight.circulars.policies import SIGNERS
from insight.models import CircularNotice
from tests.promises.conftest import MONDAY
from tests.tasks.conftest import page  # noqa: F401

pytestmark = pytest.mark.django_db
APRIL = MONDAY + timedelta(days=32)


@pytest.fixture
def notice(org, make_task, by):
    """A circular that speaks of housing and planning, issued in April."""
    with clock.told(MONDAY):
        make_task("accepted", due_at=MONDAY + timedelta(days=2))
        make_task("issued", due_at=MONDAY + timedelta(days=2), department=org.planning, responsible=None)
    with clock.told(APRIL):
        circular = actions.draft_circular(actor=by(org.coordinator), period="month", day=MONDAY.date())
        circular = actions.issue_circular(circular=circular, actor=by(org.coordinator), version=1)
        return circular.notice


def test_every_department_signs_and_the_last_signature_settles_it(notice, org, by):
    with clock.told(APRIL + timedelta(hours=1)):
        assert {one.department for one in signatures_of(notice, SIGNERS)} == {org.housing, org.planning}
        with pytest.raises(Forbidden):
            actions.sign_for_circular(notice=notice, actor=by(org.staff), version=notice.version)
        notice = actions.sign_for_circular(notice=notice, actor=by(org.liaison), version=notice.version)
        assert notice.is_open
        notice = actions.sign_for_circular(notice=notice, actor=by(org.planner), version=notice.version)
        assert (notice.status, notice.is_open) == ("signed", False)
        with pytest.raises(TransitionRefused):
            actions.sign_for_circular(notice=notice, actor=by(org.planner), version=notice.version)
    assert not any(one.is_late for one in signatures_of(CircularNotice.objects.get(), SIGNERS))
    assert not Deadline.objects.running().filter(matter=notice).exists()
    assert Activity.objects.filter(event="circular.signed").count() == 2


def test_whoever_stands_above_does_not_sign_for_departments_with_officers_of_their_own(notice, org, by):
    assert not signable_by(by(org.leader), notice, SIGNERS)
    Membership.objects.filter(person=org.planner).delete()
    assert [row.department for row in signable_by(by(org.leader), notice, SIGNERS)] == [org.planning]


def test_who_does_not_sign_is_chased_up_the_line(notice, org, by):
    with clock.told(APRIL + timedelta(hours=1)):
        actions.sign_for_circular(notice=notice, actor=by(org.planner), version=notice.version)
    later = APRIL + timedelta(days=7)
    sweep(now=later)
    fired = Firing.objects.filter(deadline__matter=notice, deadline__clock=Clock.RECEIPT)
    assert {row.deadline.party.department for row in fired} == {org.housing}
    assert {org.liaison.pk, org.head.pk} <= {pk for row in fired for pk in row.people}
    with clock.told(later):
        late = {one.department: one.is_late for one in signatures_of(CircularNotice.objects.get(), SIGNERS)}
    assert late == {org.housing: True, org.planning: False}


def test_page_and_api_show_who_signed_and_let_officers_sign(notice, org, page):  # noqa: F811
    address = reverse("insight:circular", args=[notice.circular_id])
    dialog = reverse("matters:doing", args=[notice.pk, "sign-for"])
    assert dialog not in page(org.staff).get(address).content.decode()
    officer = page(org.liaison)
    assert dialog in officer.get(address).content.decode()
    assert officer.get(reverse("insight:notice", args=[notice.pk])).url == address
    assert dialog in officer.get("/").content.decode()
    door = f"/api/v1/circular-notices/{notice.pk}/"
    answer = officer.post(
        f"{door}sign-for/",
        {"note": "Read"},
        content_type="application/json",
        headers={"If-Match": f'"v{notice.version}"'},
    )
    assert answer.status_code == 200
    signed = {one["department"]["id"]: one["signed_at"] for one in officer.get(door).json()["signatures"]}
    assert signed[org.housing.pk]
    assert not signed[org.planning.pk]
    assert officer.get(f"/api/v1/circulars/{notice.circular_id}/").json()["notice"] == notice.pk
    part = officer.get(reverse("insight:signatures", args=[notice.circular_id])).content.decode()
    assert dialog not in part
