"""Mails as the post brings them."""

from collections.abc import Mapping


def mail(
    text: str,
    *,
    sender: str = "Citizen <citizen@example.net>",
    subject: str = "Lamp",
    message_id: str = "<1@example.net>",
    references: str = "",
    in_reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """One plain mail."""
    told = {
        "From": sender,
        "To": "voice@example.org",
        "Subject": subject,
        "Message-ID": message_id,
        "References": references,
        "In-Reply-To": in_reply_to,
        "Content-Type": "text/plain; charset=utf-8",
    } | dict(headers or {})
    head = "\r\n".join(f"{name}: {value}" for name, value in told.items() if value)
    return f"{head}\r\n\r\n{text}".encode()
