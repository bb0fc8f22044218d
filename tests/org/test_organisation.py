"""Changing the organisation: the tree, accounts, roles, calendars, tokens; who may, and what the journal keeps."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from collab.activity.models import Activity
from collab.common.actor import SYSTEM
from collab.common.errors import Conflict, Forbidden, Invalid, StaleVersion
from collab.org import actions
from collab.org.models import ApiToken, CalendarDay, Department, Role, WorkingCalendar
from collab.org.standing import standing_of


def last_event() -> Activity:
    return Activity.objects.filter(stream="org").first()


def test_a_department_is_set_up_below_another(org, by):
    made = actions.create_department(
        actor=by(org.coordinator), code="parks", name="Parks", parent=org.housing
    )
    assert Department.objects.get(pk=made.pk).path == f"{org.housing.path}{made.pk}/"
    assert (last_event().event, last_event().facts["code"]) == ("org.department_created", "parks")


def test_moving_a_department_takes_all_below_it_along(org, by):
    boss = by(org.coordinator)
    parks = actions.create_department(actor=boss, code="parks", name="Parks", parent=org.housing)
    trees = actions.create_department(actor=boss, code="trees", name="Trees", parent=parks)
    actions.move_department(department=parks, parent=org.culture, actor=boss, version=1)
    parks.refresh_from_db()
    trees.refresh_from_db()
    assert parks.path == f"{org.culture.path}{parks.pk}/"
    assert trees.path == f"{parks.path}{trees.pk}/"


def test_a_department_is_never_part_of_itself(org, by):
    for below in (org.city, org.housing):
        with pytest.raises(Conflict) as refused:
            actions.move_department(department=org.city, parent=below, actor=by(org.coordinator), version=1)
        assert refused.value.code == "circular"


def test_the_head_keeps_the_card_and_nothing_else(org, by):
    head = by(org.head)
    actions.edit_department(department=org.housing, actor=head, version=1, mission="Homes.")
    with pytest.raises(Forbidden):
        actions.edit_department(department=org.housing, actor=head, version=2, name="Mine")
    with pytest.raises(Forbidden):
        actions.edit_department(department=org.culture, actor=head, version=1, mission="No.")
    with pytest.raises(StaleVersion):
        actions.edit_department(department=org.housing, actor=head, version=1, mission="Late.")


def test_a_department_with_active_parts_stays_active(org, by):
    with pytest.raises(Conflict) as refused:
        actions.edit_department(department=org.city, actor=by(org.coordinator), version=1, is_active=False)
    assert refused.value.code == "has_active_parts"


def test_a_code_is_used_once(org, by):
    with pytest.raises(Invalid) as refused:
        actions.create_department(actor=by(org.coordinator), code="housing", name="Other")
    assert [error.field for error in refused.value.errors] == ["code"]


@pytest.mark.parametrize("who", ["staff", "head", "outsider", "leader"])
def test_the_organisation_is_changed_by_coordinators_alone(org, by, who):
    actor = by(getattr(org, who))
    with pytest.raises(Forbidden):
        actions.create_department(actor=actor, code="x", name="X")
    with pytest.raises(Forbidden):
        actions.create_person(actor=actor, username="x", name="X")
    with pytest.raises(Forbidden):
        actions.set_roles(person=org.staff, actor=actor, version=1, roles=[(org.city, Role.HEAD)])
    with pytest.raises(Forbidden):
        actions.edit_calendar(calendar=WorkingCalendar.objects.get(), actor=actor, version=1, name="X")


def test_a_coordinator_makes_no_administrators_and_closes_none(org, by):
    boss = by(org.coordinator)
    with pytest.raises(Forbidden):
        actions.create_person(actor=boss, username="x", name="X", is_staff=True)
    with pytest.raises(Forbidden):
        actions.deactivate_person(person=org.admin, actor=boss, version=1)


def test_roles_are_set_as_a_whole_and_count_at_once(org, by):
    actions.set_roles(
        person=org.staff, actor=by(org.coordinator), version=1, roles=[(org.planning, Role.LIAISON)]
    )
    standing = standing_of(by(org.staff).person)
    assert standing.officer_of == {org.planning.pk}
    assert last_event().facts["removed"] == ["Housing: member"]


def test_closing_an_account_ends_tokens_and_sign_in(org, by, client):
    token, _secret = actions.create_token(actor=SYSTEM, person=org.staff, name="x")
    client.force_login(org.staff, backend="collab.org.backends.DemoGuardBackend")
    actions.deactivate_person(person=org.staff, actor=by(org.coordinator), version=1)
    token.refresh_from_db()
    assert token.revoked_at
    assert client.get("/profile/").status_code == 302
    actions.reactivate_person(person=org.staff, actor=by(org.coordinator), version=2)
    token.refresh_from_db()
    assert token.revoked_at
    assert client.get("/profile/").status_code == 302


def test_nobody_closes_their_own_account(org, by):
    with pytest.raises(Conflict):
        actions.deactivate_person(person=org.coordinator, actor=by(org.coordinator), version=1)


@pytest.mark.parametrize(
    "weekly",
    [
        [],
        [[]] * 7,
        [[[1, 0]]] * 7,
        [[["a", 2]]] * 7,
        "x",
        None,
        [[[0, 2000]]] * 7,
        [[[60, 120], [90, 150]]] * 7,
    ],
)
def test_hours_that_make_no_week_are_refused(org, by, weekly):
    with pytest.raises(Invalid) as refused:
        actions.create_calendar(actor=by(org.coordinator), name="Odd", weekly=weekly)
    assert [error.field for error in refused.value.errors] == ["weekly"]


def test_there_is_always_one_default_calendar(org, by):
    boss, old = by(org.coordinator), WorkingCalendar.objects.get()
    with pytest.raises(Conflict):
        actions.edit_calendar(calendar=old, actor=boss, version=1, is_default=False)
    new = actions.create_calendar(actor=boss, name="New", is_default=True)
    assert list(WorkingCalendar.objects.filter(is_default=True)) == [new]


def test_a_special_day_makes_a_new_version_of_the_calendar(org, by):
    boss, calendar = by(org.coordinator), WorkingCalendar.objects.get()
    day = date(2027, 2, 14)
    changed = actions.set_calendar_day(calendar=calendar, actor=boss, version=1, day=day, is_workday=True)
    assert (changed.version, CalendarDay.objects.get().is_workday) == (2, True)
    actions.set_calendar_day(calendar=calendar, actor=boss, version=2, day=day, is_workday=None)
    assert not CalendarDay.objects.exists()


def test_a_token_is_kept_as_a_digest_only(org, by):
    token, secret = actions.create_token(actor=by(org.staff), person=org.staff, name="Script")
    stored = ApiToken.objects.values().get(pk=token.pk)
    assert secret not in str(stored)
    assert secret not in str(list(Activity.objects.values_list("facts", flat=True)))


def test_tokens_are_made_for_oneself_and_revoked_by_coordinators_too(org, by):
    with pytest.raises(Forbidden):
        actions.create_token(actor=by(org.coordinator), person=org.staff, name="x")
    token, _secret = actions.create_token(actor=by(org.staff), person=org.staff, name="x")
    with pytest.raises(Forbidden):
        actions.revoke_token(token=token, actor=by(org.outsider))
    actions.revoke_token(token=token, actor=by(org.coordinator))


def test_the_command_prints_the_secret_alone(org, capsys):
    call_command("create_token", "staff", "--scope", "write", "--days", "3")
    secret = capsys.readouterr().out
    token = ApiToken.objects.get()
    assert token.digest == ApiToken.digest_of(secret.strip())
    assert token.may_write
    with pytest.raises(CommandError):
        call_command("create_token", "nobody")
    with pytest.raises(CommandError):
        call_command("create_token", "staff", "--days", "9999")


@pytest.mark.parametrize("field", ["name", "time_zone"])
def test_null_characters_are_refused_by_the_action_itself(org, by, field):
    with pytest.raises(Invalid):
        actions.edit_profile(actor=by(org.staff), **{field: "a\x00b"})
