"""When feedback opens corrective action by itself, and who changes the rule."""

from datetime import timedelta

import pytest
from django.db import transaction

from collab.common import clock
from collab.common.errors import Forbidden, Invalid, StaleVersion
from collab.matters.models import Link, Matter
from feedback import actions
from feedback.models import CorrectiveAction, CorrectiveRule, Feedback
from tests.access.doors import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(org, by):
    """Feedback that housing handles, with a cause where one is named."""

    def make(**columns) -> Feedback:
        severity = columns.pop("severity", "normal")
        row = actions.submit_feedback(actor=by(org.outsider), title="Permit lost", severity=severity)
        Matter.objects.filter(pk=row.pk).update(department=org.housing, owner=org.staff)
        Feedback.objects.filter(pk=row.pk).update(**columns)
        return Feedback.objects.get(pk=row.pk)

    return make


def watched(feedback: Feedback) -> CorrectiveAction | None:
    with transaction.atomic():
        return actions.watch_feedback(feedback)


def test_severe_feedback_opens_one_for_the_department_that_handles_it(given, org):
    made = watched(given(severity="severe"))
    assert (made.trigger, made.department, made.owner) == ("severe", org.housing, org.staff)


def test_its_title_says_no_more_than_the_number(given):
    row = given(severity="severe")
    title = watched(row).title
    assert row.title not in title
    assert row.number in title


def test_severe_feedback_opens_one_the_moment_it_is_assigned(org, by):
    row = actions.submit_feedback(actor=by(org.outsider), title="Permit lost", severity="severe")
    row = actions.accept_feedback(feedback=row, actor=by(org.coordinator), version=None)
    assert not CorrectiveAction.objects.exists()
    actions.assign_feedback(feedback=row, actor=by(org.coordinator), version=None, department=org.housing)
    made = CorrectiveAction.objects.get()
    assert (made.trigger, made.department) == ("severe", org.housing)
    assert Link.objects.filter(source=row.pk, target=made.pk, kind="led_to").exists()


def test_ordinary_feedback_opens_none(given):
    assert watched(given(cause="process")) is None
    assert not CorrectiveAction.objects.exists()


def test_the_third_with_the_same_cause_opens_one_and_the_others_hang_on_it(given):
    rows = [given(cause="process") for _ in range(3)]
    made = watched(rows[-1])
    assert made.trigger == "repeated"
    assert set(Link.objects.filter(target=made.pk).values_list("source_id", flat=True)) == {
        r.pk for r in rows
    }


def test_the_next_one_of_the_kind_hangs_on_the_one_that_is_open(given):
    rows = [given(cause="process") for _ in range(3)]
    made = watched(rows[-1])
    fourth = given(cause="process")
    assert watched(fourth) == made
    assert watched(fourth) is None
    assert CorrectiveAction.objects.count() == 1


def test_what_lies_further_back_than_the_rule_looks_does_not_count(given):
    rows = [given(cause="process") for _ in range(3)]
    Matter.objects.filter(pk=rows[0].pk).update(created_at=clock.now() - timedelta(days=91))
    assert watched(rows[-1]) is None


def test_three_about_the_same_matter_open_one_whatever_their_cause(given, make_task):
    task = make_task("in_progress")
    rows = [given(about_id=task.pk, cause=cause) for cause in ("process", "conduct", "")]
    assert watched(rows[-1]).trigger == "repeated"


def test_reopened_again_and_again_it_opens_one(given):
    assert watched(given(reopened=1)) is None
    assert watched(given(reopened=2)).trigger == "reopened"


def test_coordinators_change_the_rule_and_nobody_else(given, org, by):
    with pytest.raises(Forbidden):
        actions.save_rule(actor=by(org.head), version=1, repeats=2)
    with pytest.raises(Invalid) as refused:
        actions.save_rule(actor=by(org.coordinator), version=1, repeats=1)
    assert refused.value.errors[0].field == "repeats"
    actions.save_rule(actor=by(org.coordinator), version=1, repeats=2, severe_opens=False)
    with pytest.raises(StaleVersion):
        actions.save_rule(actor=by(org.coordinator), version=1, repeats=4)
    assert watched(given(severity="severe")) is None
    rows = [given(cause="conduct") for _ in range(2)]
    assert watched(rows[-1]).trigger == "repeated"


def test_the_console_changes_the_rule(org, client):
    client.force_login(org.coordinator, backend=BACKEND)
    known = CorrectiveRule.objects.get()
    address = f"/admin/feedback/correctiverule/{known.pk}/change/"
    assert client.get(address).status_code == 200
    typed = {
        "severe_opens": "on",
        "repeats": 5,
        "within_days": 60,
        "reopened_times": 2,
        "check_after_days": 20,
        "seen_version": 1,
    }
    assert client.post(address, typed).status_code == 302
    assert CorrectiveRule.objects.get().repeats == 5
