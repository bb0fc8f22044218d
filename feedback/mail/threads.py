"""To which feedback a mail belongs: by the mails it answers or the number in its subject, from a known sender alone."""

from django.db.models import Q, QuerySet

from ..intake.selectors import said_lately
from ..models import Feedback, ReceivedMail, SentMail, Submitter
from .reading import ReadMail


def threaded(mail: ReadMail) -> Feedback | None:
    """The feedback this mail goes on with; None where it begins something new.

    A number can be guessed and a thread can be forwarded, so neither counts unless the sender's address is one that
    gave this feedback, or one that wrote about it and was taken.
    """
    mine = _of_sender(mail.sender)
    for message_id in mail.thread:
        found = mine.filter(_mails(message_id)).first()
        if found is not None:
            return found
    return mine.filter(serial=mail.serial).first() if mail.serial else None


def sent_before(address: str, title: str, body: str) -> Feedback | None:
    """What this address gave within a day in exactly these words; programs that answer everything do so."""
    return said_lately(title, body).filter(submitters__email__iexact=address).order_by("pk").first()


def answers_ours(mail: ReadMail, feedback: Feedback) -> bool:
    """Whether it answers a mail that went to this very address: nobody else could know the id of that one.

    Anybody can write another sender or guess a number, but not this.
    """
    ours = SentMail.objects.filter(feedback=feedback, address=mail.sender, message_id__in=mail.thread)
    return ours.exists()


def giver_of(feedback: Feedback, address: str) -> Submitter | None:
    """The one of its submitters who writes from this address."""
    mine = Q(email__iexact=address) | Q(person__email__iexact=address)
    return feedback.submitters.filter(mine).select_related("feedback").first()


def _of_sender(address: str) -> QuerySet[Feedback]:
    by_person = Q(submitters__person__email__iexact=address, submitters__person__is_active=True)
    return Feedback.objects.filter(Q(submitters__email__iexact=address) | by_person).distinct()


def _mails(message_id: str) -> Q:
    out = SentMail.objects.filter(message_id=message_id).values("feedback")
    came = ReceivedMail.objects.filter(message_id=message_id).exclude(feedback=None).values("feedback")
    return Q(pk__in=out) | Q(pk__in=came)
