"""Where pages of planned work ask what was learned from earlier work; a later room answers."""

from django.urls import reverse

_places: list[tuple[str, str]] = []


def register_learning(suggestions: str, beside: str) -> None:
    """Name two routes: `suggestions` takes `title` of what is being drafted; `beside` takes a matter’s id. Both
    answer with a part of a page. The later registration holds.
    """
    _places[:] = [(suggestions, beside)]


def suggestions_url() -> str:
    """Where to ask what fits a title; empty where no room learns."""
    return reverse(_places[0][0]) if _places else ""


def beside_url(pk: int) -> str:
    """Where to ask what was learned for a matter; empty where no room learns."""
    return reverse(_places[0][1], args=[pk]) if _places else ""
