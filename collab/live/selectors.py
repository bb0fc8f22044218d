"""Who stands behind a socket, which topics they may hear, and what of that still holds."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from collab.common import clock
from collab.matters.models import Matter
from collab.matters.models.matter import known_kinds
from collab.matters.policies import gather, may_read
from collab.org.models import ApiToken, Person
from collab.org.standing import Standing, read_standings, standing_of


@dataclass(frozen=True, slots=True)
class Grant:
    """What let a socket in: a session or a token of a person, and the password that was good then."""

    person_id: int
    password_mark: int
    session_key: str = ""
    token_id: int = 0


def grant_of_session(session_key: str) -> Grant | None:
    """The signed-in person behind a session cookie, if the session is good."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    if (
        store.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS
        or not str(store.get(SESSION_KEY, "")).isdecimal()
    ):
        return None
    person = Person.objects.active().filter(pk=store[SESSION_KEY]).first()
    if person is None:
        return None
    if not constant_time_compare(store.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        return None
    return Grant(person.pk, _mark(person.password), session_key=session_key)


def grant_of_token(secret: str) -> Grant | None:
    """The person behind an access token that is neither expired nor revoked."""
    found = _good_tokens().filter(digest=ApiToken.digest_of(secret)).select_related("person").first()
    if found is None:
        return None
    return Grant(found.person_id, _mark(found.person.password), token_id=found.pk)


def lost(grants: Iterable[Grant]) -> set[Grant]:
    """Those among these grants that no longer hold, in at most three statements."""
    held = set(grants)
    people = Person.objects.active().filter(pk__in={grant.person_id for grant in held})
    marks = {pk: _mark(password) for pk, password in people.values_list("pk", "password")}
    keys = {grant.session_key for grant in held if grant.session_key}
    if keys:
        rows = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
        keys = set(rows.values_list("session_key", flat=True))
    tokens = {grant.token_id for grant in held if grant.token_id}
    if tokens:
        tokens = set(_good_tokens().filter(pk__in=tokens).values_list("pk", flat=True))
    return {
        grant
        for grant in held
        if marks.get(grant.person_id) != grant.password_mark
        or (grant.session_key not in keys if grant.session_key else grant.token_id not in tokens)
    }


def open_topics(person_id: int, names: Iterable[str]) -> tuple[dict[str, str], str]:
    """Of these topics, those this person may hear (as asked → as announced), and the standing's stamp."""
    person = Person.objects.active().filter(pk=person_id).first()
    if person is None:
        return {}, ""
    standing = standing_of(person)
    wanted = {name: _parts(name) for name in names}
    ids = {pk for kind, pk in wanted.values() if kind == "matter"}
    visible = (
        set(Matter.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True)) if ids else ()
    )
    found: dict[str, str] = {}
    for name, (kind, pk) in wanted.items():
        if name == "me":
            found[name] = f"me.{person_id}"
        elif kind == "list" and pk in set(known_kinds()):
            found[name] = name
        elif (kind == "matter" and pk in visible) or (
            kind == "department" and _hears_department(standing, pk)
        ):
            found[name] = f"{kind}.{pk}"
    return found, standing.stamp


def standings(person_ids: Iterable[int]) -> dict[int, Standing]:
    """What these people are in the organisation now."""
    return read_standings(person_ids, clock.now())


def closed_topics(asked: Mapping[int, Iterable[str]], known: Mapping[int, Standing]) -> dict[int, set[str]]:
    """Of the topics people hear, those they may no longer: person → topics as announced."""
    parts = {topic: _parts(topic) for topics in asked.values() for topic in topics}
    ids = {pk for kind, pk in parts.values() if kind == "matter"}
    matters = {matter.pk: matter for matter in Matter.objects.filter(pk__in=ids)}
    gather(list(matters.values()))
    closed: dict[int, set[str]] = {}
    for person_id, topics in asked.items():
        standing = known.get(person_id)
        for topic in topics:
            kind, pk = parts[topic]
            if kind == "matter":
                fine = standing and pk in matters and may_read(standing, matters[pk])
            else:
                fine = standing and (kind != "department" or _hears_department(standing, pk))
            if not fine:
                closed.setdefault(person_id, set()).add(topic)
    return closed


def _hears_department(standing: Standing, department_id: int | str) -> bool:
    return standing.is_coordinator or department_id in standing.department_ids


def _parts(topic: str) -> tuple[str, int | str]:
    kind, _, rest = topic.partition(".")
    if kind in ("matter", "department"):
        return (kind, int(rest)) if rest.isascii() and rest.isdecimal() and len(rest) < 19 else ("", "")
    return kind, rest


def _good_tokens():
    return ApiToken.objects.filter(revoked_at=None, expires_at__gt=clock.now(), person__is_active=True)


def _mark(password: str) -> int:
    return zlib.crc32(password.encode())
