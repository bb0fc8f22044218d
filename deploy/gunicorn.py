"""Plain HTTP: a few processes with threads, each thread keeping its database connection."""

import os

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
