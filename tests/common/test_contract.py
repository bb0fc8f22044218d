"""What every answer of the API keeps to: sign-in, problems, versions, pages, unchanged answers."""

import json

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory
from rest_framework.settings import api_settings

from collab.common import clock
from collab.common.pages import fault
from collab.org.models import ApiToken, Person


def assert_problem(answer, status: int, code: str) -> dict:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail", "code", "errors"} <= problem.keys()
    assert (problem["status"], problem["code"]) == (status, code)
    return problem


def test_nobody_comes_in_without_signing_in(client, org):
    answer = client.get("/api/v1/departments/")
    assert_problem(answer, 401, "not_signed_in")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer nonsense", "bearer ", "Bearer " + "x" * 5000])
def test_a_wrong_token_is_nobody_whatever_the_session_says(client, org, header):
    client.force_login(org.staff, backend="collab.org.backends.DemoGuardBackend")
    assert client.get("/api/v1/me/").status_code == 200
    assert_problem(client.get("/api/v1/me/", headers={"Authorization": header}), 401, "not_signed_in")


@pytest.mark.parametrize("what", ["revoked", "expired", "disabled"])
def test_a_token_that_ended_opens_nothing(as_staff, org, what):
    if what == "revoked":
        ApiToken.objects.update(revoked_at=clock.now())
    elif what == "expired":
        ApiToken.objects.update(expires_at=clock.now())
    else:
        Person.objects.filter(pk=org.staff.pk).update(is_active=False)
    assert_problem(as_staff("get", "me/"), 401, "not_signed_in")


def test_a_reading_token_changes_nothing(caller, org):
    reader = caller(org.staff, may_write=False)
    assert reader("get", "me/").json()["scope"] == "read"
    assert_problem(reader("patch", "me/", {"name": "Other"}, version=1), 403, "scope")


def test_a_session_changes_things_with_its_csrf_token_only(org):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(org.staff, backend="collab.org.backends.DemoGuardBackend")
    answer = strict.patch("/api/v1/me/", "{}", content_type="application/json", headers={"If-Match": '"v1"'})
    assert answer.status_code == 403


def test_using_a_token_is_noted_at_most_once_a_minute(as_staff):
    as_staff("get", "me/")
    first = ApiToken.objects.get().last_used_at
    as_staff("get", "me/")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first


def test_missing_and_foreign_look_the_same(as_staff, caller, org, make_task):
    task = make_task(visibility="parties")
    outsider = caller(org.outsider)
    foreign = outsider("get", f"matters/{task.pk}/")
    missing = outsider("get", "matters/999999/")
    assert_problem(foreign, 404, "not_found")
    assert foreign.content == missing.content
    assert as_staff("get", f"matters/{task.pk}/").status_code == 200


def test_an_address_that_leads_nowhere_is_a_problem_too(as_staff):
    assert_problem(as_staff("get", "nonsense/"), 404, "not_found")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("nonsense=1", "nonsense"),
        ("parent=x", "parent"),
        ("parent=²", "parent"),
        ("parent=99999999999999999999", "parent"),
        ("active=perhaps", "active"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=²", "limit"),
        ("ordering=secret", "ordering"),
        ("cursor=abc", "cursor"),
        ("cursor=%F0%9F%98%80", "cursor"),
        ("count=about", "count"),
        ("q=%00", "q"),
        ("q=" + "x" * 301, "q"),
        ("active=true&active=false", "active"),
    ],
)
def test_an_unknown_parameter_or_value_is_named(as_staff, query, field):
    problem = assert_problem(as_staff("get", f"departments/?{query}"), 400, "invalid")
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_single_row_takes_no_parameters(as_staff, org):
    problem = assert_problem(as_staff("get", f"departments/{org.city.pk}/?x=1"), 400, "invalid")
    assert problem["errors"][0]["field"] == "x"


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "\xff", "{" * 2000])
def test_a_body_that_is_no_object_is_refused(as_staff, body):
    answer = as_staff.client.patch(
        "/api/v1/me/",
        body.encode("latin-1"),
        content_type="application/json",
        headers={"Authorization": f"Bearer {as_staff.secret}", "If-Match": '"v1"'},
    )
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({"nonsense": 1}, "nonsense", "unknown_field"),
        ({"name": 5}, "name", "wrong_type"),
        ({"name": {"a": 1}}, "name", "wrong_type"),
        ({"name": None}, "name", "wrong_type"),
        ({"name": ""}, "name", "required"),
        ({"name": "x" * 10_000}, "name", "max_length"),
        ({"name": "a\x00b"}, "name", "null_characters_not_allowed"),
        ({"time_zone": "Moon/Sea"}, "time_zone", "invalid"),
        ({"language": "tlh"}, "language", "invalid_choice"),
    ],
)
def test_a_wrong_field_is_named(as_staff, sent, field, code):
    problem = assert_problem(as_staff("patch", "me/", sent, version=1), 400, "invalid")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]


def test_a_step_that_asks_for_nothing_takes_nothing(as_coordinator, org):
    sent = {"is_superuser": True}
    answer = as_coordinator("post", f"people/{org.staff.pk}/deactivate/", sent, version=1)
    problem = assert_problem(answer, 400, "invalid")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [
        ("is_superuser", "unknown_field")
    ]
    assert Person.objects.get(pk=org.staff.pk).is_active


