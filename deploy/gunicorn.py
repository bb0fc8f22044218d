"""Plain HTTP: a few processes with threads, each thread keeping its database connection."""

import os

from gunicorn.glogging import Logger

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_tmp_dir = "/dev/shm"
keepalive = 30
graceful_timeout = 20
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = "-"
forwarded_allow_ips = "*"
NAMELESS = ("/voice/",)  # the door that leads to collab/common/nameless.py too: who opens it, soon writes


class NamelessLogger(Logger):
    """Keeps no line of those who write without a name: a time and an address beside each other would name them."""

    def access(self, resp, req, environ, request_time) -> None:
        if not environ.get("PATH_INFO", "").startswith(NAMELESS):
            super().access(resp, req, environ, request_time)


logger_class = NamelessLogger
