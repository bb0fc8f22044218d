"""receive_feedback: takes one e-mail from standard input, as a mail server pipes it, as feedback or a reply."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from collab.common.actor import UNNAMED
from feedback.actions import receive_mail


class Command(BaseCommand):
    help = (
        "Read one e-mail from standard input. In a mail server: |/path/to/manage.py receive_feedback. "
        "Ends with 0 once the mail is stored, be it taken, ignored or kept aside; anything else means: try again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        row = receive_mail(raw=sys.stdin.buffer, actor=UNNAMED)
        what = row.feedback.number if row.feedback else row.reason
        self.stdout.write(f"{row.state}: {what}")
