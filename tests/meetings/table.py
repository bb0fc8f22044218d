"""A meeting that runs, with four people at the table, and decisions put to it through the real actions."""

from datetime import timedelta

from collab.common import clock
from collab.org.models import Person
from meetings import actions
from meetings.models import AgendaItem, Ballot, Decision, Meeting
from tests.conftest import acting


class Table:
    """Planning chairs; staff, head and liaison of housing are invited by name."""

    def __init__(self, org):
        self.org = org
        self.people = [org.planner, org.staff, org.head, org.liaison]
        now = clock.now()
        chair = acting(org.planner)
        meeting = actions.create_meeting(
            actor=chair,
            title="Old-town renewal 老城改造",
            department=org.planning,
            chair=org.planner,
            secretary=org.coordinator,
            attendees=[org.staff, org.head, org.liaison],
            starts_at=now,
            ends_at=now + timedelta(hours=1),
            purpose="Agree on the market.",
        )
        for title in ("Market relocation", "Stalls"):
            actions.add_agenda_item(
                meeting=meeting, actor=chair, title=title, sought="decide", minutes_allotted=10
            )
        meeting = actions.announce_meeting(meeting=meeting, actor=chair, version=meeting.version)
        self.meeting = actions.start_meeting(meeting=meeting, actor=chair, version=meeting.version)

    def come(self, *people: Person) -> None:
        """These check in themselves."""
        for person in people or self.people:
            self.do(actions.check_in, meeting=self.now(), actor=acting(person))

    def now(self) -> Meeting:
        return Meeting.objects.get(pk=self.meeting.pk)

    def items(self) -> list[AgendaItem]:
        return list(AgendaItem.objects.filter(meeting=self.meeting).order_by("position"))

    def do(self, action, **given):
        """The action, made on the version that is current."""
        subject = next(iter(given.values()))
        return action(version=subject.version, **given)

    def ballot(self, *, voters=None, meeting=True, by=None, **settings) -> Decision:
        """A decision with an open ballot among these voters, in the meeting or without one."""
        chair = acting(by or self.org.planner)
        decision = actions.propose_decision(
            actor=chair,
            title="The market moves in spring",
            department=self.org.planning,
            meeting=self.meeting if meeting else None,
            method="vote",
            **settings,
        )
        return self.do(actions.open_voting, decision=decision, actor=chair, voters=voters or self.people)

    def vote(self, decision: Decision, person: Person, choice: str, **more) -> Decision:
        decision = Decision.objects.get(pk=decision.pk)
        return self.do(actions.cast_vote, decision=decision, actor=acting(person), choice=choice, **more)

    def close(self, decision: Decision, person: Person | None = None) -> Decision:
        decision = Decision.objects.get(pk=decision.pk)
        return self.do(actions.close_voting, decision=decision, actor=acting(person or self.org.planner))


def ballot_on(decision: Decision) -> Ballot:
    return Ballot.objects.filter(decision=decision).last()
