"""Two processes on one Redis, each with its own people: what happens at one is seen at the other."""

import os

import pytest
from websockets.sync.client import connect

from collab.common import clock
from collab.live.minutes.pen import GONE
from collab.live.socket import SIGNED_OUT
from collab.matters.actions import add_party
from collab.matters.models import PartyRole, Visibility
from meetings.models import Decision, Minutes
from tests.meetings.table import Table

from .conftest import Tab, cookie_of
from .editor import LOADED, Editor
from .processes import Browser, Process, websocket

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs PostgreSQL and Redis: set their URLs"),
]


@pytest.fixture
def pair(launch) -> tuple[Process, Process]:
    """Both as the compose file starts them."""
    return launch(websocket), launch(websocket)


class Screen:
    """Somebody's page at one of the processes."""

    def __init__(self, process: Process, person):
        cookie = cookie_of(person)
        self.browser = Browser(process, cookie)
        headers = {"Cookie": cookie}
        self.tab = Tab(connect(f"{process.sockets}/live/", additional_headers=headers, open_timeout=LOADED))

    def watch(self, *topics: str) -> None:
        assert self.tab.ask(subscribe=[*topics])["subscribed"] == sorted(topics)


def test_letters_and_carets_cross_from_one_process_to_the_other(org, minutes, pair):
    address = f"/minutes/{minutes.pk}/?confirm"
    here, there = (
        Editor(process.sockets + address, {"Cookie": cookie_of(person)})
        for process, person in zip(pair, (org.planner, org.staff), strict=True)
    )
    here.write("From the first process 第一")
    there.sees("From the first process 第一")
    there.write("长" * 90_000)
    here.sees("长" * 90_000)
    here.point(7, cursor={"anchor": 3})
    there.until(lambda: 7 in there.carets)
    assert there.carets[7].state == {
        "cursor": {"anchor": 3},
        "user": {"id": org.planner.pk, "name": str(org.planner), "colour": org.planner.pk % 8},
    }
    here.socket.close()
    there.until(lambda: there.carets[7].state is None)


def test_presence_and_votes_show_on_the_screens_of_both(org, pair):
    table = Table(org)
    table.come(org.planner, org.liaison)
    decision = table.ballot()
    page, vote = f"/meetings/{table.meeting.pk}/", f"/matters/{decision.pk}/do/vote/"
    screens = [Screen(process, person) for process, person in zip(pair, (org.staff, org.head), strict=True)]
    here, there = screens
    for screen in screens:
        screen.watch(f"matter.{table.meeting.pk}", f"matter.{decision.pk}")
    for screen in screens:
        here_now = {"version": table.now().version}
        assert screen.browser.post(f"/matters/{table.meeting.pk}/do/check-in/", **here_now) == 204
        for other in screens:
            other.tab.pinged(f"matter.{table.meeting.pk}")
    assert here.browser.post(vote, version=decision.version, choice="for") == 204
    there.tab.pinged(f"matter.{decision.pk}")
    assert "1 of 4 have voted" in there.browser.get(page)
    close = f"/matters/{decision.pk}/do/close-voting/"
    chair = Browser(pair[0], cookie_of(org.planner))
    assert chair.post(close, version=Decision.objects.get(pk=decision.pk).version) == 204
    there.tab.pinged(f"matter.{decision.pk}")
    assert vote not in there.browser.get(page)
    late = Decision.objects.get(pk=decision.pk)
    assert there.browser.post(vote, version=late.version, choice="against") == 409
    assert late.status == "adopted"


def test_who_is_taken_out_or_signs_out_at_one_process_is_closed_at_the_other(org, by, minutes, pair):
    Minutes.objects.filter(pk=minutes.pk).update(visibility=Visibility.PARTIES)
    guest = add_party(
        matter=Minutes.objects.get(pk=minutes.pk),
        actor=by(org.planner),
        version=Minutes.objects.get(pk=minutes.pk).version,
        role=PartyRole.CONSULTED,
        person=org.outsider,
    )
    address = f"{pair[1].sockets}/minutes/{minutes.pk}/?confirm"
    leaving = cookie_of(org.staff)
    taken_out = Editor(address, {"Cookie": cookie_of(org.outsider)})
    signed_out = Editor(address, {"Cookie": leaving})
    signed_out.write("Typed before leaving")
    signed_out.is_saved()
    chair = Browser(pair[0], cookie_of(org.planner))
    version = Minutes.objects.get(pk=minutes.pk).version
    assert chair.post(f"/parties/{guest.pk}/remove/", version=version) == 204
    assert closed_within_two_seconds(taken_out) == GONE
    assert Browser(pair[0], leaving).post("/accounts/logout/") == 200
    assert closed_within_two_seconds(signed_out) == SIGNED_OUT
    assert "Typed before leaving" in Editor(address, {"Cookie": cookie_of(org.planner)}).text


def closed_within_two_seconds(editor: Editor) -> int:
    asked_at = clock.now()
    code = editor.closed_with()
    assert (clock.now() - asked_at).total_seconds() < 2
    return code
