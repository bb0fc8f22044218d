"""Whatever is typed or sent: it is stored, or refused with the field's name; no door ever breaks."""

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client

from collab.matters.models import Matter
from tests.access.crawl import Visitor, address_of
from tests.access.doors import BACKEND
from tests.access.routes import every_route, rule_of

pytestmark = pytest.mark.django_db
NASTY = {
    "NUL": "a\x00b",
    "right to left": "‮evil‬ \u2066x\u2069",
    "zero width": "\u200b\u200b",
    "emoji": "🧯👩‍🚒" * 20,
    "ten thousand": "长" * 10_000,
    "half a surrogate": "\ud800",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "formula": "=cmd|' /C calc'!A0",
    "percent": "%s %(x)s {{ 7*7 }} {% load x %}",
    "control": "\x07\x1b[31m\x0b",
}


@pytest.mark.parametrize("kind", NASTY)
def test_a_nasty_title_is_stored_or_refused_by_its_field(kind, org, client):
    text = NASTY[kind]
    client.force_login(org.planner, backend=BACKEND)
    sent = json.dumps({"title": text, "department": org.housing.pk})
    answer = client.post("/api/v1/tasks/", sent, content_type="application/json")
    assert answer.status_code in {201, 400}, answer.content[:500]
    if answer.status_code == 400:
        problem = answer.json()
        assert problem["errors"] or problem["detail"]
    else:
        task = Matter.objects.get(pk=answer.json()["id"])
        page = client.get(f"/tasks/{task.pk}/")
        assert page.status_code == 200
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content
    if kind != "half a surrogate":
        typed = client.post("/tasks/new/", {"title": text, "department": org.housing.pk, "then": "draft"})
        assert typed.status_code in {200, 302, 400, 422}, kind


ODD = (
    *("cursor=%00", "cursor=AAAA", "limit=0", "limit=9999999999999999999999", "ordering=password", "page=-1"),
    *("nonsense=1", "status=nonsense", "department=x", "owner=99999999999999999999", "due_before=never"),
)
UNKNOWN = {"nonsense=1", "ordering=password", "limit=0"}


def odd_queries(visitor: Visitor, address: str) -> Iterator[str]:
    """What to ask a list with; nasty texts only where it reads a text at all."""
    yield from ODD
    plain, asked = visitor.ask("GET", address), visitor.ask("GET", f"{address}?q=Wolframite")
    if plain.without() != asked.without("?q=Wolframite"):
        yield from (f"q={quote(text, errors='surrogatepass')}" for text in NASTY.values())


def test_no_query_breaks_a_door(org, make_task):
    make_task()
    visitor, broken, taken = Visitor(org.staff), [], []
    for route in every_route():
        rule = rule_of(route)
        if route.parameters or rule is None or route.name.startswith(("admin", "account", "mfa", "social")):
            continue
        address = address_of(route, rule, {})
        for query in odd_queries(visitor, address):
            answer = visitor.ask("GET", f"{address}?{query}")
            if answer.status >= 500:
                broken.append(answer.asked)
            listed = route.name.startswith("api:") and route.name.endswith("-list")
            if listed and query in UNKNOWN and answer.status != 400:
                taken.append(answer.asked)
    assert not broken
    assert not taken, "an unknown parameter is 400 and named"


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"title": {"a": []}}', b"[" * 5000]
)
def test_no_body_breaks_a_resource(body, org, make_task):
    task = make_task()
    client = Client(raise_request_exception=False)
    client.force_login(org.staff, backend=BACKEND)
    addresses = [
        "/api/v1/tasks/",
        "/api/v1/comments/",
        "/api/v1/links/",
        f"/api/v1/tasks/{task.pk}/sign-for/",
    ]
    for address in addresses:
        answer = client.post(
            address, body, content_type="application/json", headers={"If-Match": f'"v{task.version}"'}
        )
        assert answer.status_code < 500, (address, answer.content[:300])


def test_a_change_names_its_version_or_is_refused(org, make_task, client):
    task = make_task()
    client.force_login(org.staff, backend=BACKEND)
    address = f"/api/v1/tasks/{task.pk}/sign-for/"
    codes = [
        client.post(address, "{}", content_type="application/json", headers=headers).status_code
        for headers in (
            {},
            {"If-Match": '"v999"'},
            {"If-Match": "rubbish"},
            {"If-Match": f'"v{task.version}"'},
        )
    ]
    assert codes[0] == 428
    assert codes[1] == 412
    assert codes[2] in {400, 412, 428}
    assert codes[3] == 200
