"""What goes with the e-mail that tells of a meeting: the invitation, or its cancellation, for a calendar."""

from collab.activity.registry import Enclosure
from collab.matters.models import PartyRole
from collab.matters.policies import people_behind

from .. import policies
from ..models import Meeting


def invitation_for(activity, person) -> Enclosure | None:
    """The meeting as it stands when the mail is written, for somebody who is invited to it."""
    from .writing import invitation

    roles = people_behind(activity.matter, policies.SHARED)
    if person.pk not in roles or not person.email:
        return None
    rows = Meeting.objects.select_related("series", "owner", "department")
    meeting = rows.get(pk=activity.matter_id)
    if meeting.status in ("preparing", "minutes_due", "closed"):
        return None
    reply = meeting.replies.given_for_its_time(meeting).filter(person=person).first()
    voting = roles[person.pk] != PartyRole.NON_VOTING
    method, text = invitation(meeting, person, voting=voting, answer=reply.answer if reply else "")
    return Enclosure(meeting.number, f"text/calendar; method={method}", text.decode())
