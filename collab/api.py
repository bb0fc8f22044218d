"""Routes of the API: every room's resources under /api/v1/, the schema and its browsable pages."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

ROOMS = (
    "collab.org.api",
    "collab.matters.api",
    "goals.api",
    "tasks.api",
    "meetings.api",
    "feedback.api",
    "collab.deadlines.api",
    "collab.files.api",
    "collab.notifications.api",
    "insight.api",
)


def _resources() -> list:
    """One route table from the `routes` (and odd `paths`) that each installed room lists; the routes of a resource are
    looked through only below its prefix.
    """
    odd: list = []
    found: list = []
    for room in ROOMS:
        if find_spec(room):
            module = import_module(room)
            odd += getattr(module, "paths", [])
            for prefix, resource in module.routes:
                router = SimpleRouter()
                router.register("", resource, basename=prefix)
                found.append(path(f"{prefix}/", include(router.urls)))
    return [*odd, *found]


urlpatterns = [
    path("v1/schema/", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerView.as_view(url_name="api:schema", permission_classes=[AllowAny]),
        name="docs",
    ),
    path("v1/", include(_resources())),
]
app_name = "api"
