"""What machines are told about the site's state."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404
from django.test import RequestFactory

from collab.activity.journal import Entry, append
from collab.activity.models import Activity, Reply
from collab.common import clock
from collab.common.actor import SYSTEM
from collab.matters.events import MATTER_READ
from insight import health


def asked(view, user=None, **meta):
    request = RequestFactory().get("/", **meta)
    request.user = user or AnonymousUser()
    return view(request)


def test_alive_needs_no_database():
    assert asked(health.livez).content == b"ok\n"


def test_ready_tells_each_check_and_leaves_nothing_behind(db):
    answer = asked(health.readyz)
    told = json.loads(answer.content)
    assert (answer.status_code, told["ready"]) == (200, True)
    assert set(told["checks"]) == {"database", "migrations", "undelivered", "due", "messages", "broker"}
    assert not Reply.objects.exists()


def test_a_migration_that_waits_makes_it_unready(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notifications'")
    answer = asked(health.readyz)
    assert answer.status_code == 503
    assert json.loads(answer.content)["checks"]["migrations"]["waiting"] >= 1


def test_an_entry_that_no_reactor_took_shows_by_its_age(org):
    append([Entry(MATTER_READ, SYSTEM)])
    connection.cursor().execute(
        "UPDATE activity_activity SET at = %s",
        [connection.ops.adapt_datetimefield_value(clock.now() - timedelta(minutes=2))],
    )
    assert Activity.objects.get().delivered_at is None
    told = json.loads(asked(health.readyz).content)
    assert 119 < told["checks"]["undelivered"]["seconds"] < 180


@pytest.mark.parametrize(
    ("meta", "open_to"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, False),
        ({"REMOTE_ADDR": "203.0.113.9"}, False),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer figures"}, True),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer other"}, False),
    ],
)
def test_figures_are_for_those_who_may_have_them(db, monkeypatch, meta, open_to):
    monkeypatch.setenv("METRICS_TOKEN", "figures")
    if open_to:
        assert b"collab_oldest_undelivered_seconds 0.0" in asked(health.metrics, **meta).content
    else:
        with pytest.raises(Http404):
            asked(health.metrics, **meta)


def test_staff_may_read_figures_from_anywhere(org):
    assert asked(health.metrics, user=org.coordinator, REMOTE_ADDR="203.0.113.9").status_code == 200
    with pytest.raises(Http404):
        asked(health.metrics, user=org.staff, REMOTE_ADDR="203.0.113.9")
