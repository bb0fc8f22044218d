"""The facts an action may refuse with; every door turns them into its own answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class FieldError:
    """One field that cannot be taken as it is, and what to do about it."""

    field: str
    code: str
    detail: Text


class Refusal(Exception):
    """Base of every refusal: an HTTP status, a stable code, a sentence for people."""

    status = 400
    code = "refused"
    message: Text = _("This cannot be done.")

    def __init__(self, message: Text | None = None, *, code: str | None = None, **facts: Any):
        self.message = message or self.message
        self.code = code or self.code
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class Invalid(Refusal):
    """The shape or a value is wrong; `errors` name the fields."""

    status = 400
    code = "invalid"
    message = _("Some fields need another look.")

    def __init__(self, errors: Iterable[FieldError] = (), message: Text | None = None, **facts: Any):
        self.errors = list(errors)
        super().__init__(message or (self.errors[0].detail if len(self.errors) == 1 else None), **facts)

    @classmethod
    def field(cls, field: str, detail: Text, code: str = "invalid") -> "Invalid":
        return cls([FieldError(field, code, detail)])


class NotFound(Refusal):
    """Missing, or outside the reader's audience: the two look the same."""

    status = 404
    code = "not_found"
    message = _("There is nothing here, or it is not shared with you.")


class Forbidden(Refusal):
    """The reader sees the matter but may not do this."""

    status = 403
    code = "forbidden"
    message = _("You can see this, but this step is somebody else's to take.")


class TransitionRefused(Refusal):
    """The matter's state does not allow this step; `state` and `allowed` say what is so."""

    status = 409
    code = "wrong_state"
    message = _("This step does not fit the present state.")


class Conflict(Refusal):
    """A rule of the domain stands against it now."""

    status = 409
    code = "conflict"


class StaleVersion(Refusal):
    """Somebody else changed it in the meantime."""

    status = 412
    code = "stale_version"
    message = _("Somebody changed this since you opened it. Look at both versions and decide again.")


class VersionMissing(Refusal):
    """A change must say which version it was made on."""

    status = 428
    code = "version_required"
    message = _("Say which version you are changing (If-Match).")


class KeyReused(Refusal):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency_key_reused"
    message = _("This Idempotency-Key was used for a different request.")


class KeyBusy(Refusal):
    """The first request with this Idempotency-Key is still being carried out."""

    status = 409
    code = "idempotency_key_busy"
    message = _("The first request with this Idempotency-Key is still running. Try again in a moment.")


def require(allowed: bool, message: Text | None = None) -> None:
    """Raise Forbidden unless `allowed`."""
    if not allowed:
        raise Forbidden(message)


def reason_given(reason: str) -> str:
    """The reason without white space around it, or Invalid where none was given."""
    if not (reason or "").strip():
        raise Invalid.field("reason", _("Give a reason."), "required")
    return reason.strip()


def text_given(field: str, text: str, missing: Text) -> str:
    """The text without white space around it, or Invalid naming the field and what to write."""
    if not (text or "").strip():
        raise Invalid.field(field, missing, "required")
    return text.strip()
