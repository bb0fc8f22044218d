"""What stands beside one person's work: today's meetings, their part in the goals, what changed meanwhile."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from collab.activity.models import Activity
from collab.activity.sentences import sentence_of
from collab.common import clock
from collab.matters.models import Kind, Matter, Party
from collab.matters.models.matter import number_of
from collab.matters.rows import CARD, Card, address, rows_of
from collab.matters.whose import PersonalQuestion, Whose
from collab.notifications.models import Notification
from collab.org.models import Person
from collab.org.models.department import own_name
from collab.org.standing import standing_of
from goals.models import Health
from goals.waiting import parts_of
from meetings.models import Meeting

DAY = 24 * 3600  # seconds
NEWS = 12
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def my_parts(person) -> list[dict[str, Any]]:
    """What this person and their departments contribute to goals under way: their part in the whole."""
    return [
        {
            "number": number_of(Kind.GOAL, row.serial),
            "title": row.title,
            "url": address(Kind.GOAL, row.goal, row.serial),
            "light": row.health,
            "light_label": Health(row.health).label,
            "progress": None if row.progress is None else round(row.progress * 100),
            "who": own_name(row.department or "", row.department_zh or "", get_language()),
            "said": " — ".join(text for text in (row.role, row.part) if text),
        }
        for row in parts_of(standing_of(person), clock.now())
    ]


def _meetings(whose: Whose) -> QuerySet:
    parts = Party.objects.filter(matter=OuterRef("pk"))
    part = Exists(parts.filter(Q(person__in=whose.person_ids) | Q(department__in=whose.department_ids)))
    mine = Meeting.objects.filter(whose.audience(), part | Q(owner__in=whose.me))
    rows = mine.filter(starts_at__gte=whose.at(), starts_at__lt=whose.at(DAY))
    return rows.order_by("starts_at", "pk").values_list("starts_at", "place", *CARD)[:20]


MEETINGS = PersonalQuestion(_meetings)


def meetings_today(person) -> list[dict[str, Any]]:
    """Today's meetings, in the reader's zone, in which this person or one of their departments takes part, as rows
    with when and where each is.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    found = MEETINGS.ask(standing_of(person), midnight)
    shown = rows_of(Card(*values) for _at, _place, *values in found)
    return [
        row | {"starts_at": at, "place": place} for row, (at, place, *_) in zip(shown, found, strict=True)
    ]


class Told(NamedTuple):
    """A journal entry as it reached somebody, as values: the columns in TOLD; whoever is not there is None."""

    matter: int | None
    at: datetime
    event: str
    facts: dict[str, Any]
    via: str
    kind: Any
    serial: Any
    title: Any
    actor: Any
    actor_name: Any
    actor_handle: Any
    absent: Any
    absent_name: Any
    absent_handle: Any

    def entry(self) -> Activity:
        """The entry with what its sentence says."""
        matter = Matter(kind=self.kind, serial=self.serial, title=self.title) if self.kind else None
        actor = Person(pk=self.actor, name=self.actor_name, username=self.actor_handle)
        absent = Person(pk=self.absent, name=self.absent_name, username=self.absent_handle)
        return Activity(
            event=self.event,
            facts=self.facts,
            via=self.via,
            matter=matter,
            actor=actor if self.actor else None,
            on_behalf_of=absent if self.absent else None,
        )


TOLD = (
    *("matter_id", "created_at", "activity__event", "activity__facts", "activity__via"),
    *("activity__matter__kind", "activity__matter__serial", "activity__matter__title"),
    *(
        "activity__actor_id",
        "activity__actor__name",
        "activity__actor__username",
        "activity__on_behalf_of_id",
    ),
    *("activity__on_behalf_of__name", "activity__on_behalf_of__username"),
)


def _told(whose: Whose) -> QuerySet:
    seen = Notification.objects.filter(Q(matter=None) | Q(whose.audience("matter__")), person__in=whose.me)
    rows = seen.filter(created_at__gt=whose.at()).order_by("-pk")
    return rows.values_list(*TOLD)[: NEWS * 2]


TOLD_TO = PersonalQuestion(_told)


def news(person, since: datetime | None) -> list[dict[str, Any]]:
    """What reached this person since an instant, one line per matter, newest first."""
    newest: dict[int | None, Told] = {}
    for values in TOLD_TO.ask(standing_of(person), since or LONG_AGO):
        newest.setdefault(values[0], Told(*values))
    return [_line(row, row.entry()) for row in list(newest.values())[:NEWS]]


def _line(row: Told, entry: Activity) -> dict[str, Any]:
    return {
        "sentence": sentence_of(entry),
        "at": row.at,
        "number": entry.matter.number if entry.matter else "",
    }
