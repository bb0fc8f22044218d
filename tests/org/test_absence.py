"""Absences: who may record them, what they may not do, and what standing in gives."""

from datetime import UTC, datetime, timedelta

import pytest

from collab.common import clock
from collab.common.errors import Conflict, Forbidden, Invalid
from collab.org import actions
from collab.org.models import Absence, Scope
from collab.org.standing import standing_of

MONDAY = datetime(2031, 3, 3, 9, tzinfo=UTC)


def away(by, who, delegate=None, days=(0, 5), actor=None, **more) -> Absence:
    return actions.record_absence(
        actor=by(actor or who),
        person=who,
        starts_at=MONDAY + timedelta(days=days[0]),
        ends_at=MONDAY + timedelta(days=days[1]),
        delegate=delegate,
        **more,
    )


def test_oneself_the_head_and_coordinators_record_an_absence(org, by):
    away(by, org.staff)
    away(by, org.colleague, actor=org.head)
    away(by, org.liaison, actor=org.coordinator)
    with pytest.raises(Forbidden):
        away(by, org.head, actor=org.staff)
    with pytest.raises(Forbidden):
        away(by, org.outsider, actor=org.head)


@pytest.mark.parametrize(
    ("days", "delegate", "field"),
    [
        ((5, 5), None, "ends_at"),
        ((5, 4), None, "ends_at"),
        ((0, 1), "staff", "delegate"),
        ((-9000, -8000), None, "ends_at"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(org, by, days, delegate, field):
    with pytest.raises(Invalid) as refused:
        away(by, org.staff, getattr(org, delegate) if delegate else None, days)
    assert [error.field for error in refused.value.errors] == [field]


def test_nobody_with_a_closed_account_stands_in(org, by):
    actions.deactivate_person(person=org.colleague, actor=by(org.coordinator), version=1)
    org.colleague.refresh_from_db()
    with pytest.raises(Invalid):
        away(by, org.staff, org.colleague)


def test_absences_of_one_person_do_not_overlap_but_may_touch(org, by):
    first = away(by, org.staff)
    away(by, org.staff, days=(5, 6))
    for days in ((4, 5), (0, 5), (1, 2), (-1, 9)):
        with pytest.raises(Conflict) as refused:
            away(by, org.staff, days=days)
        assert refused.value.code == "overlapping_absence"
    actions.cancel_absence(absence=first, actor=by(org.staff), version=1)
    away(by, org.staff, days=(1, 2))


def test_delegation_never_runs_in_a_circle(org, by):
    away(by, org.staff, org.colleague)
    away(by, org.colleague, org.liaison)
    for who, delegate in ((org.liaison, org.staff), (org.liaison, org.colleague)):
        with pytest.raises(Conflict) as refused:
            away(by, who, delegate, days=(4, 7))
        assert refused.value.code == "delegation_circle"
    away(by, org.liaison, org.staff, days=(5, 7))


def test_standing_in_lasts_as_long_as_the_absence(org, by, monkeypatch):
    absence = away(by, org.head, org.colleague, scope=Scope.ALL)
    for day, holds in ((-1, False), (1, True), (5, False)):
        monkeypatch.setattr(clock, "now", lambda day=day: MONDAY + timedelta(days=day))
        assert standing_of(by(org.colleague).person).may_act_for(org.head.pk) is holds
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=1))
    actions.cancel_absence(absence=absence, actor=by(org.head), version=1)
    assert not standing_of(by(org.colleague).person).may_act_for(org.head.pk)


def test_an_absence_is_cancelled_once_and_not_after_its_end(org, by, monkeypatch):
    absence = away(by, org.staff)
    other = away(by, org.colleague)
    actions.cancel_absence(absence=absence, actor=by(org.staff), version=1)
    with pytest.raises(Conflict):
        actions.cancel_absence(absence=absence, actor=by(org.staff), version=2)
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=9))
    with pytest.raises(Conflict):
        actions.cancel_absence(absence=other, actor=by(org.colleague), version=1)


def test_absences_are_known_to_those_they_concern(org, by):
    away(by, org.staff, org.colleague)
    for who, count in (("staff", 1), ("colleague", 1), ("coordinator", 1), ("outsider", 0), ("liaison", 0)):
        assert Absence.objects.visible_to(by(getattr(org, who)).person).count() == count
