"""App configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "collab.common"
    label = "common"
