"""Redis is disposable: a ping that is lost on the way shows, and every page fetches again."""

import os

import pytest
import redis

from collab.live.hub import Hub
from collab.matters.actions import add_comment


@pytest.mark.full
@pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs a Redis: set REDIS_URL")
def test_a_change_made_while_redis_hangs_up_still_reaches_the_page(org, make_task, by, open_tab):
    task = make_task()
    tab = open_tab(org.staff)
    tab.ask(subscribe=[f"matter.{task.pk}"])
    seen = 0
    for word in ("one", "two", "three"):
        redis.Redis.from_url(os.environ["REDIS_URL"]).client_kill_filter(_type="pubsub")
        add_comment(matter=task, actor=by(org.planner), body=word)
        heard = tab.pinged(f"matter.{task.pk}")
        assert heard > seen
        seen = heard


class Recording(Hub):
    """Notes what it would tell its sockets."""

    def __init__(self):
        super().__init__()
        self.topics = {"matter.1": set(), "matter.2": set()}
        self.told: list[list[str]] = []

    def hear(self, topics):
        self.told.append(sorted(topics))


def news(number: int, *topics: str) -> dict:
    return {"type": "live.news", "topics": list(topics), "publisher": "p", "number": number}


def test_news_in_order_are_passed_on_and_nothing_more():
    hub = Recording()
    for message in (news(1, "matter.1"), news(2, "matter.2"), news(2)):
        hub._take(message)
    assert hub.told == [["matter.1"], ["matter.2"], []]


@pytest.mark.parametrize("after_the_gap", [news(3, "matter.2"), news(2)])
def test_a_gap_in_the_news_has_every_topic_fetched_again(after_the_gap):
    hub = Recording()
    hub._take(news(1, "matter.1"))
    hub._take(after_the_gap)
    assert hub.told[-1] == ["matter.1", "matter.2"]


def test_a_beat_that_is_missing_has_every_topic_fetched_again():
    hub = Recording()
    for number in (1, 2, 4):
        hub._take({"type": "live.beat", "hub": hub._name, "number": number})
    assert hub.told == [["matter.1", "matter.2"]]
