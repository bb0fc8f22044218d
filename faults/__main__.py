"""Runs both trials on a private full installation and says how many tries stand behind each zero."""

import argparse
import os
import signal
import sys

from scripts.servers import Missing

from . import reminders, stage, writes
from .ground import Ground, ground

MUST_BE_ZERO = {"lost", "done twice", "missing", "twice"}


def prepare(made: Ground) -> None:
    """Point this process at the private database and bring it up to date."""
    os.environ.update(made.environment)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def show(title: str, counts: dict) -> bool:
    """Print one trial; whether everything that must be zero is."""
    fine = not any(counts[name] for name in MUST_BE_ZERO & counts.keys())
    print(f"{'✓' if fine else '✗'} {title}")
    for name, count in counts.items():
        print(f"    {name}: {count}")
    tries = counts.get("acknowledged") or counts.get("reminders") or 0
    if fine and tries:
        print(f"    0 failures in n = {tries} tries: the rate is below about {3 / tries:.2g}", flush=True)
    return fine and bool(tries)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long each trial disturbs (60)")
    parser.add_argument("--tasks", type=int, default=60, help="tasks whose clocks ring (60)")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no server is left behind
    try:
        with ground() as made:
            prepare(made)
            org = stage.organisation()
            spoken_of = stage.ringing(org, 1)[0]
            made.start_site()
            counts = writes.run(made, org["secret"], spoken_of, given.seconds)
            kept = show("an acknowledged write is never lost", counts)
            told = show(
                "every reminder arrives once",
                reminders.run(made, stage.ringing(org, given.tasks), given.seconds),
            )
    except Missing as missing:
        print(f"this machine has no {missing}", file=sys.stderr)
        return 2
    return 0 if kept and told else 1


if __name__ == "__main__":
    sys.exit(main())
