"""Several people write the same minutes over real sockets, with pycrdt as their editor."""

import contextlib
import os

import pytest
from django.contrib.sessions.models import Session
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from collab.activity.models import Activity
from collab.live.minutes import wire
from collab.matters.actions import add_comment
from collab.matters.models import Matter, Party, Visibility
from collab.org.actions import create_token
from meetings import actions
from meetings.actions import settle_document
from meetings.models import Minutes
from tests.meetings.live_minutes.test_hostile import nested

from .conftest import SOON, cookie_of, serving
from .editor import Editor


def test_what_two_people_type_at_once_is_the_same_for_both(org, sit, minutes):
    one, other = sit(org.planner), sit(org.staff)
    one.write("The market moves 市场搬迁")
    other.write("by the end of May")
    one.sees("end of May")
    other.sees("The market moves")
    assert one.text == other.text


def test_what_was_typed_offline_merges_with_what_others_typed_meanwhile(org, sit):
    one, other = sit(org.planner), sit(org.staff)
    one.socket.close()
    one.type("Written on the train")
    other.write("Said in the room")
    other.is_saved()
    one.join()
    other.sees("on the train")
    one.sees("in the room")
    assert one.text == other.text


def test_the_readable_text_follows_and_the_journal_names_a_writer_once(org, sit, minutes):
    one = sit(org.planner)
    one.write("Resolved", "heading", level=2)
    one.write("The market moves.")
    one.is_saved()
    one.write("Twice said.")
    one.is_saved()
    settle_document(minutes=minutes.pk)
    minutes.refresh_from_db()
    assert minutes.text.endswith("## Resolved\n\nThe market moves.\n\nTwice said.")
    written = Activity.objects.filter(matter=minutes, event="minutes.written", actor=org.planner)
    assert written.count() == 1


def test_a_change_made_by_other_means_reaches_those_who_write(org, by, sit, minutes):
    one = sit(org.planner)
    one.write("Typed in the editor")
    one.is_saved()
    settle_document(minutes=minutes.pk)
    minutes.refresh_from_db()
    text = f"{minutes.text}\n\nSent by a program"
    actions.write_minutes_text(minutes=minutes, actor=by(org.planner), text=text, version=minutes.version)
    one.sees("by a program")
    assert "Typed in the editor" in one.text


def test_who_was_not_there_reads_along_and_is_told_that_nothing_is_taken(org, sit):
    writer, reader = sit(org.planner), sit(org.colleague)
    reader.write("I was not there")
    reader.until(lambda: reader.told)
    writer.write("Only this counts")
    reader.sees("Only this counts")
    assert "I was not there" not in sit(org.staff).text


def test_once_circulated_nothing_is_taken_from_anybody(org, sit, minutes):
    one = sit(org.planner)
    Minutes.objects.filter(pk=minutes.pk).update(status="issued")
    one.write("Too late")
    one.until(lambda: any(told[0] == wire.AUTH for told in one.told))
    assert "Too late" not in sit(org.staff).text


def test_outsiders_learn_nothing(org, site, minutes):
    base = site.removesuffix("live/")
    for path in (f"minutes/{minutes.pk}/", "minutes/999999/"):
        with connect(base + path, additional_headers={"Cookie": cookie_of(org.outsider)}) as socket:
            with pytest.raises(ConnectionClosed):
                socket.recv(timeout=SOON)
            assert socket.close_code == 4404
    with connect(base + f"minutes/{minutes.pk}/") as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=SOON)
        assert socket.close_code == 4401


def test_who_is_taken_out_loses_the_socket(org, by, sit, minutes):
    editor = sit(org.staff)
    Minutes.objects.filter(pk=minutes.pk).update(visibility=Visibility.PARTIES)
    Party.objects.filter(matter=minutes).exclude(person=org.planner).delete()
    add_comment(matter=Matter.objects.get(pk=minutes.pk), actor=by(org.planner), body="without you")
    assert editor.closed_with() == 4404


def test_five_megabytes_are_refused_and_what_was_typed_before_stays(org, sit):
    one, other = sit(org.planner), sit(org.staff)
    one.write("Before the paste")
    one.is_saved()
    one.write("x" * 5_000_000)
    assert one.closed_with() == 4413
    assert "put it in a file" in one.socket.close_reason
    other.sees("Before the paste")
    assert "xxx" not in other.text


