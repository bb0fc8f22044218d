"""What a cache keeps, whichever it is, so that a test can search it."""

from django.core.cache import cache


def cached() -> dict[str, str]:
    """Keys and plain values of the process's own cache or of Redis, as text."""
    held = cache._cache  # type: ignore[attr-defined]
    if not hasattr(held, "get_client"):
        return {key: repr(value) for key, value in held.items()}
    client = held.get_client()
    plain = [key for key in client.keys("*") if client.type(key) == b"string"]
    return {key.decode("latin-1"): (client.get(key) or b"").decode("latin-1") for key in plain}
