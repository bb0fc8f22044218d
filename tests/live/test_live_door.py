"""Who gets through the live door, what they hear, and that they hear nothing once they may not."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from websockets.exceptions import InvalidStatus

from collab.common import clock
from collab.matters.actions import add_comment, add_party
from collab.matters.models import Matter, Party, PartyRole, Visibility
from collab.org.models import ApiToken, Membership, Person


@pytest.fixture
def token(org):
    """A token of staff, and its secret."""
    secret = ApiToken.mint()
    expires_at = clock.now() + timedelta(days=1)
    row = ApiToken.objects.create(
        person=org.staff, name="t", digest=ApiToken.digest_of(secret), expires_at=expires_at
    )
    return row, secret


def test_a_change_reaches_everyone_who_looks_at_the_matter(org, make_task, by, open_tab):
    task = make_task()
    tabs = [open_tab(org.staff), open_tab(org.planner)]
    for tab in tabs:
        assert tab.ask(subscribe=[f"matter.{task.pk}"]) == {"subscribed": [f"matter.{task.pk}"]}
    add_comment(matter=task, actor=by(org.planner), body="look")
    first = [tab.pinged(f"matter.{task.pk}") for tab in tabs]
    add_comment(matter=task, actor=by(org.planner), body="again")
    assert all(tab.pinged(f"matter.{task.pk}") > seq for tab, seq in zip(tabs, first, strict=True))


def test_lists_departments_and_oneself_are_topics_too(org, make_task, open_tab):
    tab = open_tab(org.staff)
    topics = ["list.task", f"department.{org.housing.pk}", "me"]
    assert tab.ask(subscribe=topics) == {"subscribed": sorted(topics)}
    make_task()
    heard = set()
    while heard != set(topics):
        heard.add(tab.next().get("topic"))


def test_foreign_and_missing_topics_are_refused_alike(org, make_task, open_tab):
    task = make_task(visibility=Visibility.PARTIES)
    topics = [f"matter.{task.pk}", "matter.999999", f"department.{org.housing.pk}", f"me.{org.staff.pk}"]
    topics += ["list.secrets", "access", "matter.x", ""]
    assert open_tab(org.outsider).ask(subscribe=topics) == {"subscribed": [], "refused": sorted(topics)}


def test_unsubscribing_ends_the_pings(org, make_task, by, open_tab):
    one, other = make_task(), make_task()
    tab = open_tab(org.staff)
    tab.ask(subscribe=[f"matter.{one.pk}", f"matter.{other.pk}"])
    tab.ask(unsubscribe=[f"matter.{one.pk}"], subscribe=[f"matter.{other.pk}"])
    add_comment(matter=one, actor=by(org.planner), body="unheard")
    add_comment(matter=other, actor=by(org.planner), body="heard")
    assert tab.next()["topic"] == f"matter.{other.pk}"


def test_without_sign_in_the_socket_is_closed(org, open_tab):
    assert open_tab().closed_with() == 4401
    assert open_tab(headers={"Authorization": "Bearer collab_wrong"}).closed_with() == 4401


def test_a_token_opens_the_door_by_header_and_by_subprotocol(token, open_tab):
    _, secret = token
    assert open_tab(headers={"Authorization": f"Bearer {secret}"}).ask(subscribe=["me"]) == {
        "subscribed": ["me"]
    }
    tab = open_tab(subprotocols=["collab", f"bearer.{secret}"])
    assert tab.socket.subprotocol == "collab"
    assert tab.ask(subscribe=["me"]) == {"subscribed": ["me"]}


def test_another_sites_page_is_not_let_in(org, open_tab):
    with pytest.raises(InvalidStatus):
        open_tab(org.staff, origin="https://evil.example.org")


def _log_out(org):
    Session.objects.all().delete()


def _disable(org):
    Person.objects.filter(pk=org.staff.pk).update(is_active=False)


def _change_password(org):
    org.staff.set_password("another one entirely")
    org.staff.save()


def _revoke(org):
    ApiToken.objects.update(revoked_at=clock.now())


def _expire(org):
    ApiToken.objects.update(expires_at=clock.now())


@pytest.mark.parametrize("loss", [_log_out, _disable, _change_password])
def test_a_session_that_is_lost_closes_its_socket(org, open_tab, loss):
    tab = open_tab(org.staff)
    tab.ask(subscribe=["me"])
    loss(org)
    asked_at = clock.now()
    assert tab.closed_with() == 4401
    assert (clock.now() - asked_at).total_seconds() < 2


@pytest.mark.parametrize("loss", [_revoke, _expire, _disable])
def test_a_token_that_is_lost_closes_its_socket(org, token, open_tab, loss):
    tab = open_tab(headers={"Authorization": f"Bearer {token[1]}"})
    tab.ask(subscribe=["me"])
    loss(org)
    assert tab.closed_with() == 4401


def test_leaving_a_department_takes_its_topics_away_but_not_the_socket(org, make_task, open_tab):
    task = make_task(responsible=org.head)
    tab = open_tab(org.staff)
    topics = sorted([f"matter.{task.pk}", f"department.{org.housing.pk}"])
    assert tab.ask(subscribe=[*topics, "me"])["subscribed"] == sorted([*topics, "me"])
    Membership.objects.filter(person=org.staff).delete()
    while (message := tab.next()) != {"refused": topics}:
        assert message["topic"] in [*topics, "me"]
    assert tab.ask(subscribe=["me"]) == {"subscribed": ["me"]}


def test_leaving_a_matter_takes_its_topic_away(org, make_task, by, open_tab):
    task = make_task(visibility=Visibility.PARTIES)
    add_party(
        matter=task,
        actor=by(org.planner),
        version=task.version,
        role=PartyRole.CONSULTED,
        person=org.outsider,
    )
    tab = open_tab(org.outsider)
    topic = f"matter.{task.pk}"
    assert tab.ask(subscribe=[topic]) == {"subscribed": [topic]}
    Party.objects.filter(matter=task, person=org.outsider).delete()
    add_comment(matter=Matter.objects.get(pk=task.pk), actor=by(org.planner), body="without you")
    while (message := tab.next()) != {"refused": [topic]}:
        assert message["topic"] == topic


@pytest.mark.parametrize("frame", ["not json", "[]", '{"subscribe": "me"}', '{"subscribe": [1]}', "null"])
def test_a_frame_that_makes_no_sense_is_answered_not_obeyed(org, open_tab, frame):
    tab = open_tab(org.staff)
    tab.socket.send(frame)
    assert "error" in tab.next()
    assert tab.ask(subscribe=["me"]) == {"subscribed": ["me"]}


def test_too_many_topics_or_frames_close_the_socket(org, open_tab):
    tab = open_tab(org.staff)
    tab.socket.send(json.dumps({"subscribe": [f"matter.{number}" for number in range(501)]}))
    assert tab.closed_with() == 4429
    tab = open_tab(org.staff)
    for _ in range(130):
        tab.socket.send("{}")
    assert tab.closed_with() == 4429


def test_a_frame_beyond_64_kilobytes_closes_the_socket(org, open_tab):
    tab = open_tab(org.staff)
    tab.socket.send(" " * (64 * 1024 + 1))
    assert tab.closed_with() == 4429
