"""The API keeps to its own OpenAPI document, whatever a generator thinks of to send."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collab.common import clock
from collab.org.models import ApiToken
from collab.wsgi import application

pytestmark = pytest.mark.django_db
EXAMPLES = 60


@pytest.fixture(autouse=True)
def one_connection():
    """Requests here bypass Django's test client, which would keep the test's own connection open between them."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def schema(org, make_task):
    """The document as the site serves it, and a coordinator's token that may write."""
    make_task()
    secret = ApiToken.mint()
    ApiToken.objects.create(
        person=org.coordinator,
        name="generator",
        digest=ApiToken.digest_of(secret),
        may_write=True,
        expires_at=clock.now() + timedelta(days=1),
    )
    loaded = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", app=application)
    return loaded, {"Authorization": f"Bearer {secret}"}


def test_generated_requests_never_break_the_api(schema):
    loaded, signed_in = schema
    operations = [
        found.ok()
        for found in loaded.get_all_operations()
        if found.ok().method.upper() in {"GET", "POST", "PATCH"} and "schema" not in found.ok().path
    ]
    assert len(operations) > 40

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def ask(data) -> None:
        operation = data.draw(st.sampled_from(operations), label="operation")
        case = data.draw(operation.as_strategy(), label="case")
        answer = case.call(headers=signed_in)
        assert answer.status_code not in {401, 403} or case.method != "GET"
        assert answer.status_code < 500, f"{case.method} {case.formatted_path}: {answer.text[:500]}"

    ask()
