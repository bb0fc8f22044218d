"""The ASGI application: pages and API through Django, and the websockets."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab.settings")
http = get_asgi_application()

from collab.live.application import LiveApplication  # noqa: E402  (models load first)

application = LiveApplication(http)
