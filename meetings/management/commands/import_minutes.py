"""import_minutes FILE…: reads minutes into proposals, reports per file, and with --confirm takes them over at once."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from collab.common.actor import Actor
from collab.common.errors import Invalid, Refusal
from collab.org.models import Department
from meetings.actions import ReadIn, read_in_minutes, review_minutes
from meetings.models import MinutesReading
from meetings.reading import MAX_BYTES
from meetings.selectors import Register

IMPORT = Actor(None, "import")


class Command(BaseCommand):
    help = (
        "Read minutes (Markdown, plain text, Word) into proposals that wait for review on the Meetings page."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--department", metavar="CODE", help="the department that hosts these meetings")
        parser.add_argument(
            "--confirm",
            action="store_true",
            help="take everything over at once, as drafts; the host department leads where no owner is known",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would happen and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        department = self._department(options["department"], needed=options["confirm"])
        register = Register()
        fresh = failed = 0
        for name in options["files"]:
            try:
                with transaction.atomic():
                    found = self._read(Path(name), department, register)
                    self._report(name, found)
                    if options["confirm"]:
                        self._take_over(found)
                    transaction.set_rollback(options["dry_run"])
            except (OSError, Refusal) as problem:
                failed += 1
                self.stderr.write(f"{name}: not read in: {_why(problem)}")
            else:
                fresh += len(found.fresh)
        read = len(options["files"]) - failed
        kept = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{read} of {len(options['files'])} files; {fresh} meetings {kept}read in; {failed} files reported"
        )
        if failed:
            sys.exit(1 if read else 2)

    def _department(self, code: str | None, *, needed: bool) -> Department | None:
        if code is None:
            if needed:
                raise CommandError(
                    "--confirm needs --department CODE: somebody has to host the meetings", returncode=2
                )
            return None
        found = Department.objects.active().filter(code=code).first()
        if found is None:
            raise CommandError(f"There is no department with the code {code!r}", returncode=2)
        return found

    def _read(self, path: Path, department: Department | None, register: Register) -> ReadIn:
        if path.stat().st_size > MAX_BYTES:
            raise Invalid.field("file", f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
        data = path.read_bytes()
        return read_in_minutes(
            actor=IMPORT, name=path.name, data=data, department=department, register=register
        )

    def _report(self, name: str, found: ReadIn) -> None:
        if not found.fresh:
            self.stdout.write(f"{name}: read in before, nothing changes ({len(found.known)} meetings)")
            return
        for reading in found.fresh:
            kinds = list(reading.findings.values_list("kind", flat=True))
            counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)) or "nothing"
            self.stdout.write(
                f"{name}:{reading.line}: {reading.held_on or 'no date'} {reading.title}: {counts}"
            )
            for doubt in reading.doubts:
                self.stdout.write(f"  line {doubt['line']}: {doubt['kind']}: {doubt['detail'][:120]}")
        if found.known:
            self.stdout.write(f"{name}: {len(found.known)} more meetings were read in before")

    def _take_over(self, found: ReadIn) -> None:
        for reading in [*found.fresh, *found.known]:
            current = MinutesReading.objects.get(pk=reading.pk)
            if current.state != "pending":
                continue
            if current.held_on is None and not current.is_register:
                self.stdout.write(f"  {current.title}: waits for review, no date was found")
                continue
            review = review_minutes(reading=current, actor=IMPORT, version=current.version, confirm_rest=True)
            numbers = " ".join(matter.number for matter in review.created)
            meeting = review.reading.meeting
            self.stdout.write(f"  taken over: {meeting.number if meeting else 'register'} {numbers}")


def _why(problem: Exception) -> str:
    if isinstance(problem, Invalid) and problem.errors:
        return "; ".join(str(error.detail) for error in problem.errors)
    return str(getattr(problem, "strerror", None) or problem)
