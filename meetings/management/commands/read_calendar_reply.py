"""read_calendar_reply: takes one e-mail from standard input, as a mail server pipes it, and keeps the answer in it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from collab.common.actor import Actor
from collab.common.errors import Invalid
from collab.common.letters import LARGEST
from meetings.actions import receive_reply

MAIL = Actor(None, "mail")


class Command(BaseCommand):
    help = (
        "Read one e-mail from standard input and take the answer to an invitation that it holds. In a mail server: "
        "|/path/to/manage.py read_calendar_reply. Ends with 0 where the answer was taken, 1 where it was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--calendar",
            action="store_true",
            help="the input is the iCalendar text alone, from a trusted gateway",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LARGEST + 1)
        try:
            reply = receive_reply(raw=raw, actor=MAIL, is_mail=not options["calendar"])
        except Invalid as refusal:
            raise CommandError(f"not taken: {refusal}", returncode=1) from refusal
        self.stdout.write(f"{reply.meeting.number}: {reply.person} {reply.answer}")
