"""The one way feedback comes in: every door, with or without a name, calls this."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.activity.journal import record
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid
from collab.deadlines import actions as deadlines
from collab.deadlines.models import Clock
from collab.matters.actions import open_matter
from collab.matters.models import Kind, Matter, Party, PartyRole, Priority, Visibility
from collab.org.models import Department, Person

from ..loop import events
from ..loop.selectors import coordination_offices
from ..models import Channel, Feedback, FeedbackType, Severity, Submitter

PRIORITIES = {Severity.HIGH: Priority.HIGH, Severity.SEVERE: Priority.URGENT}


@dataclass(frozen=True)
class Giver:
    """Whoever gives feedback: a colleague, a sender's address, or nobody (`anonymous`), with a code's hash or none.

    An address that was only typed is not `confirmed`; what is mailed to it speaks `language`, else the site's.
    """

    person: Person | None = None
    email: str = ""
    confirmed: bool = True
    language: str = ""
    code_hash: str | None = None
    anonymous: bool = False


@dataclass(frozen=True)
class Entry:
    """What is given. `about` has been found inside the giver's audience by the door."""

    title: str
    body: str = ""
    type: str = FeedbackType.PROBLEM
    severity: str = Severity.NORMAL
    channel: str = Channel.FORM
    about: Matter | None = None
    about_department: Department | None = None
    visibility: str = Visibility.PARTIES

    def columns(self) -> dict[str, Any]:
        """The same as the row keeps it; how urgent it is follows from how bad it is."""
        kept = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "about"}
        urgency = PRIORITIES.get(Severity(self.severity), Priority.NORMAL)
        return kept | {"priority": urgency, "about_id": self.about.pk if self.about else None}


@transaction.atomic
def submit_feedback(*, actor: Actor, giver: Giver | None = None, **given: Any) -> Feedback:
    """Take in feedback, from what an Entry takes, and start the clock of its acceptance.

    Without `giver` the actor gives it, by name. Somebody without an account is `Giver(email=…, code_hash=…)`, and
    nobody known `Giver(anonymous=True, code_hash=…)`; both with the actor UNNAMED, or, where an officer writes down
    what was said on the telephone (channel hotline), that officer. An anonymous one given by a signed-in actor in any
    other way is refused, for it could be traced.
    """
    entry, giver = Entry(**given), giver or Giver(person=actor.person)
    _check(actor, giver, entry)
    offices = coordination_offices()
    if not offices:
        raise Conflict(_("Nobody takes feedback in yet: no department has a coordinator."), code="no_office")
    feedback = open_matter(
        Feedback,
        actor=actor,
        kind=Kind.FEEDBACK,
        parties=_parties(offices, giver),
        status="submitted",
        department=offices[0],
        is_anonymous=giver.anonymous,
        **entry.columns(),
    )
    row: dict[str, Any] = {"person": giver.person, "email": giver.email, "code_hash": giver.code_hash}
    row |= {"confirmed": giver.confirmed, "language": giver.language}
    Submitter.objects.create(feedback=feedback, **row)
    deadlines.start_timed(feedback, Clock.ACCEPTANCE, entry.severity)
    told: dict[str, Any] = {name: getattr(entry, name) for name in ("type", "severity", "channel")}
    told["about"] = entry.about.number if entry.about else ""
    record(events.FEEDBACK_SUBMITTED, matter=feedback, actor=actor, **told)
    return feedback


def _parties(offices: list[Department], giver: Giver) -> list[Party]:
    """The coordination offices watch over it and the first one handles it for now; a giver with a name takes part."""
    rows = [Party(role=PartyRole.LEAD, department=offices[0])]
    rows += [Party(role=PartyRole.SUPERVISOR, department=office) for office in offices]
    return rows + ([Party(role=PartyRole.GIVER, person=giver.person)] if giver.person else [])


def _check(actor: Actor, giver: Giver, entry: Entry) -> None:
    offered: dict[str, Any] = {
        "type": FeedbackType,
        "severity": Severity,
        "channel": Channel,
        "visibility": Visibility,
    }
    for field, choices in offered.items():
        if getattr(entry, field) not in choices.values:
            raise Invalid.field(field, _("Choose one of the offered values."))
    if giver.anonymous and (giver.person or giver.email):
        raise Invalid.field("anonymous", _("Give it by name or anonymously, not both."), "not_both")
    if giver.anonymous and actor.person and entry.channel != Channel.HOTLINE:
        raise Conflict(_("Signed in, this could be traced to you. Sign out first."), code="traceable")
    if not (giver.anonymous or giver.person or giver.email or entry.channel == Channel.HOTLINE):
        raise Invalid.field("giver", _("Say who gives it, or give it anonymously."), "required")
