"""Sentences about preparation that several doors say."""

from django.utils.translation import gettext_lazy as _

BAD_REPLY = {
    "too_large": _("The reply is too large to be one."),
    "too_many_parts": _("The message has too many parts to be a reply."),
    "too_many_lines": _("The reply has too many lines to be one."),
    "too_many_components": _("The reply has too many or too deeply nested components to be one."),
    "unreadable_mail": _("This is not an e-mail that can be read."),
    "unreadable": _("This is not iCalendar text that can be read."),
    "no_calendar": _("The message holds no calendar part."),
    "sender": _("The message does not come from the person whose reply it holds."),
    "not_a_reply": _("This is not a reply (METHOD:REPLY)."),
    "not_one_event": _("A reply is about one event."),
    "unknown_uid": _("The reply is about an event that is not ours."),
    "not_one_attendee": _("A reply is from one attendee."),
    "attendee": _("The attendee is not named by an e-mail address."),
    "answer": _("The answer is none of accepted, declined, tentative or delegated."),
    "delegate": _("A delegating reply names one delegate (DELEGATED-TO)."),
    "delegate_unknown": _(
        "The delegate is nobody we know by this address. Name them on the meeting’s page, or have them invited."
    ),
    "recurring": _("A reply is about a single meeting, not about a rule."),
    "whole_series": _("Answer for each meeting; the series as a whole cannot be answered."),
    "time": _("A time in the reply cannot be right."),
    "not_invited": _("Nobody with this address is invited to this meeting."),
    "not_yours": _("You hand in your own replies only."),
    "outdated": _("The meeting was moved since; the answer is to its earlier time."),
    "older": _("A later answer was given already."),
    "not_found": _("There is no such meeting any more."),
}


def quorum_words(count: int | None, percent: int | None) -> str:
    """The rule as a fact that every language reads: a number, a share, or a dash."""
    if count is not None:
        return str(count)
    return f"{percent} %" if percent is not None else "—"
