"""What reads across rooms, imports, circulars, supervision and workload, through the API."""

from .circulars import CircularResource
from .imports import ImportResource
from .supervision import SupervisionResource
from .workload import WorkloadResource

routes = [
    ("imports", ImportResource),
    ("circulars", CircularResource),
    ("supervision", SupervisionResource),
    ("workload", WorkloadResource),
]
