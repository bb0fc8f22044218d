"""Walks every route as one person and reports what it heard and what it could open."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from collab.org.models import Person

from .doors import BACKEND
from .routes import AUDIENCE, CONSOLE, PUBLIC, Route, Rule, rule_of
from .world import MISSING, SECRET, SHARED, SOUGHT, Things

LOOKING = ("GET",)
READING = ("GET", "OPTIONS")
ANY = ("GET", "OPTIONS", "POST", "PATCH", "DELETE")
PASSING = re.compile(
    rb'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|X-CSRFToken[^}]+|csrf-token" content="\w+"'
)
KEPT_HEADERS = ("Content-Type", "ETag", "Allow", "Location", "Cache-Control", "Vary")


logging.getLogger("django.request").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Heard:
    """One answer: what was asked, the status, everything that came back as bytes, and the headers that matter."""

    asked: str
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def is_of_the_console(self) -> bool:
        """Whether it came from a page of the console itself, signing in and its words aside."""
        address = self.asked.split(" ", 1)[1]
        return address.startswith("/admin/") and not address.startswith(("/admin/login/", "/admin/jsi18n/"))

    def sings(self, *words: str) -> bool:
        return any(word.encode() in self.body or word in str(self.headers) for word in words)

    def without(self, *parts: Any) -> tuple:
        """What is left when ids and one-time tokens are taken out; for comparing missing with foreign."""
        body = PASSING.sub(b"", self.body)
        headers = str(self.headers)
        for part in map(str, parts):
            body, headers = body.replace(part.encode(), b"#"), headers.replace(part, "#")
        return self.status, body, headers


class Visitor:
    """A browser and an API client of one role; nothing it does stays behind."""

    def __init__(self, person: Person | None):
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(Person.objects.get(pk=person.pk), backend=BACKEND)
        self.cookies = SimpleCookie(self.client.cookies.output(header="", sep=";"))

    def ask(self, method: str, address: str, **headers: str) -> Heard:
        self.client.cookies = SimpleCookie(self.cookies.output(header="", sep=";"))
        sent: dict[str, Any] = {"headers": headers | {"If-Match": '"v1"'}}
        if method in {"POST", "PATCH"}:
            sent |= {"data": "{}", "content_type": "application/json"}
            if "/api/" not in address:
                sent |= {"data": "version=1", "content_type": "application/x-www-form-urlencoded"}
        with transaction.atomic():
            answer = self.client.generic(method, address, **sent)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        kept = tuple((name, answer.headers[name]) for name in KEPT_HEADERS if name in answer.headers)
        return Heard(f"{method} {address}", answer.status_code, body, kept)


def address_of(route: Route, rule: Rule, things: Things) -> str | None:
    """The address of this route for these things; None where it cannot be made from them."""
    wanted: dict[str, Any] = {}
    for name in route.parameters:
        if name in {"pk", "object_id"}:
            wanted[name] = things.get(rule.thing, MISSING)
        elif name == "number":
            wanted[name] = things.get("number", f"T-{MISSING}")
        else:
            wanted[name] = rule.more.get(name, "x1")
    try:
        return reverse(route.name, kwargs=wanted)
    except NoReverseMatch:
        return None


def spoken(route: Route, methods: Iterable[str]) -> list[str]:
    """Of these methods those that the route's view answers; the others get 405 before anything is looked up."""
    view = route.view
    if hasattr(view, "actions"):
        own = {name.upper() for name in view.actions or ()}
    elif hasattr(view, "view_class"):
        own = {name for name in ANY if name != "OPTIONS" and hasattr(view.view_class, name.lower())}
    else:
        own = set(ANY)
    return [name for name in methods if name in own or (name == "OPTIONS" and "GET" in own)]


def narrowed(route: Route, things: Things) -> Iterator[str]:
    """Queries that would give something away if a filter, an order or a count were not scoped."""
    resource = getattr(route.view, "cls", None)
    ids = {
        "owner": "clerk",
        "party": "clerk",
        "person": "clerk",
        "actor": "clerk",
        "department": "department",
    }
    for name, chosen in getattr(resource, "filters", {}).items():
        if chosen.kind in {"int", "ids"}:
            yield f"{name}={things.get(ids.get(name, name), things['task'])}&count=exact"
        elif chosen.kind == "text":
            yield f"{name}={SOUGHT}&count=exact"
    for order in getattr(resource, "orders", {}):
        yield f"ordering={order}&limit=200&count=exact"
    if resource is None:
        yield f"q={SOUGHT}"
        yield f"q={SOUGHT}&department={things['department']}&scope=all"
        yield f"department={things['department']}"


def walk(
    visitor: Visitor, routes: Iterable[Route], things: Things, methods: Iterable[str] = READING
) -> Iterator[Heard]:
    """Every answer this visitor gets about these things.

    Those who only look open every address; filters, orders and counts, which ask nothing about roles, are tried by
    those who may do least and by those who see most.
    """
    for route in routes:
        rule = rule_of(route)
        address = address_of(route, rule, things) if rule else None
        if address is None or "logout" in address:
            continue
        single = bool(route.parameters)
        for method in spoken(route, methods):
            if method in {"GET", "POST"} or "/api/v1/" in address:
                yield visitor.ask(method, address)
        if rule.kind in {PUBLIC, CONSOLE}:
            continue
        if not single and "GET" in methods:
            if methods != LOOKING:
                yield from (visitor.ask("GET", f"{address}?{query}") for query in narrowed(route, things))
            if "/api/" not in address:
                yield visitor.ask("GET", address, **{"HX-Request": "true"})


def leaks(heard: Iterable[Heard], *words: str) -> list[str]:
    """Where a canary sang."""
    return [f"{one.asked} → {one.status}" for one in heard if one.sings(*(words or (SHARED, SECRET)))]


def audience_routes(routes: Iterable[Route]) -> list[Route]:
    """Routes that name a thing some may see and others must not find."""
    return [
        route
        for route in routes
        if (rule := rule_of(route)) and rule.kind == AUDIENCE and {"pk", "number"} & set(route.parameters)
    ]
