"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "collab.files"
    label = "files"
    verbose_name = _("Files made by a job")

    def ready(self) -> None:
        from . import events  # noqa: F401
