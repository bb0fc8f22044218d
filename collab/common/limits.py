"""How often one address may knock at an open door, counted without keeping the address.

What is counted under is a keyed hash. Half of the key is the site's secret, which the cache does not hold; the other
half is drawn at random for each hour, lives in the cache alone and goes with it. So neither the cache by itself nor the
secret by itself tells whose a count was, and once the hour is over nobody can tell at all.
"""

import hashlib
import logging
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .api.throttling import network_of
from .errors import Refusal

HOUR = 3600
log = logging.getLogger(__name__)


class TooMany(Refusal):
    """This address has done this too often in the present hour."""

    status = 429
    code = "too_many"
    message = _("That was too often in a short time. Wait an hour and try again.")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: the one our own proxy names (BEHIND_PROXY), which is the last it passed on."""
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and passed_on:
        return passed_on.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


@dataclass(frozen=True)
class Limit:
    """At most `most` times an hour for one address (a /64 for IPv6). `name` keeps doors apart."""

    name: str
    most: int

    def spend(self, address: str) -> None:
        """Count one try of this address, or raise TooMany."""
        if self._count(address, 1) > self.most:
            raise TooMany

    def check(self, address: str) -> None:
        """Raise TooMany where the tries are used up, without counting one."""
        if self._count(address, 0) >= self.most:
            raise TooMany

    def _count(self, address: str, more: int) -> int:
        """Tries of this hour with `more` added; 0 where the cache does not answer."""
        try:
            key = self._key(address)
            if not more:
                return cache.get(key, 0)
            return more if cache.add(key, more, HOUR) else cache.incr(key, more)
        except Exception:
            log.warning("The cache does not count tries at %s just now", self.name)
            return 0

    def _key(self, address: str) -> str:
        hour = int(time.time()) // HOUR
        drawn = f"limits:drawn:{hour}"
        cache.add(drawn, secrets.token_hex(32), HOUR)
        known = f"{cache.get(drawn)}|{self.name}|{network_of(address)}"
        digest = salted_hmac("collab.limits", known, secret=settings.SECRET_KEY, algorithm="sha256")
        return f"limits:{hashlib.sha256(digest.digest()).hexdigest()}"
