"""One's own profile: words, language, zone, absences with delegate, access tokens, sessions."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from collab.common import clock
from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor

from ..actions import cancel_absence, create_token, edit_profile, end_sessions, record_absence, revoke_token
from ..forms import AbsenceForm, EditProfileForm, TokenForm
from ..models import Absence, ApiToken

PAST_SHOWN = 5


@login_required
@never_cache
@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """Everything about oneself in one place."""
    now = clock.now()
    me: Any = request.user
    absences = Absence.objects.filter(person=me).select_related("delegate")
    context = {
        "person": me,
        "roles": me.memberships.select_related("department").order_by("department__name", "role"),
        "ahead": absences.filter(cancelled_at=None, ends_at__gt=now).order_by("starts_at"),
        "past": absences.exclude(cancelled_at=None, ends_at__gt=now)[:PAST_SHOWN],
        "covering": Absence.objects.current(now).filter(delegate=me).select_related("person"),
        "tokens": ApiToken.objects.filter(person=me, revoked_at=None, expires_at__gt=now),
        "has_two_factor": Authenticator.objects.filter(user=me).exists(),
    }
    return render(request, "org/profile.html", context)


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End one's sessions on all other devices."""
    count = end_sessions(actor=page_actor(request), keep=request.session.session_key)
    text = ngettext("Signed out on %(count)d other device.", "Signed out on %(count)d other devices.", count)
    messages.success(request, text % {"count": count})
    return redirect("org:profile")


class ProfileDialog(DialogView):
    """A dialog of the profile page; afterwards the page is loaded anew."""

    leave = True
    said = _("Saved.")

    def home(self) -> str:
        return reverse("org:profile")

    def mine(self, model) -> Any:
        """One's own row named in the address, or NotFound."""
        row = model.objects.filter(pk=self.kwargs["pk"], person=self.request.user).first()
        if row is None:
            raise NotFound
        return row


class EditProfile(ProfileDialog):
    title = _("Edit my profile")
    submit_label = _("Save")

    def form(self, data=None) -> EditProfileForm:
        me = self.request.user
        names = ("name", "language", "time_zone", "version")
        return EditProfileForm(data, initial={name: getattr(me, name) for name in names})

    def carry_out(self, form) -> None:
        edit_profile(actor=page_actor(self.request), **form.cleaned_data)


class AddAbsence(ProfileDialog):
    title = _("Record an absence")
    submit_label = _("Record")
    text = _("While you are away, your delegate is asked, reminded and may act in your place.")

    def form(self, data=None) -> AbsenceForm:
        form = AbsenceForm(data, person=self.request.user)
        delegates: Any = form.fields["delegate"]
        delegates.queryset = delegates.queryset.exclude(pk=self.request.user.pk)
        return form

    def carry_out(self, form) -> None:
        actor = page_actor(self.request)
        record_absence(actor=actor, person=actor.person, **form.cleaned_data)


class CancelAbsence(ProfileDialog):
    title = _("Cancel this absence")
    danger = True

    def prepare(self) -> None:
        self.absence = self.mine(Absence)

    def carry_out(self, form) -> None:
        actor = page_actor(self.request)
        cancel_absence(absence=self.absence, actor=actor, version=self.absence.version)


class AddToken(ProfileDialog):
    title = _("New access token")
    submit_label = _("Make it")
    text = _("A program with this token may do through the API what you may do.")

    def form(self, data=None) -> TokenForm:
        return TokenForm(data)

    def carry_out(self, form) -> None:
        given = form.cleaned_data
        actor = page_actor(self.request)
        _token, self.secret = create_token(actor=actor, person=actor.person, **given)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The secret is shown in the answer itself and kept nowhere."""
        answer = super().post(request, **kwargs)
        secret = getattr(self, "secret", "")
        if not secret:
            return answer
        template = "org/_token.html" if getattr(request, "htmx", False) else "org/token.html"
        answer = render(request, template, {"secret": secret})
        answer["Cache-Control"] = "no-store"
        return answer


class RevokeToken(ProfileDialog):
    title = _("Revoke this token")
    danger = True
    text = _("Programs that use it lose access at once.")

    def prepare(self) -> None:
        self.token = self.mine(ApiToken)

    def carry_out(self, form) -> None:
        revoke_token(token=self.token, actor=page_actor(self.request))