@pytest.mark.parametrize(
    "frame", [b"", b"\x00", b"\x00\x09\x00", b"\x00\x02\x05abc", b"\x01\xff\xff", b"\xff" * 40]
)
def test_a_frame_that_makes_no_sense_ends_one_connection_and_nothing_else(org, sit, frame):
    one, other = sit(org.planner), sit(org.staff)
    one.socket.send(frame)
    assert one.closed_with() == 4400
    other.write("Still here")
    other.is_saved()


def test_an_update_that_cannot_be_read_is_not_stored(org, sit):
    one = sit(org.planner)
    one.socket.send(wire.sync(wire.UPDATE, b"\xff\xff nonsense"))
    assert one.closed_with() == 4413
    sit(org.staff).write("Still here")


@pytest.mark.parametrize("who", ["staff", "colleague"])
def test_nobody_takes_the_server_down_with_blocks_in_blocks(org, sit, who):
    other, hostile = sit(org.planner), sit(getattr(org, who))
    hostile.socket.send(wire.sync(wire.UPDATE, nested(110_000, deleted=True)))
    assert hostile.closed_with() == 4413
    other.write("Still here")
    other.is_saved()


def test_who_signs_out_while_typing_loses_the_socket_and_nothing_confirmed(org, sit):
    editor = sit(org.staff)
    editor.write("Typed before")
    editor.is_saved()
    Session.objects.all().delete()
    assert editor.closed_with() == 4401
    assert "Typed before" in sit(org.planner).text


def test_a_token_in_the_address_opens_nothing(org, by, site, minutes):
    _token, secret = create_token(
        actor=by(org.planner), person=org.planner, name="editor", may_write=True, days=1
    )
    base = f"{site.removesuffix('live/')}minutes/{minutes.pk}/"
    for address in (f"{base}?token={secret}", f"{base}?access_token={secret}&confirm"):
        with connect(address) as socket, pytest.raises(ConnectionClosed):
            socket.recv(timeout=SOON)
        assert socket.close_code == 4401
    assert Editor(base, {"Authorization": f"Bearer {secret}"}).synced


def test_two_hundred_pages_of_one_person_hold_up_nobody(org, site, minutes):
    address = f"{site.removesuffix('live/')}minutes/{minutes.pk}/"
    headers = {"Cookie": cookie_of(org.staff)}
    with contextlib.ExitStack() as stack:
        pages = [stack.enter_context(connect(address, additional_headers=headers)) for _ in range(200)]
        writer = Editor(f"{address}?confirm", {"Cookie": cookie_of(org.planner)})
        writer.write("Among many")
        writer.is_saved()
        assert all(page.recv(timeout=SOON) for page in pages)
    assert "Among many" in Editor(address, {"Cookie": cookie_of(org.planner)}).text


def test_what_hangs_on_something_lost_is_asked_for_again(org, sit):
    one, other = sit(org.planner), sit(org.staff)
    one.type("Lost on the way")
    one.write("and what came after it")
    one.is_saved()
    other.sees("and what came after it")
    assert "Lost on the way" in other.text


def test_nobody_can_speak_under_anothers_name(org, sit):
    one, other = sit(org.planner), sit(org.staff)
    one.point(7, user={"name": "The mayor", "id": 1}, cursor={"anchor": 1})
    other.until(lambda: 7 in other.carets)
    assert other.carets[7].state["user"]["name"] == str(org.planner)
    one.socket.close()
    other.until(lambda: other.carets[7].state is None)


@pytest.mark.full
@pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs a Redis: set REDIS_URL")
def test_two_processes_keep_in_step_through_the_database(org, sit, minutes):
    one = sit(org.planner)
    with serving() as port:
        address = f"ws://127.0.0.1:{port}/ws/minutes/{minutes.pk}/?confirm"
        other = Editor(address, {"Cookie": cookie_of(org.staff)})
        one.write("From the first process")
        other.sees("From the first")
        other.write("From the second process")
        one.sees("From the second")
        other.socket.close()
    assert one.text == other.text
