"""How allauth behaves here: accounts are made by coordinators, and sign-in returns to our own pages only."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from .network import is_loopback


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, safe returns, demo accounts from loopback alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Paths of this very site; no other host, no scheme, no back-slash tricks."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def pre_login(self, request: HttpRequest, user, **kwargs):
        """Whichever way a demo account came this far, it goes no farther from afar."""
        if user.is_demo and not is_loopback(request):
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        return super().pre_login(request, user, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on lets in people who exist, found by a verified address; it makes nobody up."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        """Join the first sign-in by SSO to the person whose address the provider has verified."""
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        found = get_user_model().objects.active().filter(email__in=verified, is_demo=False)[:2]
        if verified and len(found) == 1:
            sociallogin.connect(request, found[0])


def display(user) -> str:
    """What allauth calls a person."""
    return str(user)
