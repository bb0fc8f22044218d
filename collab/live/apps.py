"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    name = "collab.live"
    label = "live"
    verbose_name = _("Live")

    def ready(self) -> None:
        from collab.activity.delivery import add_reactor
        from collab.activity.topics import set_announcer

        from .publisher import publisher
        from .reactor import ping

        set_announcer(publisher.publish)
        add_reactor("live", ping)
