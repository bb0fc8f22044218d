"""Two people in a session: a card, its reveal and a vote reach the other screen as a ping that says nothing."""

from collab.matters.endings import look_back_on
from collab.matters.models import Party
from feedback.models import Retrospective
from tests.conftest import acting
from tests.feedback.together.looking_back import Room


def test_what_one_person_does_in_a_session_pings_the_others(org, open_tab, make_task):
    ended = make_task("completed")
    found = look_back_on(ended, actor=acting(org.planner), expected="All stalls moved")
    Party.objects.create(matter=found, role="consulted", person=org.colleague)
    talk = Room(Retrospective.objects.get(pk=found.pk), org)
    topic, tab = f"matter.{found.pk}", open_tab(org.head)
    tab.ask(subscribe=[topic])
    card = talk.card(org.colleague, "Zirkonia was late")
    heard(tab, topic)
    for step in ("reveal_cards", "open_card_voting"):
        talk.step(step)
        heard(tab, topic)
    talk.on(card, "vote_on_card", org.colleague, votes=1)
    heard(tab, topic)


def heard(tab, topic: str) -> None:
    """The next ping of this topic, which carries nothing but its name and number."""
    message = tab.next()
    while message.get("topic") != topic:
        message = tab.next()
    assert set(message) == {"topic", "seq"}
