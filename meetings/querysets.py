"""Sets of meetings, series, attendance and readings of minutes."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, Expression, OuterRef, Q

from collab.matters.models import Matter, Party, PartyRole
from collab.matters.querysets import MatterQuerySet
from collab.org.standing import standing_of


class MeetingQuerySet(MatterQuerySet):
    """Meetings by when they are held."""

    def upcoming(self, now: datetime) -> "MeetingQuerySet":
        """Not over yet, the next one first."""
        return self.filter(is_open=True).exclude(status="minutes_due").order_by("starts_at", "pk")

    def past(self) -> "MeetingQuerySet":
        """Held or cancelled, the latest first."""
        return self.filter(Q(is_open=False) | Q(status="minutes_due")).order_by("-starts_at", "-pk")


class SeriesQuerySet(models.QuerySet):
    """Series by who may see them and by what is due."""

    def visible_to(self, person) -> "SeriesQuerySet":
        """Whoever takes part; where it is not kept to its parties also the departments taking part and coordinators."""
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        standing = standing_of(person)
        if standing.is_superuser:
            return self
        people, offices = standing.person_ids, standing.officer_of
        named = Q(chair__in=people) | Q(secretary__in=people) | Q(set_up_by=standing.person_id)
        named |= Q(pk__in=self._through("attendees", "person_id", people)) | Q(department__in=offices)
        named |= Q(pk__in=self._through("departments", "department_id", offices))
        shared = Q(visibility="departments")
        if not standing.is_coordinator:
            theirs = standing.department_ids
            invited = Q(pk__in=self._through("departments", "department_id", theirs))
            shared &= Q(department__in=theirs) | invited
        return self.filter(named | shared | Q(visibility="organisation"))

    def _through(self, name: str, column: str, values) -> models.QuerySet:
        rows = getattr(self.model, name).through.objects
        return rows.filter(**{f"{column}__in": values}).values("meetingseries_id")

    def active(self) -> "SeriesQuerySet":
        return self.filter(is_active=True)

    def due(self, now: datetime) -> "SeriesQuerySet":
        """Those whose next meeting is to be made: none that its rule named earlier is still to come or going on."""
        from .models import Meeting

        ahead = Meeting.objects.filter(
            Q(ends_at__gt=now) | Q(status="running"),
            series=OuterRef("pk"),
            status__in=["preparing", "announced", "running"],
            occurs_at__lt=OuterRef("next_at"),
            starts_at__lt=OuterRef("next_at"),
        )
        return self.filter(~Exists(ahead), is_active=True, next_at__isnull=False, trouble="")


class OfSeriesQuerySet(models.QuerySet):
    """What belongs to a series is seen by whoever sees the series."""

    def visible_to(self, person) -> "OfSeriesQuerySet":
        from .models import MeetingSeries

        return self.filter(series__in=MeetingSeries.objects.visible_to(person))


class OfMeetingQuerySet(models.QuerySet):
    """What belongs to a meeting is seen by whoever sees the meeting."""

    def visible_to(self, person) -> "OfMeetingQuerySet":
        from .models import Meeting

        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class ReplyQuerySet(OfMeetingQuerySet):
    """Answers to invitations."""

    def given_for_its_time(self, meeting) -> "ReplyQuerySet":
        """Those that hold: given since its time was last changed."""
        return self.filter(meeting=meeting, sequence__gte=meeting.timed_sequence)


class AttendanceQuerySet(OfMeetingQuerySet):
    """Who attended is known to whoever sees the meeting."""

    def here(self) -> "AttendanceQuerySet":
        """With a vote or without, and not gone."""
        return self.filter(presence__in=["present", "non_voting", "proxy"], left_at=None)


class FeedQuerySet(models.QuerySet):
    """Calendar addresses are their owner's alone."""

    def visible_to(self, person) -> "FeedQuerySet":
        return self.filter(person=person.pk, revoked_at=None)


