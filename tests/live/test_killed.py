"""A process is killed while two people type: whatever it had confirmed is there, once and in order."""

import os

import pytest

from meetings.actions import settle_document
from meetings.live_minutes.document import opened, text_of
from meetings.selectors.live_minutes import updates_since

from .conftest import cookie_of
from .editor import Editor
from .processes import Process, embedded, websocket
from .typists import Typist, type_together

needs_both = pytest.mark.skipif(
    "REDIS_URL" not in os.environ, reason="needs PostgreSQL and Redis: set their URLs"
)


def stored(minutes) -> str:
    """What the database has, whatever any process remembers."""
    return text_of(opened(b"", (data for _pk, data in updates_since(minutes.pk, 0).updates)))


def at_desk(process: Process, minutes, person) -> Typist:
    address = f"{process.sockets}/minutes/{minutes.pk}/?confirm"
    return Typist(Editor(address, {"Cookie": cookie_of(person)}), person.username)


def kept_what_it_confirmed(people: list[Typist], minutes) -> bool:
    """Of each person the words from the first one on, without a gap, and all that were confirmed."""
    text = stored(minutes)
    said = {person: person.said_in(text) for person in people}
    return all(
        said[person] == person.all()[: len(said[person])] and len(said[person]) >= person.acknowledged
        for person in people
    )


def come_back(people: list[Typist]) -> None:
    """All connect again and wait until they have the same, stored."""
    for person in people:
        person.editor.join()
    for person in people:
        person.editor.is_saved()
        for other in people:
            person.editor.sees(f"{other.name}-{other.typed};")


def all_is_there(people: list[Typist], text: str) -> bool:
    return all(person.said_in(text) == person.all() for person in people)


@pytest.mark.embedded
def test_the_one_process_is_killed_while_two_people_type(org, minutes, launch):
    process = launch(embedded)
    people = [at_desk(process, minutes, person) for person in (org.planner, org.staff)]
    type_together(people, words=25)
    process.crash()
    assert kept_what_it_confirmed(people, minutes)
    for person in people:
        person.go_on_offline(words=5)
    come_back(people)
    assert all(all_is_there(people, person.editor.text) for person in people)
    assert all_is_there(people, stored(minutes))
    settle_document(minutes=minutes.pk)
    minutes.refresh_from_db()
    assert all_is_there(people, minutes.text)


@pytest.mark.full
@needs_both
def test_of_two_processes_one_is_killed_and_its_writers_go_on_at_the_other(org, minutes, launch):
    first, second = launch(websocket), launch(websocket)
    gone, stays = at_desk(first, minutes, org.planner), at_desk(second, minutes, org.staff)
    people = [gone, stays]
    type_together(people, words=25)
    first.kill()
    assert kept_what_it_confirmed(people, minutes)
    gone.go_on_offline(words=5)
    for _ in range(5):
        stays.go_on()
    gone.editor.address = stays.editor.address
    gone.editor.join()
    for one, other in ((gone, stays), (stays, gone)):
        one.editor.is_saved()
        one.editor.sees(f"{other.name}-{other.typed};")
    first.start()
    newcomer = at_desk(first, minutes, org.planner)
    newcomer.editor.sees(f"{gone.name}-{gone.typed};")
    newcomer.editor.sees(f"{stays.name}-{stays.typed};")
    for text in (gone.editor.text, stays.editor.text, newcomer.editor.text, stored(minutes)):
        assert all_is_there(people, text)
