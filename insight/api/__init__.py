"""What reads across rooms, imports and circulars, through the API."""

from .circulars import CircularResource
from .imports import ImportResource

routes = [("imports", ImportResource), ("circulars", CircularResource)]
