"""What reads across rooms, imports, circulars and supervision, through the API."""

from .circulars import CircularResource
from .imports import ImportResource
from .supervision import SupervisionResource

routes = [
    ("imports", ImportResource),
    ("circulars", CircularResource),
    ("supervision", SupervisionResource),
]