class MinutesQuerySet(MatterQuerySet):
    """Minutes by what they wait for."""

    def ready(self, now: datetime | Expression) -> "MinutesQuerySet":
        """Nobody's answer is awaited any more, and nobody objects: they wait for the chair."""
        awaited = _countersignatures().filter(stance="")
        silent = Q(silence_agrees=True) & ~Exists(awaited.filter(due_at__gt=now))
        answered = ~Exists(awaited) | silent
        objects = Exists(_countersignatures().filter(stance="objects"))
        return self.filter(answered, ~objects, status="countersigning")

    def to_write(self, people) -> "MinutesQuerySet":
        """Those these people owe: drafts of meetings that are over, and what a department objects to."""
        against = Exists(_countersignatures().filter(stance="objects"))
        owed = Q(status="drafting", due_at__isnull=False) | Q(against, status="countersigning")
        return self.filter(owed, owner__in=people)

    def to_issue(self, people, now: datetime | Expression) -> "MinutesQuerySet":
        """Ready ones these people chair; those without a chair wait for whoever owes them."""
        chairs = Party.objects.filter(matter=OuterRef("pk"), role=PartyRole.CHAIR)
        mine = Exists(chairs.filter(person__in=people)) | Q(~Exists(chairs), owner__in=people)
        return self.ready(now).filter(mine)


def _countersignatures() -> models.QuerySet:
    from .models import Position

    return Position.objects.filter(matter=OuterRef("pk"), phase="countersign")


class ReadingQuerySet(models.QuerySet):
    """Reviewed by whoever read them in, the officers of their department, and coordinators."""

    def visible_to(self, person) -> "ReadingQuerySet":
        if not person or not person.is_authenticated or not person.is_active:
            return self.none()
        standing = standing_of(person)
        if standing.is_coordinator:
            return self
        return self.filter(Q(read_by__in=standing.person_ids) | Q(department__in=standing.officer_of))

    def pending(self) -> "ReadingQuerySet":
        return self.filter(state="pending")


class FindingQuerySet(models.QuerySet):
    """Findings are seen with their reading."""

    def visible_to(self, person) -> "FindingQuerySet":
        from .models import MinutesReading

        return self.filter(reading__in=MinutesReading.objects.visible_to(person))

    def pending(self) -> "FindingQuerySet":
        return self.filter(state="pending")


class SaidQuerySet(models.QuerySet):
    """What was said to a decision is seen with the decision."""

    def visible_to(self, person) -> "SaidQuerySet":
        from .models import Decision

        return self.filter(decision__in=Decision.objects.visible_to(person))


class PositionQuerySet(models.QuerySet):
    """What departments were asked for is seen with what they were asked about."""

    def visible_to(self, person) -> "PositionQuerySet":
        return self.filter(matter__in=Matter.objects.visible_to(person))

    def awaited(self, departments) -> "PositionQuerySet":
        """Positions of these departments that are asked for and not given."""
        asked = Q(phase="consultation", matter__status="consulted") | Q(
            phase="countersign", matter__status__in=["deciding", "countersigning"]
        )
        return self.filter(asked, department__in=departments, stance="")


class BallotQuerySet(SaidQuerySet):
    """Ballots are seen with their decision."""

    def under_way(self) -> "BallotQuerySet":
        """Open, or suspended."""
        return self.filter(state__in=["open", "suspended"])


class SeatQuerySet(models.QuerySet):
    """Who may vote, and who has, is seen with the decision."""

    def visible_to(self, person) -> "SeatQuerySet":
        from .models import Decision

        return self.filter(ballot__decision__in=Decision.objects.visible_to(person))

    def awaited(self, people) -> "SeatQuerySet":
        """Votes of these people that are called for and not cast."""
        return self.entitled().filter(person__in=people, has_voted=False, ballot__state="open")

    def entitled(self) -> "SeatQuerySet":
        """All but those who stand aside."""
        return self.filter(recused=False)
