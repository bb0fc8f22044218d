"""The matrix can fail: with the audience rule taken out, canaries sing on every surface."""

import pytest
from django.db.models import Q

from collab.live import selectors as live
from collab.matters import querysets

from .crawl import Visitor, leaks, walk

pytestmark = pytest.mark.django_db
SURFACES = {
    "task pages": ["tasks:detail", "tasks:story"],
    "task lists": ["tasks:list", "tasks:board", "tasks:ledger", "tasks:export", "tasks:calendar"],
    "meeting pages": ["meetings:detail", "meetings:item", "meetings:decision"],
    "meeting lists": ["meetings:list", "meetings:decisions"],
    "dialogs": ["matters:doing", "matters:edit"],
    "chain and history": ["matters:chain", "matters:history"],
    "files": ["matters:file", "api:attachments-content"],
    "search": ["insight:search", "api:search-list"],
    "palette": ["insight:palette"],
    "department's work": ["insight:department_work"],
    "API lists": ["api:tasks-list", "api:matters-list"],
    "API single": ["api:tasks-detail", "api:matters-detail"],
    "what hangs on matters": [
        "api:comments-list",
        "api:attachments-list",
        "api:extensions-list",
        "api:task-parts-list",
        "api:activities-list",
    ],
    "notifications": ["notifications:inbox", "api:notifications-list"],
}


@pytest.fixture
def heard_of(org, world, routes):
    """`heard_of(names)` is where a canary sings to the outsider among these routes."""

    def listen(names: list[str]) -> list[str]:
        chosen = [route for route in routes if route.name in names]
        assert len(chosen) == len(names), "a surface names a route that is not there"
        return leaks(walk(Visitor(org.outsider), chosen, world.shared))

    return listen


def test_without_the_audience_rule_every_surface_sings(heard_of, monkeypatch):
    monkeypatch.setattr(querysets, "audience", lambda standing, prefix="": Q())
    assert not [surface for surface, names in SURFACES.items() if not heard_of(names)]


def test_without_the_scope_of_what_hangs_on_matters_comments_sing(heard_of, monkeypatch):
    monkeypatch.setattr(querysets.HangingQuerySet, "visible_to", lambda rows, person: rows)
    assert heard_of(["api:comments-list"])
    assert heard_of(["matters:file"])


def test_without_the_audience_rule_foreign_topics_open(org, world, monkeypatch):
    topic = f"matter.{world.shared['task']}"
    assert not live.open_topics(org.outsider.pk, [topic])[0]
    monkeypatch.setattr(querysets, "audience", lambda standing, prefix="": Q())
    assert live.open_topics(org.outsider.pk, [topic])[0]


def test_without_the_rule_for_one_matter_lost_topics_stay_open(org, world, monkeypatch):
    topic, known = f"matter.{world.shared['task']}", live.standings([org.outsider.pk])
    assert live.closed_topics({org.outsider.pk: [topic]}, known) == {org.outsider.pk: {topic}}
    monkeypatch.setattr(live, "may_read", lambda standing, matter: True)
    assert not live.closed_topics({org.outsider.pk: [topic]}, known)
