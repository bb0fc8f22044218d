"""Waking a worker for rows that wait; the sweep finds them where nobody could be woken."""

import logging
from typing import Any

from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def wake(job: Any) -> None:
    """Have a worker do this job at once; where none can be reached, the next sweep does it."""
    try:
        job.delay()
    except OperationalError as error:
        log.warning("Nobody could be woken for %s: %s", job.name, error)
