"""The doors for everybody: the short form under a name and without one, the follow-up by code, the board.

None of them needs an account. What is written without a name comes through addresses at which nobody is asked who they
are (`collab/common/nameless.py`), so these views see no session, no cookie and no person.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from collab.common.actor import UNNAMED
from collab.common.errors import Forbidden, Invalid, NotFound, Refusal
from collab.common.limits import Limit, TooMany, address_of
from collab.common.partials import page_actor, show_refusal
from collab.matters.rows import url_of

from .. import actions
from ..actions.addresses import submitter_of_link
from ..forms.intake import (
    AddressForm,
    AnonymousForm,
    CodeForm,
    ConfirmForm,
    ObjectForm,
    SayForm,
    WithdrawForm,
    WriteForm,
)
from ..intake.selectors import Held, held_by, intake_settings
from ..intake.story import told_to
from ..intake.uploads import HeldInMemory
from ..models import Envelope, Writers

SENDING = Limit("voice.write", 60)
GUESSING = Limit("voice.code", 40)
LANGUAGES = dict(settings.LANGUAGES)


class VoiceView(View):
    """Speaks the language named in the address, so that choosing one needs no cookie."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        chosen = request.GET.get("language", "")
        if chosen in LANGUAGES:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return super().dispatch(request, *args, **kwargs)

    @property
    def address(self) -> str:
        """Whose tries are counted; see collab.common.limits, which does not keep it."""
        return address_of(self.request)

    def show(self, name: str, status: int = 200, **context: Any) -> HttpResponse:
        told = {"doors": intake_settings(), "languages": settings.LANGUAGES, "path": self.request.path}
        return render(self.request, f"feedback/voice/{name}.html", told | context, status=status)


class Home(VoiceView):
    """Which doors there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("home", may_write=may_write(request))


def may_write(request: HttpRequest) -> bool:
    """Whether this visitor may write under their name."""
    return request.user.is_authenticated or intake_settings().writers == Writers.EVERYONE


class Write(VoiceView):
    """The short form under one's name: for colleagues as themselves, for others by their address."""

    def form(self, *given: Any) -> forms.Form:
        return (WriteForm if self.request.user.is_authenticated else AddressForm)(*given)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not may_write(request):
            return redirect_to_login(request.get_full_path())
        return self.show("write", form=self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not may_write(request):
            raise Forbidden
        form = self.form(request.POST, request.FILES)
        try:
            SENDING.spend(self.address)
            if form.is_valid():
                return self.take(form)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show("write", status=refusal.status, form=form)
        return self.show("write", status=422, form=form)

    def take(self, form: Any) -> HttpResponse:
        if self.request.user.is_authenticated:
            return redirect(url_of(actions.write_in(actor=page_actor(self.request), words=form.words())))
        email = form.cleaned_data["email"]
        feedback, code = actions.write_in_by_address(actor=UNNAMED, words=form.words(), email=email)
        answer = self.show("received", code=code, number=feedback.number)
        answer["Cache-Control"] = "no-store"
        return answer


@method_decorator(csrf_exempt, name="dispatch")
class Anonymous(VoiceView):
    """The short form without a name. There is no cookie that could prove where the form came from, and no sign-in
    that a forged form could borrow.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        if not intake_settings().allows_anonymous:
            raise NotFound
        return self.show("anonymous", form=AnonymousForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not intake_settings().allows_anonymous:
            raise NotFound
        request.upload_handlers = [HeldInMemory(request)]
        form = AnonymousForm(request.POST, request.FILES)
        try:
            SENDING.spend(self.address)
            if form.is_valid():
                code = actions.write_anonymously(actor=UNNAMED, words=form.words())
                return self.show("received", code=code)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show("anonymous", status=refusal.status, form=form)
        return self.show("anonymous", status=422, form=form)


STEPS: dict[str, tuple[str, type[forms.Form]]] = {
    "say": (Envelope.Step.SAY, SayForm),
    "confirm": (Envelope.Step.CONFIRM, ConfirmForm),
    "object": (Envelope.Step.OBJECT, ObjectForm),
    "withdraw": (Envelope.Step.WITHDRAW, WithdrawForm),
}


@method_decorator(csrf_exempt, name="dispatch")
class FollowUp(VoiceView):
    """What became of it, and what one has to say to that; the code travels in the body alone and is asked each time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("follow_up", form=CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        try:
            GUESSING.check(self.address)
            held = held_by(request.POST.get("code", "")[:100])
            if form.is_valid() and not held.is_known:
                GUESSING.spend(self.address)
                form.add_error("code", str(actions.UNKNOWN_CODE))
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show("follow_up", status=refusal.status, form=form)
        if not form.is_valid():
            return self.show("follow_up", status=422, form=form)
        step = STEPS.get(request.POST.get("step", ""))
        return self.take(held, form.cleaned_data["code"], *step) if step else self.story(held)

    def take(self, held: Held, code: str, step: str, kind: type[forms.Form]) -> HttpResponse:
        form = kind(self.request.POST)
        if not form.is_valid():
            return self.story(held, failed=(step, form), status=422)
        try:
            SENDING.spend(self.address)
            actions.speak_by_code(actor=UNNAMED, code=code, step=step, **form.cleaned_data)
        except (Invalid, TooMany) as refusal:
            show_refusal(form, refusal)
            return self.story(held, failed=(step, form), status=refusal.status)
        except Refusal as refusal:
            return self.story(held_by(code), refused=str(refusal), status=refusal.status)
        return self.story(held_by(code), done=True)

    def story(
        self, held: Held, status: int = 200, failed: tuple[str, forms.Form] | None = None, **more: Any
    ) -> HttpResponse:
        """State, answers and what is still closed; a form that was refused keeps what was typed."""
        told = told_to(held)
        shown = {step: failed[1] if failed and failed[0] == step else kind() for step, kind in STEPS.values()}
        offered = [(step, shown[step]) for step in told.steps]
        return self.show("story", status, told=told, forms=offered, code=self.request.POST["code"], **more)


class Address(VoiceView):
    """Whoever reads the mails of an address says that it is theirs. Programs that open links in mails press no button."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show("address", submitter=submitter_of_link(token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        submitter = submitter_of_link(token)
        try:
            actions.confirm_address(submitter=submitter, actor=UNNAMED)
        except Refusal as refusal:
            return self.show("address", status=refusal.status, submitter=submitter, refused=str(refusal))
        return self.show("address", submitter=submitter, done=True)
