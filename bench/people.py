"""The eight who use the product while it is measured: their tokens, sessions and what they may see."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from collab.common import clock
from collab.org.models import ApiToken, Person

from .organisation import Organisation

BACKEND = "collab.org.backends.AccountBackend"


@dataclass
class Caller:
    """One person with both keys."""

    person: Person
    token: str
    session: str

    @property
    def api(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}

    @property
    def pages(self) -> dict[str, str]:
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}", "Accept": "text/html"}


def callers(house: Organisation) -> list[Caller]:
    """A coordinator, two heads, a liaison officer, a sponsor and three members."""
    first, second, third = house.departments[1], house.departments[6], house.departments[12]
    chosen = [
        house.coordinators[0], house.heads[first], house.heads[second], house.liaisons[third],
        house.members[house.departments[0]][9], *(house.members[department][5] for department in (first, second, third)),
    ]  # fmt: skip
    return [caller_for(pk) for pk in chosen]


def caller_for(pk: int) -> Caller:
    """A token and a session for one person."""
    person = Person.objects.get(pk=pk)
    secret = ApiToken.mint()
    ApiToken.objects.create(
        person=person,
        name="bench",
        digest=ApiToken.digest_of(secret),
        hint=secret[:10],
        may_write=True,
        expires_at=clock.now() + timedelta(days=1),
    )
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return Caller(person, secret, session.session_key)
