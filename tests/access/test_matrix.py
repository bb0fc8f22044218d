"""Nobody sees outside their audience: every route, as every role, listening for words that only others may hear."""

import pytest
from django.db import connection

from collab.deadlines.models import Deadline
from collab.notifications.models import Notification
from collab.org.models import Person

from .crawl import ANY, LOOKING, READING, Visitor, address_of, audience_routes, leaks, spoken, walk
from .expectations import EVERYONE
from .routes import PAGES, PUBLIC, RESOURCES, rule_of
from .world import MISSING, SECRET, SHARED

pytestmark = pytest.mark.django_db
STRANGERS = [role for role in EVERYONE if role not in {"admin", "coordinator"}]
WALKERS = (
    STRANGERS if connection.vendor == "sqlite" else ["anonymous", "outsider", "leader"]
)  # the same rule in SQL
NOWHERE = {"number": f"T-{MISSING}"}


def visitor(org, role: str) -> Visitor:
    return Visitor(None if role == "anonymous" else getattr(org, role))


def test_somebody_has_thought_about_every_route(routes):
    assert not [route.name for route in routes if rule_of(route) is None]


def test_no_rule_outlives_its_route(routes):
    names = {route.name for route in routes}
    resources = {name.removeprefix("api:") for name in names if name.startswith("api:")}
    stale = [name for name in PAGES if name not in names]
    stale += [
        known
        for known in RESOURCES
        if not any(own == known or own.startswith(f"{known}-") for own in resources)
    ]
    assert not stale


@pytest.mark.parametrize("role", WALKERS)
def test_a_stranger_hears_no_canary_anywhere_and_opens_no_console(role, org, world, routes):
    methods = {"outsider": ANY, "anonymous": ANY}.get(role, LOOKING)
    who = visitor(org, role)
    heard = list(walk(who, routes, world.shared, methods))
    for things in (world.secret, world.own):
        heard += walk(who, audience_routes(routes), things, READING if methods == ANY else methods)
    assert not leaks(heard)
    assert not [one.asked for one in heard if one.status >= 500]
    assert not [one.asked for one in heard if one.status == 200 and one.is_of_the_console]


def test_a_coordinator_hears_nothing_that_is_kept_to_its_parties(org, world, routes):
    heard = list(walk(visitor(org, "coordinator"), routes, world.secret, ANY))
    assert not leaks(heard, SECRET)
    assert not [one.asked for one in heard if one.status >= 500]


def test_missing_and_foreign_cannot_be_told_apart(org, world, routes):
    who, differing = visitor(org, "outsider"), []
    for route in audience_routes(routes):
        rule = rule_of(route)
        foreign = {key: world.shared[key] for key in (rule.thing, "number")}
        theirs, nowhere = address_of(route, rule, foreign), address_of(route, rule, NOWHERE)
        for method in spoken(route, ANY):
            one, other = who.ask(method, theirs), who.ask(method, nowhere)
            parts = [*foreign.values(), MISSING, NOWHERE["number"]]
            if one.without(*parts) != other.without(*parts) or one.status not in {404, 405, 200}:
                differing.append((one.asked, one.status, other.status))
            elif one.status == 200 and method != "OPTIONS":
                differing.append((one.asked, "opened"))
    assert not differing


def test_whoever_is_not_signed_in_is_asked_to_sign_in(org, world, routes):
    who, let_in = visitor(org, "anonymous"), []
    for route in routes:
        rule = rule_of(route)
        address = None if rule is None or rule.kind == PUBLIC else address_of(route, rule, world.own)
        if address is None or address.startswith("/admin/"):
            continue
        for method in spoken(route, ("GET", "POST")):
            answer = who.ask(method, address)
            asked_in = answer.status == 302 and "/login/" in dict(answer.headers)["Location"]
            if not asked_in and answer.status not in {401, 405, 403}:
                let_in.append((answer.asked, answer.status))
    assert not let_in


def test_those_in_the_audience_hear_every_canary(world, routes):
    """Without this the silence above would prove nothing."""
    who = Visitor(world.keeper)
    shut = []
    for route in audience_routes(routes):
        rule = rule_of(route)
        if rule.thing in {"absence", "token", "notification", "import", "circular", "file"}:
            continue
        if "edition" in route.parameters:  # nothing was issued yet
            continue
        answer = who.ask("GET", address_of(route, rule, world.shared))
        if answer.status not in {200, 302, 403, 405, 409}:
            shut.append((answer.asked, answer.status))
    assert not shut
    heard = list(walk(who, routes, world.shared))
    for place in (
        "/tasks/",
        "/meetings/",
        "/search/",
        "/api/v1/tasks/",
        "/api/v1/search/",
        "/api/v1/activities/",
    ):
        assert leaks([one for one in heard if one.asked.startswith(f"GET {place}")], SHARED), place
    for thing in (
        "comment",
        "attachment",
        "extension",
        "link",
        "report",
        "part",
        "meeting",
        "item",
        "decision",
    ):
        mine = [route for route in audience_routes(routes) if rule_of(route).thing == thing]
        assert leaks(walk(who, mine, world.shared), SHARED), thing


def test_counts_and_filters_tell_a_stranger_nothing(org, world, routes, client):
    who = visitor(org, "outsider")
    for resource in ("tasks", "matters", "search"):
        for query in ("q=Wolframite", f"owner={world.clerk.pk}", f"department={world.treasury.pk}"):
            if resource == "search":
                query += "&q=Wolframite"
            answer = who.ask("GET", f"/api/v1/{resource}/?{query}&count=exact")
            assert answer.status in {200, 400}
            assert answer.status == 400 or b'"count":0' in answer.body, answer.asked


def test_nobody_is_told_of_what_they_may_not_see(org, world):
    from collab.activity.delivery import deliver
    from collab.activity.models import Activity

    Activity.objects.update(delivered_at=None)
    deliver(list(Activity.objects.order_by("pk")))
    foreign = [world.shared["task"], world.secret["task"], world.shared["meeting"], world.secret["meeting"]]
    told = Notification.objects.filter(matter__in=foreign).exclude(dedupe_key__startswith="lost")
    assert set(told.values_list("person__username", flat=True)) <= {"keeper", "clerk", "admin"}
    assert told.exists()
    assert Deadline.objects.exists()
    assert Person.objects.filter(username="keeper").exists()