@pytest.mark.parametrize("name", ["张伟", "‮abc‬", "👩‍👩‍👧", "مرحبا", "a​b"])
def test_any_name_people_have_is_stored(as_staff, name):
    assert as_staff("patch", "me/", {"name": name}, version=1).json()["name"] == name


def test_a_change_says_which_version_it_was_made_on(as_staff):
    assert_problem(as_staff("patch", "me/", {"name": "A"}), 428, "version_required")
    for unclear in ("*", "v1", 'W/"v1"', '"v1", "v2"', '"7"'):
        answer = as_staff("patch", "me/", {"name": "A"}, **{"If-Match": unclear})
        assert_problem(answer, 428, "version_required")
    stale = as_staff("patch", "me/", {"name": "A"}, version=7)
    assert_problem(stale, 412, "stale_version")
    assert stale["ETag"] == '"v1"'
    done = as_staff("patch", "me/", {"name": "A"}, version=1)
    assert (done.status_code, done["ETag"], done.json()["version"]) == (200, '"v2"', 2)


def test_an_unchanged_row_is_not_sent_again(as_staff, org):
    first = as_staff("get", f"departments/{org.city.pk}/")
    again = as_staff("get", f"departments/{org.city.pk}/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_list_is_paged_both_ways_without_gaps(as_staff, org):
    names, place, pages = [], "departments/?limit=2&ordering=name", 0
    while place:
        page = as_staff("get", place.removeprefix("http://testserver/api/v1/")).json()
        names += [row["name"] for row in page["results"]]
        last, place, pages = page, page["next"], pages + 1
    assert names == sorted(names)
    assert (len(names), pages) == (5, 3)
    before = as_staff("get", last["previous"].removeprefix("http://testserver/api/v1/")).json()
    assert [row["name"] for row in before["results"]] == names[2:4]


def test_a_cursor_of_another_order_is_refused(as_staff):
    page = as_staff("get", "departments/?limit=2&ordering=name").json()
    cursor = page["next"].split("cursor=")[1].split("&")[0]
    assert_problem(as_staff("get", f"departments/?ordering=id&cursor={cursor}"), 400, "invalid")


def test_the_exact_count_is_told_on_request(as_staff):
    assert as_staff("get", "departments/?count=exact&limit=1").json()["count"] == 5
    assert "count" not in as_staff("get", "departments/?limit=1").json()


def test_options_tell_nothing(as_staff):
    answer = as_staff.client.options(
        "/api/v1/departments/", headers={"Authorization": f"Bearer {as_staff.secret}"}
    )
    assert_problem(answer, 405, "method_not_allowed")


def test_too_many_requests_say_when_to_come_back(as_staff, monkeypatch):
    cache.clear()
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "caller", "2/min")
    with time_machine.travel("2026-11-23T08:00:30Z", tick=False):
        answers = [as_staff("get", "me/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert_problem(answers[-1], 429, "too_many_requests")
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60


def test_an_unknown_method_or_format_is_told(as_staff):
    assert_problem(as_staff("put", "me/", {}), 405, "method_not_allowed")
    answer = as_staff.client.patch(
        "/api/v1/me/",
        "a=b",
        content_type="text/plain",
        headers={"Authorization": f"Bearer {as_staff.secret}"},
    )
    assert answer.status_code in (415, 428)


def test_a_fault_of_ours_is_a_problem_too(db):
    answer = fault(RequestFactory().get("/api/v1/tasks/"))
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, json.loads(answer.content)["code"]) == (500, "fault")
    assert fault(RequestFactory().get("/tasks/"))["Content-Type"].startswith("text/html")


def test_roles_are_set_through_the_api_as_a_whole(caller, org):
    knock, path = caller(org.coordinator), f"people/{org.staff.pk}/set-roles/"
    roles = [{"department": org.planning.pk, "role": "liaison"}]
    answer = knock("post", path, {"roles": roles}, version=org.staff.version)
    assert answer.status_code == 200, answer.content
    assert [(r["department"], r["role"]) for r in answer.json()["roles"]] == [(org.planning.pk, "liaison")]
    assert knock("post", path, {"roles": []}, version=org.staff.version).status_code == 412


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "roles"),
        ({"roles": "head"}, "roles"),
        ({"roles": [], "more": 1}, "more"),
        ({"roles": [{"department": 999999, "role": "king"}]}, "roles.0.department"),
    ],
)
def test_roles_that_make_no_sense_are_named_by_their_place(caller, org, body, field):
    path = f"people/{org.staff.pk}/set-roles/"
    answer = caller(org.coordinator)("post", path, body, version=org.staff.version)
    assert field in [error["field"] for error in assert_problem(answer, 400, "invalid")["errors"]]


def test_roles_are_for_coordinators_to_set(caller, org):
    path = f"people/{org.staff.pk}/set-roles/"
    answer = caller(org.head)("post", path, {"roles": []}, version=org.staff.version)
    assert_problem(answer, 403, "forbidden")
