"""A rate per caller: the token, the person, or the address (a /64 for IPv6), counted by the minute."""

import ipaddress
import logging
import re
import threading
import time

from django.core.cache import cache
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

WINDOW = 60
log = logging.getLogger(__name__)
_counts: dict = {}
_lock = threading.Lock()
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class PerCaller(BaseThrottle):
    """The rate is set by API_RATE; over it the answer is 429 with Retry-After. A lost cache only forgets counts.

    Each process counts by itself and tells the shared count a hundredth of the rate at a time, so that an
    ordinary request asks the cache nothing; small rates are exact.
    """

    def allow_request(self, request, view) -> bool:
        return self.count(_caller(request)) <= _per_minute()

    def count(self, caller: str) -> int:
        """Requests of this caller in the present minute, this one included, as far as this process knows."""
        minute, step = int(time.time()) // WINDOW, max(_per_minute() // 100, 1)
        key = f"rate:{caller}:{minute}"
        if step == 1:
            return _told_to_all(key, 1)
        with _lock:
            if _counts.get("minute") != minute:
                _counts.clear()
                _counts["minute"] = minute
            known, untold = _counts.get(caller, (0, 0))
            tell = untold + 1 >= step
            _counts[caller] = (known + 1, 0 if tell else untold + 1)
        if not tell:
            return known + 1
        known = max(_told_to_all(key, step), known + 1)
        with _lock:
            if _counts.get("minute") == minute:
                _counts[caller] = (known, _counts.get(caller, (0, 0))[1])
        return known

    def wait(self) -> float:
        return WINDOW - time.time() % WINDOW


def _told_to_all(key: str, count: int) -> int:
    """The shared count after adding to it; 0 where the cache does not answer."""
    try:
        if cache.add(key, count, WINDOW):
            return count
        return cache.incr(key, count)
    except Exception:
        log.warning("The cache does not count requests just now", exc_info=True)
        return 0


def _per_minute() -> int:
    found = re.fullmatch(r"(\d+)/(\w)\w*", str(api_settings.DEFAULT_THROTTLE_RATES["caller"]))
    return int(int(found[1]) * WINDOW / _SECONDS[found[2]]) if found else 6000


def _caller(request) -> str:
    if request.user is not None and request.user.is_authenticated:
        return f"token:{request.auth.pk}" if request.auth else f"person:{request.user.pk}"
    return network_of(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """The address, or its /64 for IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))
