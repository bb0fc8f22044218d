"""Celery wakes these; the clocks, the rows and the mailbox themselves say what is due."""

import logging

from celery import shared_task

from collab.common import clock

from . import actions
from .mail.mailbox import MailboxFault, fetch

log = logging.getLogger(__name__)


@shared_task(name="feedback.jobs.open_full_hour")
def open_full_hour() -> None:
    """Open what was written without a name, once the hour is full."""
    actions.open_envelopes(clock.now())


@shared_task(name="feedback.jobs.send_mails")
def send_mails() -> None:
    """Send the mails to submitters outside the house that are due."""
    actions.send_due_mails(clock.now())


@shared_task(name="feedback.jobs.fetch_mails")
def fetch_mails() -> None:
    """Take in what came to the feedback mailbox; nothing is done where none is set."""
    try:
        fetch()
    except MailboxFault as fault:
        log.error("FEEDBACK_IMAP_URL: %s", fault)


@shared_task(name="feedback.jobs.carry_on_surveys")
def carry_on() -> None:
    """Close surveys that are due and open the next rounds of pulses."""
    actions.carry_on_surveys()


@shared_task(name="feedback.jobs.close_due")
def close_due() -> None:
    """Announce the closing of feedback nobody replied on, and close what was not objected to."""
    actions.close_due_feedback()


@shared_task(name="feedback.jobs.escalate_conflicts")
def move_conflicts_on() -> None:
    """Move on every conflict whose phase is over."""
    actions.escalate_conflicts()
