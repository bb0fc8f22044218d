"""The WSGI application, for plain HTTP on threads with persistent database connections."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)

from collab.common.garbage import settle  # noqa: E402  (every door is loaded by now)

settle()
