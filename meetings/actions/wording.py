"""The wording of minutes as it is kept: what may be stored, found by search, and told in the journal."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Invalid
from collab.matters import search
from collab.matters.policies import acts_for

from ..models import Minutes
from ..policies import RUNNERS

LONGEST = 200_000


def note_down(event, minutes: Minutes, actor: Actor, **facts: Any) -> None:
    """Record what was done with minutes, in an absent person's name where it was theirs to do."""
    record(event, matter=minutes, actor=actor, on_behalf_of=acts_for(actor, minutes, RUNNERS), **facts)


def clean_text(text: str) -> str:
    """The wording as it may be stored, or Invalid."""
    words = (text or "").replace("\r\n", "\n").strip()
    if "\x00" in words:
        raise Invalid.field("text", _("Null characters cannot be stored."), "null_characters_not_allowed")
    if len(words) > LONGEST:
        raise Invalid.field(
            "text", _("Keep the minutes under 200,000 characters; longer texts go in a file."), "max_length"
        )
    return words


def index_minutes(minutes: Minutes) -> None:
    """Let the wording and the number of the letter be found."""
    search.index_texts(
        [(minutes.pk, f"{minutes.number} {minutes.letter_number} {minutes.title} {minutes.text}")]
    )
