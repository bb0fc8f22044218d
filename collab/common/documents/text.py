"""Text that every kind of document can hold."""

import re

from django.utils.translation import gettext as _

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(words: str) -> str:
    """The text without characters that no document may hold."""
    return UNPRINTABLE.sub("", str(words))


def fact(label: str, words: str) -> str:
    """One fact of the opening, such as “Scope: whole organisation”."""
    return _("%(label)s: %(words)s") % {"label": label, "words": words}
