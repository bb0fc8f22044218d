"""The two ways out of the house: e-mail through Django, instant messages through Apprise."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from .letters import Letter
from .links import absolute
from .models import Channel, Message
from .policies import carrier_of


class Undeliverable(Exception):
    """Trying again would not help."""


def carry(message: Message, letter: Letter) -> None:
    """Hand one letter to its channel. Undeliverable ends the matter; any other error means: later again."""
    if message.channel == Channel.EMAIL:
        _mail(message, letter)
    else:
        _instant(message, letter)


def _mail(message: Message, letter: Letter) -> None:
    if not message.person.email:
        raise Undeliverable("no e-mail address")
    host = message.message_id.strip("<>").split("@")[-1]
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{absolute(reverse('notifications:preferences'))}>",
    }
    if letter.thread:
        headers["References"] = f"<{letter.thread}@{host}>"
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [message.person.email], headers=headers
    )
    mail.attach_alternative(letter.html, "text/html")
    for enclosure in letter.enclosures:
        mail.attach_alternative(enclosure.text, enclosure.content_type)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code >= 500 for code, _ in refusal.recipients.values()):
            raise Undeliverable(f"address refused: {refusal}") from refusal
        raise


def _instant(message: Message, letter: Letter) -> None:
    contact = getattr(message.person, "contact", None)
    if contact is None or carrier_of(contact.im_url) is None:
        raise Undeliverable("no address for instant messages")
    import apprise  # some twenty megabytes that a process which sends no instant messages need not hold

    way = apprise.Apprise()
    if not way.add(contact.im_url):
        raise Undeliverable("the address is not understood")
    if not way.notify(title=letter.subject, body=letter.brief):
        raise ConnectionError("the service did not take it")
