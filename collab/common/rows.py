"""The Jinja2 environment in which lists and boards draw their rows, with the same signs as the pages.

What a row shows is all in its facts, so a row that looked the same before is not drawn again: after one change a list
of fifty draws one row, whoever asks for it.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment
from jinja2.ext import i18n


@lru_cache(maxsize=2000)
def icon(name: str, css: str = "") -> SafeString:
    """One symbol of the sprite; it adds nothing for screen readers, so words must stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("dist/icons.svg"),
        name,
    )


def environment(**options: Any) -> Environment:
    """What Django's Jinja2 backend asks for: autoescaping, our icons, the reader's language."""
    options["extensions"] = [*options.get("extensions", ()), i18n]
    made = Environment(**options)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals["icon"] = icon
    return made


def draw(name: str, rows: Iterable[Mapping[str, Hashable]], **flags: Hashable) -> SafeString:
    """Each of `rows` by the Jinja2 template `name`, which shows `row` and the flags and nothing else."""
    drawn = _drawn.__wrapped__ if settings.DEBUG else _drawn
    language, chosen = get_language(), tuple(flags.items())
    return mark_safe("".join([drawn(name, language, chosen, tuple(row.items())) for row in rows]))


@lru_cache(maxsize=2000)
def _drawn(name: str, language: str | None, flags: tuple, facts: tuple) -> str:
    """One row in the active language, which `language` names so that each keeps its own words."""
    template = get_template(name, using="rows").template  # type: ignore[attr-defined]
    return template.render(row=dict(facts), **dict(flags))
