"""`manage.py serve`: the whole site in one process."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

RUNNER = "collab.embedded.run"  # a room may not import the wiring


class Command(BaseCommand):
    """Serve pages, API, sockets and jobs until Ctrl-C."""

    help = "Serve the whole site in one process."
    requires_system_checks: Any = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--reload", action="store_true", help="start over whenever the source changes")

    def handle(self, *args, host: str, port: int, reload: bool, **options) -> None:
        import_string(RUNNER)(host, port, reload)
