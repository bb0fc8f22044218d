"""How journal entries are hashed into chains and sealed."""

import hashlib
import hmac
import json
from datetime import UTC

from django.conf import settings


def canonical(row) -> bytes:
    """The bytes of one entry that its digest covers, the same on every database."""
    stated = [
        row.stream,
        row.seq,
        row.event,
        row.matter_id,
        row.actor_id,
        row.on_behalf_of_id,
        row.via,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.facts,
    ]
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(row, previous: str) -> str:
    """SHA-256 over the previous digest and this entry."""
    return hashlib.sha256(previous.encode() + canonical(row)).hexdigest()


def seal_of(*parts: object) -> str:
    """An HMAC that only a holder of the site's secret can make."""
    text = "|".join(str(part) for part in parts)
    return hmac.new(
        settings.SECRET_KEY.encode(), b"collab.journal|" + text.encode(), hashlib.sha256
    ).hexdigest()
