"""Two people with the page of a meeting open: the ballot, each vote and the end reach both screens."""

import pytest
from django.conf import settings
from django.test import Client

from meetings import actions
from meetings.models import Decision
from tests.conftest import acting
from tests.meetings.table import Table


@pytest.fixture
def page(db):
    """`page(person)` is their browser's way to fetch and send."""

    def opened(person) -> Client:
        client = Client(headers={"HX-Request": "true"})
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return opened


def vote(client: Client, decision: Decision, choice: str):
    seen = Decision.objects.get(pk=decision.pk)
    return client.post(f"/matters/{seen.pk}/do/vote/", {"version": seen.version, "choice": choice})


def test_a_ballot_is_opened_voted_on_and_closed_on_every_screen(org, open_tab, page):
    table = Table(org)
    table.come()
    here, topic = f"/meetings/{table.meeting.pk}/", f"matter.{table.meeting.pk}"
    screens = {person.pk: (open_tab(person), page(person)) for person in (org.staff, org.head)}
    for tab, browser in screens.values():
        tab.ask(subscribe=[topic, "me"])
        assert "do/vote/" not in browser.get(here).content.decode()
    decision = table.ballot()
    ballot_topic = f"matter.{decision.pk}"
    for tab, browser in screens.values():
        tab.pinged(topic)
        assert f"/matters/{decision.pk}/do/vote/" in browser.get(here).content.decode()
        assert decision.number in browser.get("/meetings/calls/").content.decode()
        tab.ask(subscribe=[ballot_topic])
    staff, head = screens.values()
    assert vote(staff[1], decision, "for").status_code == 204
    head[0].pinged(ballot_topic)
    assert "1 of 4 have voted" in head[1].get(here).content.decode()
    assert decision.number not in staff[1].get("/meetings/calls/").content.decode()
    table.do(actions.close_voting, decision=Decision.objects.get(pk=decision.pk), actor=acting(org.planner))
    for tab, browser in screens.values():
        tab.pinged(ballot_topic)
        assert f"/matters/{decision.pk}/do/vote/" not in browser.get(here).content.decode()
    late = vote(head[1], decision, "against")
    assert late.status_code == 409
    assert Decision.objects.get(pk=decision.pk).status == "adopted"
