"""A browser without scripts, and one whose requests come from htmx."""

import pytest
from django.test import Client

from .offering import offer  # noqa: F401
from .planning import at, in_autumn, make_plan  # noqa: F401
from .sharing import desk, shared  # noqa: F401


@pytest.fixture
def page():
    """`page(person)` is that person's signed-in browser; with `htmx=True` its requests say so."""

    def sign_in(person, *, htmx: bool = False) -> Client:
        client = Client(headers={"HX-Request": "true"} if htmx else None)
        client.force_login(person, backend="collab.org.backends.AccountBackend")
        return client

    return sign_in
