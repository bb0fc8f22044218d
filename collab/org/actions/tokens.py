"""Access tokens: the secret leaves once, its digest stays."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from collab.common import clock
from collab.common.actor import Actor
from collab.common.errors import Conflict, Invalid, require

from .. import policies
from ..events import TOKEN_CREATED, TOKEN_REVOKED, tell
from ..models import ApiToken, Person
from .rows import check

LONGEST_DAYS = 366
MOST = 50


@transaction.atomic
def create_token(
    *, actor: Actor, person: Person, name: str, may_write: bool = False, days: int = 90
) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can read again."""
    require(policies.can_create_token(actor, person))
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid.field("days", _("Between 1 and 366 days."))
    if ApiToken.objects.filter(person=person, revoked_at=None, expires_at__gt=clock.now()).count() >= MOST:
        raise Conflict(_("There are 50 tokens already; revoke one first."), code="too_many_tokens")
    secret = ApiToken.mint()
    token = ApiToken(
        person=person,
        name=name.strip(),
        digest=ApiToken.digest_of(secret),
        hint=secret[:12],
        may_write=may_write,
        expires_at=clock.now() + timedelta(days=days),
    )
    check(token)
    token.save(force_insert=True)
    tell(TOKEN_CREATED, actor=actor, token=token.pk, person=person.pk, name=str(person), may_write=may_write)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor) -> None:
    """End a token at once; open connections made with it are closed."""
    require(policies.can_revoke_token(actor, token))
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        raise Conflict(_("This token was revoked already."), code="revoked")
    tell(TOKEN_REVOKED, actor=actor, token=token.pk, person=token.person_id, name=str(token.person))
