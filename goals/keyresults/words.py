"""How figures and shares read: without idle places, in the reader's own notation."""

from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format

from ..terms import figure_text


def figure_words(value) -> str:
    """A figure without idle noughts, grouped as the reader's language does; a dash where it is missing."""
    if value is None or value == "":
        return "—"
    try:
        figure = Decimal(value)
    except (InvalidOperation, ValueError, TypeError):
        return str(value)
    places = max(-int(figure.normalize().as_tuple().exponent), 0)
    return number_format(figure, decimal_pos=places, force_grouping=True)


def percent_words(share) -> str:
    """A share as a whole per cent; a dash where it is missing."""
    return "—" if share is None else f"{round(share * 100)}%"


def plain(value) -> str | None:
    """A figure as it is kept in facts and sent to other systems: text, so that no place is lost."""
    return None if value is None else figure_text(value)
