"""The Jinja2 environment in which hot lists and boards draw their rows, with the same signs as the pages."""

from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
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
