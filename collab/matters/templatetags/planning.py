"""Where a page asks for what was learned from earlier work."""

from django import template

from .. import planning

register = template.Library()


@register.simple_tag
def suggestions_url() -> str:
    """The address that suggests lessons for a title."""
    return planning.suggestions_url()


@register.simple_tag
def learned_url(pk: int) -> str:
    """The address of what was learned for this matter."""
    return planning.beside_url(pk)
