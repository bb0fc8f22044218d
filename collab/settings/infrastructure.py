"""Databases, jobs, live layer, caches, mail and files; embedded twins where no URL is set."""

from pathlib import Path

import environ

from .environment import (
    DATA_DIR,
    DATABASE_URL,
    EMBEDDED,
    HOST,
    PORT,
    REDIS_URL,
    checked_url,
    env,
    font_file,
    number,
)

BEHIND_POOLER = env.bool("PGBOUNCER", default=False)
if DATABASE_URL:
    DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
    DATABASES["default"].setdefault("OPTIONS", {})
    if not BEHIND_POOLER:
        # What the database is told by collab/matters/migrations/0003_jit_off.py too, which is all behind pgbouncer.
        # What is prepared (collab/common/prepared.py) is planned once per connection.
        options = "-c jit=off -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
        DATABASES["default"]["OPTIONS"].setdefault("options", options)
    DATABASES["default"] |= {
        "CONN_MAX_AGE": number("CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": BEHIND_POOLER,
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "collab.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": None},
        }
    }

if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "collab.live.layer.ThreadSafeLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SWEEP_EVERY_SECONDS = 30
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = {} if REDIS_URL else {"polling_interval": 0.1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.1}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep-deadlines": {"task": "collab.deadlines.jobs.sweep", "schedule": SWEEP_EVERY_SECONDS},
    "deliver-undelivered": {
        "task": "collab.activity.jobs.deliver_undelivered",
        "schedule": SWEEP_EVERY_SECONDS,
    },
    "send-due-messages": {"task": "collab.notifications.jobs.send_due", "schedule": SWEEP_EVERY_SECONDS},
    "carry-on-imports": {"task": "insight.jobs.carry_on_imports", "schedule": SWEEP_EVERY_SECONDS},
    "open-envelopes": {"task": "feedback.jobs.open_full_hour", "schedule": SWEEP_EVERY_SECONDS},
    "send-mails-to-submitters": {"task": "feedback.jobs.send_mails", "schedule": SWEEP_EVERY_SECONDS},
    "fetch-mails": {"task": "feedback.jobs.fetch_mails", "schedule": 60},
    "carry-on-files": {"task": "collab.files.jobs.carry_on_files", "schedule": SWEEP_EVERY_SECONDS},
    "make-occurrences": {"task": "tasks.jobs.make_occurrences", "schedule": SWEEP_EVERY_SECONDS},
    "sweep-meeting-series": {"task": "meetings.jobs.sweep_meeting_series", "schedule": SWEEP_EVERY_SECONDS},
    "escalate-conflicts": {"task": "feedback.jobs.escalate_conflicts", "schedule": SWEEP_EVERY_SECONDS},
    "close-due-feedback": {"task": "feedback.jobs.close_due", "schedule": SWEEP_EVERY_SECONDS},
    "turn-healths": {"task": "goals.jobs.turn_healths", "schedule": SWEEP_EVERY_SECONDS},
    "score-cycles": {"task": "goals.jobs.score_cycles", "schedule": SWEEP_EVERY_SECONDS},
    "carry-on-surveys": {"task": "feedback.jobs.carry_on_surveys", "schedule": SWEEP_EVERY_SECONDS},
    "checkpoint-journal": {"task": "collab.activity.jobs.checkpoint", "schedule": 3600},
    "forget-old-replies": {"task": "collab.activity.jobs.forget_old_replies", "schedule": 3600},
}

MEDIA_ROOT = DATA_DIR / "files"
PDF_FONT = font_file("PDF_FONT")
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
ATTACHMENT_MAX_BYTES = number("ATTACHMENT_MAX_MB", 25) * 1024 * 1024

if _email_url := env.str("EMAIL_URL", default=""):
    globals().update(env.email_url_config(_email_url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
    Path(EMAIL_FILE_PATH).mkdir(parents=True, exist_ok=True)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="collab@localhost")
CALENDAR_ADDRESS = env.str(
    "CALENDAR_ADDRESS", default=DEFAULT_FROM_EMAIL
)  # its mail goes to read_calendar_reply
FEEDBACK_ADDRESS = env.str(
    "FEEDBACK_ADDRESS", default=DEFAULT_FROM_EMAIL
)  # its mail goes to receive_feedback, or is fetched from FEEDBACK_IMAP_URL
FEEDBACK_IMAP_URL = checked_url("FEEDBACK_IMAP_URL", ("imap", "imaps"))  # imaps://name:password@host/INBOX
EMAIL_TIMEOUT = 10

SITE_URL = env.str("SITE_URL", default=f"http://{HOST}:{PORT}").rstrip("/")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"nameless": {"()": "collab.common.nameless.NoNamelessLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["nameless"]}},
    "loggers": {"PIL": {"level": "INFO"}},  # below that it writes down who made a picture
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
IS_EMBEDDED = EMBEDDED
