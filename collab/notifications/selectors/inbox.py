"""What a person's inbox holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Channel, Contact, Notification, Preference
from ..policies import allowed_modes, known_kinds

PAGE = 40


@dataclass(frozen=True)
class Page:
    """Entries newest first, and where the next and the newer page begin."""

    rows: Sequence[Notification]
    next_before: int | None = None
    newer_after: int | None = None


def inbox_page(
    person,
    *,
    unread_only: bool = False,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE,
) -> Page:
    """One page of what the person has been told and may still see, by cursor."""
    rows = Notification.objects.visible_to(person).with_row()
    if unread_only:
        rows = rows.unread()
    if after is not None:
        return _newer(rows, after, size)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    return Page(found, found[-1].pk if more else None, found[0].pk if before is not None and found else None)


def _newer(rows, after: int, size: int) -> Page:
    found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
    more, found = len(found) > size, found[:size][::-1]
    return Page(found, found[-1].pk if found else None, found[0].pk if more else None)


def unread_count(person, *, most: int = 100) -> int:
    """How many the person has not read, counted no further than `most`."""
    return Notification.objects.visible_to(person).unread().order_by()[:most].count()


def preferences_of(person) -> list[dict]:
    """For every kind of event and channel: the chosen mode ("" for the default) and what can be chosen."""
    rows = Preference.objects.filter(person=person).values_list("kind", "channel", "mode")
    chosen = {(kind, channel): mode for kind, channel, mode in rows}
    return [
        {
            "kind": kind,
            "channels": [
                {
                    "channel": channel.value,
                    "mode": chosen.get((kind, channel.value), ""),
                    "modes": allowed_modes(channel),
                }
                for channel in Channel
            ],
        }
        for kind in known_kinds()
    ]


def im_url_of(person) -> str:
    """Where the person's instant messages go."""
    return Contact.objects.filter(person=person).values_list("im_url", flat=True).first() or ""
