"""JSON in and out, by orjson; instants as ISO 8601 in UTC."""

from datetime import UTC, date, datetime
from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(type(value).__name__)


def as_json(data: Any) -> bytes:
    """Bytes of JSON; lazy texts in the reader's language."""
    return orjson.dumps(data, default=_plain, option=OPTIONS)


def instant(value: datetime | None) -> str | None:
    """ISO 8601 in UTC with Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None) -> bytes:
        return b"" if data is None else as_json(data)


class OrjsonParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None) -> Any:
        raw = stream.read()
        try:
            return orjson.loads(raw) if raw.strip() else {}
        except orjson.JSONDecodeError as error:
            raise ParseError(_("This is not JSON: %(why)s") % {"why": error}) from error
