"""A caller of the API: a person's access token, JSON in and out."""

import json

import pytest
from django.test import Client

from collab.common.actor import Actor
from collab.org.actions import create_token
from collab.org.models import Person


class Caller:
    """Knocks at the API as one person."""

    def __init__(self, person: Person, may_write: bool = True):
        self.token, self.secret = create_token(actor=Actor(), person=person, name="test", may_write=may_write)
        self.client = Client(raise_request_exception=True)

    def __call__(self, method: str, path: str, body=None, *, version=None, key=None, **headers):
        """The answer; `version` becomes If-Match, `key` Idempotency-Key."""
        sent = {"Authorization": f"Bearer {self.secret}"} | headers
        if version is not None:
            sent["If-Match"] = f'"v{version}"'
        if key:
            sent["Idempotency-Key"] = key
        data = "" if body is None else json.dumps(body)
        knock = getattr(self.client, method)
        if method == "get":
            return knock(f"/api/v1/{path}", headers=sent)
        return knock(f"/api/v1/{path}", data, content_type="application/json", headers=sent)


@pytest.fixture
def caller():
    """`caller(person)` knocks with a token of that person."""
    return Caller


@pytest.fixture
def as_staff(org):
    return Caller(org.staff)


@pytest.fixture
def as_coordinator(org):
    return Caller(org.coordinator)
