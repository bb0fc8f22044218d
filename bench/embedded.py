"""Memory of the one process that embedded mode is, on an empty SQLite database after some pages."""

import contextlib
import os
import sys
import tempfile
import urllib.request
from pathlib import Path

from scripts.servers import free_port

from .processes import resident_mib, running


def measure_embedded(log: Path) -> float | None:
    """MiB resident after fifty requests; None where it does not start."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        env = {"DATA_DIR": folder, "PORT": str(port), "HOST": "127.0.0.1"}
        env |= dict.fromkeys(("DATABASE_URL", "REDIS_URL"), "")
        try:
            with running([sys.executable, "manage.py", "serve"], os.environ | env, port, log) as server:
                for _ in range(50):
                    with contextlib.suppress(OSError):
                        urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=20).read()
                return round(resident_mib(server.pid), 1)
        except RuntimeError as error:
            print(error)
            return None
