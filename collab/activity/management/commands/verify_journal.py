"""Verifies every hash chain of the journal; exit 1 where anything was altered."""

from django.core.management.base import BaseCommand, CommandError

from collab.activity.verification import journal_size, verify


class Command(BaseCommand):
    help = "Verify the hash chains, sealed heads and checkpoints of the journal."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--stream", help='one chain, for example "matter:12"')

    def handle(self, *args, stream: str | None = None, **options) -> None:
        flaws = 0
        for flaw in verify(stream):
            flaws += 1
            self.stderr.write(f"{flaw.stream} entry {flaw.seq}: {flaw.what}")
        size = journal_size()
        if flaws:
            raise CommandError(
                f"{flaws} flaws in {size['entries']} entries of {size['chains']} chains", returncode=1
            )
        self.stdout.write(f"{size['entries']} entries in {size['chains']} chains: whole.")
