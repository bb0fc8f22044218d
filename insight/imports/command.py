"""What the four import commands share: arguments, progress, the report, and the exit code."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collab.common.actor import Actor
from collab.common.errors import Refusal

from ..models import ImportRun
from .actions import carry_on, start_import
from .report import report_lines
from .targets import IMPORTERS
from .values import pairs

SHOWN = 50


class ImportCommand(BaseCommand):
    """Takes a CSV file or a workbook over; exit 0 all rows in, 1 some rows reported, 2 nothing done."""

    target = ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help=self._fields())
        parser.add_argument("--status-map", action="append", default=[], metavar="WORD=STATE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each row, change nothing"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the report of every row to this file"
        )
        parser.add_argument("--all", action="store_true", help="print every remark, not only the first ones")

    def _fields(self) -> str:
        return "fields: " + ", ".join(field.name for field in IMPORTERS[self.target].fields)

    def handle(self, *args, **options) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=2) from None
        try:
            run = start_import(
                target=self.target,
                content=content,
                file_name=options["file"].name,
                actor=Actor(None, "import"),
                mapping=pairs(options["map"]),
                statuses=pairs(options["status_map"]),
                dry_run=options["dry_run"],
            )
            if run.position:
                self.stdout.write(f"going on after row {run.position} of {run.total}")
            carry_on(run, progress=self._progress if self.stderr.isatty() else None)
        except Refusal as refusal:
            raise CommandError(f"{options['file'].name}: {refusal}", returncode=2) from None
        self._tell(run, everything=options["all"])
        if options["report"]:
            options["report"].write_text("".join(report_lines(run)), encoding="utf-8", newline="")
        if code := exit_code(run):
            sys.exit(code)

    def _progress(self, run: ImportRun) -> None:
        self.stderr.write(f"\r{run.position}/{run.total}", ending="")

    def _tell(self, run: ImportRun, *, everything: bool) -> None:
        lines = report_lines(run, only_reported=True)
        next(lines)
        for shown, line in enumerate(lines):
            if shown == SHOWN and not everything:
                self.stdout.write("… more with --all or --report FILE")
                break
            self.stdout.write(line.rstrip())
        told = ", ".join(f"{count} {became.lower()}" for became, count in run.tally())
        before = "dry run: " if run.dry_run else ""
        self.stdout.write(f"{before}{run.total} rows: {told}; {run.reported} with remarks")


def exit_code(run: ImportRun) -> int:
    """0 where all rows are in, 1 where some are reported, 2 where nothing was done."""
    if not run.taken:
        return 2
    return 1 if run.reported or run.taken < run.total else 0
