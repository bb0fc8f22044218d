"""Makes the reference's tables and fills them with the rows of the product's, then prints a session key."""

import io
import os
import sys
from contextlib import closing

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.reference.settings"

COPIES = (
    ("reference_department (id, name)", "SELECT id, name FROM org_department"),
    (
        "auth_user (id, username, first_name, last_name, email, password, "
        "is_staff, is_active, is_superuser, date_joined)",
        "SELECT id, username, name, '', email, '!', false, true, false, now() FROM org_person",
    ),
    (
        "reference_item (id, title, body, department_id, owner_id, status, is_open, priority, light, due_at, "
        "created_at, updated_at)",
        "SELECT id, title, body, department_id, owner_id, status, is_open, priority, light, due_at, created_at, "
        "updated_at FROM matters_matter WHERE kind = 'task' ORDER BY id",
    ),
)


def prepare(product_url: str) -> str:
    """The key of a session that is signed in as the first person."""
    import django
    import psycopg2

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    with (
        closing(psycopg2.connect(product_url)) as source,
        closing(psycopg2.connect(os.environ["REFERENCE_URL"])) as target,
    ):
        for columns, query in COPIES if not User.objects.exists() else ():
            rows = io.BytesIO()
            source.cursor().copy_expert(f"COPY ({query}) TO STDOUT", rows)
            rows.seek(0)
            target.cursor().copy_expert(f"COPY {columns} FROM STDIN", rows)
        target.commit()
        target.autocommit = True
        target.cursor().execute("VACUUM ANALYZE")
    user = User.objects.get(pk=1)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    print(prepare(sys.argv[1]))
