"""The private follow-up code: made of letters people can write down, kept only as a keyed hash.

Twenty letters of an alphabet of twenty-two are 89 bits, which nobody guesses through a door that counts wrong tries. The
hash is keyed with the site's secret, so that the database alone does not let anybody try codes at leisure.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Sequence

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ"  # letters alone, without I, L, O and U, which look like others
GROUPS, GROUP = 4, 5
NOBODYS = "0" * 64


def new_code() -> str:
    """A fresh code, such as QKRAM-XWGPA-HHTRC-BDNEZ."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def new_draft() -> str:
    """The secret of a form that nobody has sent yet."""
    return secrets.token_urlsafe(24)


def code_for(draft: str) -> str:
    """The code of whatever is sent with this form, the same however often it is sent; a fresh one without it.

    Whoever clicks twice sees only the second answer, and must not lose the code of the first.
    """
    if len(draft) < len(new_draft()):
        return new_code()
    drawn = int(salted_hmac("feedback.draft", draft, algorithm="sha256").hexdigest(), 16)
    letters = []
    for _place in range(GROUPS * GROUP):
        drawn, place = divmod(drawn, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def as_written(text: str) -> str:
    """What a person typed, as the code's bare letters: case, spaces, dashes and full-width forms do not matter."""
    plain = unicodedata.normalize("NFKC", text or "").upper()
    return "".join(sign for sign in plain if sign.isalnum())[: GROUPS * GROUP * 2]


def digest_of(code: str, secret: str | None = None) -> str:
    """The keyed hash under which a code is kept."""
    return salted_hmac(
        "feedback.follow-up", as_written(code), secret=secret or settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def digests_of(code: str) -> list[str]:
    """The hash under the present secret and under those it took the place of."""
    return [digest_of(code, str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def fits(stored: str, wanted: Sequence[str]) -> bool:
    """Whether a stored hash is one of these; every comparison is made, and each takes as long hit or miss."""
    return sum([hmac.compare_digest(stored, one) for one in wanted]) > 0
