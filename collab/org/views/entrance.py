"""Ways in and their language: one-click sign-in to demo accounts, and the choice of language."""

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from django.views.i18n import set_language as set_language_cookie

from collab.common.errors import NotFound
from collab.common.partials import page_actor

from ..actions import edit_profile
from ..models import Person
from ..network import is_loopback


class _Handle(forms.Form):
    """The account asked for, clean enough to be looked up."""

    username = forms.CharField(max_length=150)


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Enter a demo account with one click; from elsewhere, and for other accounts, there is nothing here."""
    form = _Handle(request.POST)
    if not (is_loopback(request) and form.is_valid()):
        raise NotFound
    person = Person.objects.active().filter(is_demo=True, **form.cleaned_data).first()
    if person is None:
        raise NotFound
    login(request, person, backend="collab.org.backends.DemoGuardBackend")
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if safe else settings.LOGIN_REDIRECT_URL)


class AddressIsKept(RedirectView):
    """In place of allauth's page: nobody gives themselves an address, which notices, mail and sign-in trust."""

    pattern_name = "org:profile"


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Choose a language: for this browser, and for oneself where signed in."""
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        edit_profile(actor=page_actor(request), language=wanted)
    return set_language_cookie(request)
