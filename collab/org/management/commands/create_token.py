"""create_token USER: prints a new access token on standard output and nothing else."""

from django.core.management.base import BaseCommand, CommandError

from collab.common.actor import Actor
from collab.common.errors import Refusal
from collab.org.actions import create_token
from collab.org.models import Person


class Command(BaseCommand):
    help = "Make an access token for the API; the secret is printed once."

    def add_arguments(self, parser) -> None:
        parser.add_argument("user", help="the person's user name")
        parser.add_argument("--scope", choices=["read", "write"], default="read")
        parser.add_argument("--days", type=int, default=90, help="days until it expires (90)")
        parser.add_argument("--name", default="command line", help="what it is for")

    def handle(self, *args, **options) -> None:
        person = Person.objects.active().filter(username=options["user"]).first()
        if person is None:
            raise CommandError(f"There is no active person with the user name {options['user']!r}.")
        try:
            _token, secret = create_token(
                actor=Actor(via="job"),
                person=person,
                name=options["name"],
                may_write=options["scope"] == "write",
                days=options["days"],
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)
