"""Whether a request comes from this very machine; in doubt it does not."""

from ipaddress import ip_address

from django.http import HttpRequest

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")


def is_loopback(request: HttpRequest | None) -> bool:
    """True for a direct connection from loopback. Anything a proxy passed on counts as from elsewhere."""
    if request is None or any(request.META.get(header) for header in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
