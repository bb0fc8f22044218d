"""manage.py demo --load | --remove: the demo organisation, for a first look and for trying things out."""

from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from collab.common.errors import Refusal
from insight.demo.actions import is_loaded, load_demo, remove_demo
from insight.demo.content.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Loads or removes the demo organisation."""

    help = "Load or remove the demo organisation"

    def add_arguments(self, parser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--load", action="store_true", help="load it, unless it is there")
        what.add_argument("--remove", action="store_true", help="delete all of it")
        parser.add_argument(
            "--yes-this-is-a-demo-site", action="store_true", help="load it on a full installation"
        )

    def handle(self, *args, **options) -> None:
        try:
            self._load(options["yes_this_is_a_demo_site"]) if options["load"] else self._remove()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _load(self, confirmed: bool) -> None:
        if not settings.IS_EMBEDDED and not confirmed:
            raise CommandError(
                _(
                    "This is a full installation. Add --yes-this-is-a-demo-site to put the demo organisation here."
                )
            )
        if is_loaded():
            self.stdout.write(_("The demo organisation is loaded already."))
            return
        began = monotonic()
        stage = load_demo()
        self.stdout.write(
            _("Demo organisation loaded: %(people)d people, %(matters)d matters, %(seconds).1f s.")
            % {
                "people": len(stage.city.people),
                "matters": len(stage.matters),
                "seconds": monotonic() - began,
            }
        )
        self.stdout.write(
            _("Sign in from this machine as %(names)s; the password is “%(password)s”.")
            % {"names": ", ".join(ACCOUNTS), "password": PASSWORD}
        )

    def _remove(self) -> None:
        removed = remove_demo()
        self.stdout.write(
            _("Removed %(matters)d matters, %(people)d people and %(departments)d departments.")
            % {"matters": removed.matters, "people": removed.people, "departments": removed.departments}
        )
        if removed.kept_people or removed.kept_departments:
            self.stdout.write(
                _(
                    "%(people)d people and %(departments)d departments stay, switched off: other records name them."
                )
                % {"people": removed.kept_people, "departments": removed.kept_departments}
            )
