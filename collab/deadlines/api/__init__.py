"""Clocks and extensions through the API."""

from .resources import DeadlineResource, ExtensionResource, clocks_of

__all__ = ["clocks_of", "routes"]

routes = [("deadlines", DeadlineResource), ("extensions", ExtensionResource)]
