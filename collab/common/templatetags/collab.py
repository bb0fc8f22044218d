"""Tags every page may use without loading them: icons, instants in the reader's zone, hot rows."""

import secrets
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..instants import day_words
from ..rows import draw
from ..rows import icon as draw_icon

register = template.Library()
MOST_KEPT = 500
_kept: dict[tuple, SafeString] = {}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """{% icon "bell" %}: one symbol of the sprite."""
    return draw_icon(str(name), css)


@register.simple_tag
def form_nonce() -> SafeString:
    """A hidden field by which sending the same form twice has one effect."""
    return format_html('<input type="hidden" name="_nonce" value="{}">', secrets.token_urlsafe(12))


@register.filter
def instant(at: datetime | None) -> str:
    """Weekday, day and time in the reader's zone; nothing for none."""
    return day_words(at) if at else ""


@register.filter
def iso(at: datetime | None) -> str:
    """The machine's form of an instant, for <time datetime>."""
    return at.isoformat() if at else ""


@register.simple_tag(takes_context=True)
def kept(context: template.Context, name: str, *facts: Any) -> SafeString:
    """{% kept "part.html" fact… %}: a part that looks alike to all readers of a language with these facts.

    It is drawn once per process, so it must show nothing of the reader or the request beside the facts;
    where a fact is None, it is drawn anew each time.
    """
    key = (name, get_language(), *facts)
    if key in _kept and not settings.DEBUG:
        return _kept[key]
    drawn = mark_safe(get_template(name).template.render(context.new(context.flatten())))  # type: ignore[arg-type, attr-defined]
    if None not in facts:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = drawn
    return drawn


@register.simple_tag
def hot(name: str, rows: Iterable[Mapping[str, Hashable]], **flags: Hashable) -> SafeString:
    """{% hot "tasks/_rows.jinja" rows=rows %}: each row by a Jinja2 template, escaped there, inside a page."""
    return draw(name, rows, **flags)


@register.simple_tag
def jinja(name: str, **values: Any) -> SafeString:
    """{% jinja "goals/_map.jinja" nodes=nodes %}: a Jinja2 template with these values, escaped there, inside a page."""
    return mark_safe(get_template(name, using="rows").render(values))
