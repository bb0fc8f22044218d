"""One settings package for both modes: embedded (no URLs) and full (DATABASE_URL, REDIS_URL)."""

from .apps import *  # noqa: F403
from .infrastructure import *  # noqa: F403
from .language import *  # noqa: F403
from .security import *  # noqa: F403
