"""What reads across rooms, and imports, through the API."""

from .imports import ImportResource

routes = [("imports", ImportResource)]
