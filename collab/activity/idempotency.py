"""Retrying is safe: a POST with a key (API header or form nonce) has one effect and always the same answer."""

import hashlib
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.errors import Invalid, KeyBusy, KeyReused, Refusal
from collab.common.pages import answer_refusal

from .models import Reply

MAX_KEY = 200
NOT_KEPT = {401, 403, 412, 428, 429}
KEPT_FOR_FORMS = {200, 201, 204, 302, 303}
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "HX-Trigger", "HX-Redirect")


KEPT_FOR_SECONDS = 24 * 3600


class IdempotencyMiddleware:
    """The reply is stored in the same transaction as the effect: both are there, or neither.

    A second request with the key waits for the first to commit, then gets its answer. A form that is shown
    again keeps its nonce free, so that it can be corrected and sent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated:
            return self.get_response(request)
        try:
            key = _key_of(request)
            return self._once(request, key) if key else self.get_response(request)
        except Refusal as refusal:
            return answer_refusal(request, refusal)

    def _once(self, request: HttpRequest, key: str) -> HttpResponse:
        caller, fingerprint = _caller_of(request), _fingerprint(request)
        with transaction.atomic():
            mine = _claim(caller, key, fingerprint)
            if mine is None:
                return _replay(Reply.objects.filter(caller=caller, key=key).first(), fingerprint)
            answer = self.get_response(request)
            if answer.status_code >= 500 or connection.needs_rollback:
                transaction.set_rollback(True)
            elif not _is_kept(request, answer):
                Reply.objects.filter(pk=mine).delete()
            else:
                _keep(mine, answer)
        return answer


def forget_replies() -> None:
    """Drop what is older than a retry can be."""
    Reply.objects.filter(created_at__lt=clock.now() - clock.seconds(KEPT_FOR_SECONDS)).delete()


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _key_of(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "") if _is_api(request) else request.POST.get("_nonce", "")
    if len(key) > MAX_KEY or "\x00" in key:
        raise Invalid.field("Idempotency-Key", _("Use at most 200 characters."), "max_length")
    return key


def _caller_of(request: HttpRequest) -> str:
    token = getattr(request, "token", None)
    return f"token:{token.pk}" if token else f"person:{request.user.pk}"


def _is_kept(request: HttpRequest, answer: HttpResponse) -> bool:
    """Secrets (no-store) and streams are answered once; so is what asks to be sent again otherwise."""
    if answer.streaming or "no-store" in answer.get("Cache-Control", ""):
        return False
    return answer.status_code not in NOT_KEPT if _is_api(request) else answer.status_code in KEPT_FOR_FORMS


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(request.get_full_path().encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            digest.update(repr((name, values)).encode() if name != "csrfmiddlewaretoken" else b"")
        files: list[tuple[str, Any]] = [(n, file) for n, held in request.FILES.lists() for file in held]
        for name, file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for block in file.chunks():
                digest.update(block)
            file.seek(0)
    elif _is_api(request):
        digest.update(request.body)
    else:
        fields = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
        digest.update(repr(sorted(fields)).encode())
    return digest.hexdigest()


def _claim(caller: str, key: str, fingerprint: str) -> int | None:
    """The id of a new row for this key, or None where one stands; waits for an uncommitted one."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO activity_reply (caller, key, fingerprint, status, headers, body, created_at) "
            "VALUES (%s, %s, %s, NULL, '{}', %s, %s) ON CONFLICT (caller, key) DO NOTHING RETURNING id",
            [caller, key, fingerprint, b"", now],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def _keep(pk: int, answer: HttpResponse) -> None:
    headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
    Reply.objects.filter(pk=pk).update(status=answer.status_code, headers=headers, body=answer.content)


def _replay(reply: Reply | None, fingerprint: str) -> HttpResponse:
    if reply is None or reply.status is None:
        raise KeyBusy
    if reply.fingerprint != fingerprint:
        raise KeyReused
    answer = HttpResponse(bytes(reply.body), status=reply.status)
    for name, value in reply.headers.items():
        answer[name] = value
    answer["Idempotent-Replay"] = "true"
    return answer
