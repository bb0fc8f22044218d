"""manage.py plan_imported: a draft plan of imported tasks, with dependencies from their see-also and replaces links."""

import sys
from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Refusal
from collab.org.models import Department
from tasks.actions.plan_import import ImportedPlan, plan_imported_tasks


class Command(BaseCommand):
    """Exit 0 all links are in, 1 some closed a circle or were in other plans, 2 nothing done."""

    help = "Make a plan of imported tasks; what was replaced ends before what replaces it begins."

    def add_arguments(self, parser: CommandParser) -> None:
        today = clock.now().date()
        parser.add_argument("department", help="code of the department that plans")
        parser.add_argument("--title", default="Imported work")
        parser.add_argument("--from", dest="starts_on", type=date.fromisoformat, default=today)
        parser.add_argument(
            "--to", dest="ends_on", type=date.fromisoformat, default=today + timedelta(days=365)
        )

    def handle(self, *args, **options) -> None:
        department = Department.objects.filter(code__iexact=options["department"]).first()
        if department is None:
            raise CommandError(f"no department has the code {options['department']!r}", returncode=2)
        given = {name: options[name] for name in ("title", "starts_on", "ends_on")}
        try:
            made = plan_imported_tasks(actor=Actor(None, "import"), department=department, **given)
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self._tell(made)
        if made.circles or made.taken:
            sys.exit(1)

    def _tell(self, made: ImportedPlan) -> None:
        for circle in made.circles:
            self.stdout.write(f"left out, closes a circle: {' → '.join(circle)}")
        for number in made.taken:
            self.stdout.write(f"left out, in another plan: {number}")
        counts = f"{made.tasks} tasks, {made.dependencies} dependencies, {len(made.circles)} circles"
        self.stdout.write(f"{made.plan.number} {made.plan.title}: {counts}")
