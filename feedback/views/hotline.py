"""The hotline's page: one form after the other, with the calls taken down last beside it."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from collab.common.errors import NotFound, Refusal
from collab.common.partials import page_actor, show_refusal
from collab.matters.rows import rows_of

from ..actions import log_call
from ..forms.hotline import CallForm
from ..intake.policies import can_log_calls
from ..models import Channel, Feedback

LAST = 10


class Hotline(LoginRequiredMixin, View):
    """GET shows an empty form; POST takes the call down and shows the next, with the code to be read aloud."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(CallForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CallForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            feedback, code = log_call(actor=page_actor(request), words=form.words(), call=form.call())
        except Refusal as refusal:
            show_refusal(form, refusal)
            return self.show(form, status=refusal.status)
        return self.show(CallForm(), taken=feedback, code=code, email=form.call().email)

    def show(self, form: CallForm, status: int = 200, **more: Any) -> HttpResponse:
        if not can_log_calls(page_actor(self.request)):
            raise NotFound
        mine = Feedback.objects.visible_to(self.request.user).filter(channel=Channel.HOTLINE).with_card()
        context = {"form": form, "rows": rows_of(mine.order_by("-pk")[:LAST])} | more
        answer = render(self.request, "feedback/hotline.html", context, status=status)
        answer["Cache-Control"] = "no-store"
        return answer
