"""What machines ask about the site: alive, ready, and figures for Prometheus."""

import ipaddress
import os
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest

from collab.activity.models import Activity, Reply
from collab.common import clock
from collab.deadlines.models import Deadline
from collab.notifications.models import Message, State


@never_cache
@require_GET
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is touched."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Each check with its outcome. Redis is disposable: without it the site is slower to tell, but ready."""
    checks = {
        "database": _tried(_write),
        "migrations": _tried(_migrations),
        "undelivered": _tried(lambda: _age(undelivered_since())),
        "due": _tried(lambda: _age(due_since())),
        "messages": _tried(lambda: _age(message_due_since())),
        "broker": _tried(_broker),
    }
    ready = checks["database"]["ok"] and checks["migrations"]["ok"]
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: with METRICS_TOKEN, from this machine, or for staff."""
    if not _may_measure(request):
        raise Http404
    registry = CollectorRegistry()
    ages = {
        "collab_oldest_undelivered_seconds": (
            "Age of the oldest undelivered journal entry",
            undelivered_since,
        ),
        "collab_oldest_due_seconds": ("How long the oldest due clock waits for the sweep", due_since),
        "collab_oldest_message_seconds": ("How long the oldest due message waits", message_due_since),
    }
    for name, (text, since) in ages.items():
        Gauge(name, text, registry=registry).set(_age(since())["seconds"])
    states = Gauge("collab_messages", "Outgoing messages by state", ["state"], registry=registry)
    for state in (State.PENDING, State.SENDING, State.FAILED, State.UNKNOWN):
        states.labels(state=state.value).set(Message.objects.filter(state=state).count())
    return HttpResponse(
        generate_latest(REGISTRY) + generate_latest(registry), content_type=CONTENT_TYPE_LATEST
    )


def undelivered_since() -> datetime | None:
    """When the oldest entry that no reactor has taken yet was recorded."""
    return Activity.objects.filter(delivered_at=None).order_by("pk").values_list("at", flat=True).first()


def due_since() -> datetime | None:
    """Since when the oldest due clock waits for the sweep."""
    rows = Deadline.objects.due(clock.now()).order_by("wake_at")
    return rows.values_list("wake_at", flat=True).first()


def message_due_since() -> datetime | None:
    """Since when the oldest due message waits for a sender."""
    return Message.objects.due(clock.now()).values_list("due_at", flat=True).first()


def _tried(check: Callable[[], dict]) -> dict:
    try:
        return {"ok": True} | check()
    except Exception as error:
        return {"ok": False, "error": type(error).__name__}


def _write() -> dict:
    with transaction.atomic():
        Reply.objects.create(caller="readyz", key="readyz", fingerprint="", created_at=clock.now())
        transaction.set_rollback(True)
    return {}


def _migrations() -> dict:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return {"ok": not waiting, "waiting": waiting}


def _age(since: datetime | None) -> dict:
    return {"seconds": max(0.0, round((clock.now() - since).total_seconds(), 3)) if since else 0.0}


def _broker() -> dict:
    url = settings.CELERY_BROKER_URL
    if url.startswith("memory"):
        return {"kind": "memory"}
    import redis

    redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1).ping()
    return {"kind": "redis"}


def _may_measure(request: HttpRequest) -> bool:
    token = os.environ.get("METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and constant_time_compare(given, token):
        return True
    if "X-Forwarded-For" not in request.headers and _is_loopback(request.META.get("REMOTE_ADDR", "")):
        return True
    return bool(request.user.is_authenticated and request.user.is_staff)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
