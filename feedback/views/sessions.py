"""The room in which people look back together: its page, its dialogs, and moves made without one."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from collab.common import clock
from collab.common.errors import Conflict, NotFound, Refusal
from collab.common.partials import done, page_actor, show_refusal, wants_part
from collab.matters.doings import doing_named
from collab.matters.forms import DoingForm
from collab.matters.views.doing import HangingDialog, row_steps

from .. import actions
from ..forms.retrospectives import CardForm
from ..models import Card, Retrospective, Session
from ..models.session import CARD, SESSION
from ..sessions.selectors import board_of
from ..sessions.states import PHASES, WRITABLE


def visible_session(person, pk: int) -> Session:
    """The session inside the reader’s audience, or NotFound."""
    rows = Session.objects.visible_to(person).select_related("facilitator", "retrospective__department")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def session_url(session: Session) -> str:
    """The room’s address."""
    return reverse("feedback:session", args=[session.pk])


class SessionPage(LoginRequiredMixin, View):
    """Columns with cards, what to do now, and for the facilitator what comes next."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = visible_session(request.user, pk)
        actor = page_actor(request)
        steps = row_steps(
            SESSION, session, actor, lambda name: reverse("feedback:session_do", args=[pk, name])
        )
        board = board_of(session, request.user)
        context = board | {
            "session": session,
            "retrospective": session.retrospective,
            "phase_label": PHASES.label(session.phase),
            "steps": [step for step in steps if not step["url"].endswith("/add-card/")],
            "writable": session.phase in WRITABLE,
            "form": CardForm(session=session),
            "box": session.minutes_each * 60,
            "now": clock.now(),
            "hints": [(column["label"], column["hint"]) for column in board["columns"]],
        }
        return render(request, "feedback/session.html", context)


class AddCard(LoginRequiredMixin, View):
    """POST writes a card; the small form answers with itself, empty again or with what was typed."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        session = visible_session(request.user, pk)
        form = CardForm(request.POST, session=session)
        if form.is_valid():
            try:
                actions.add_card(session=session, actor=page_actor(request), **form.cleaned_data)
            except NotFound:
                raise
            except Refusal as refusal:
                show_refusal(form, refusal)
        context = {"session": session, "form": form}
        if form.errors:
            return render(request, "feedback/_card_form.html", context, status=422)
        if not wants_part(request):
            return redirect(session_url(session))
        context["form"] = CardForm(session=session, column=form.cleaned_data["column"], at_once=True)
        answer = render(request, "feedback/_card_form.html", context)
        answer["HX-Trigger-After-Settle"] = f"matter-{session.retrospective_id}"
        return answer


class InSession(HangingDialog):
    """A dialog about something in a session; afterwards one is in the room again."""

    def tie(self, row: Any, matter: Retrospective) -> None:
        self.session_of(row).retrospective = matter

    @staticmethod
    def session_of(row: Any) -> Session:
        return row.session if isinstance(row, Card) else row

    def matter_id(self, row: Any) -> int:
        return self.session_of(row).retrospective_id

    def home(self) -> str:
        return session_url(self.session_of(self.subject))

    def misfit(self) -> str:
        phase = PHASES.label(self.session_of(self.subject).phase)
        return _("The session is in “%(phase)s” now; this step does not fit.") % {"phase": phase}


class SessionDialog(InSession):
    """The dialog of a step of a session."""

    kind = SESSION

    def rows(self) -> QuerySet:
        return Session.objects.visible_to(self.request.user).select_related("facilitator")


def visible_cards(person: Any) -> QuerySet:
    """Cards the reader may see now, with their session."""
    return Card.objects.visible_to(person).select_related("session", "author")


class CardDialog(InSession):
    """The dialog of a step of a card."""

    kind = CARD

    def rows(self) -> QuerySet:
        return visible_cards(self.request.user)

    def words(self) -> str:
        return str(self.subject.text)


class CardStep(LoginRequiredMixin, View):
    """POST votes on a card or places it, as buttons and the mouse do; a refusal is told, and the board is drawn as
    it is.
    """

    names = ("vote", "place")

    def post(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        card = visible_cards(request.user).filter(pk=pk).first()
        if card is None or name not in self.names:
            raise NotFound
        card.session.retrospective = Retrospective.objects.get_visible(
            request.user, card.session.retrospective_id
        )
        doing = doing_named(CARD, name)
        form = DoingForm(doing, card, request.user, request.POST)
        said, tone = "", "good"
        try:
            self.carry_out(doing, card, form)
        except NotFound:
            raise
        except Refusal as refusal:
            said, tone = str(refusal), "bad"
        topics = [f"matter.{card.session.retrospective_id}"]
        return done(request, topics=topics, url=session_url(card.session), said=said, tone=tone)

    def carry_out(self, doing: Any, card: Card, form: DoingForm) -> None:
        if not form.is_valid():
            raise Conflict(self.first_error(form), code="invalid")
        version = form.cleaned_data["version"]
        doing.do(matter=card, actor=page_actor(self.request), version=version, **form.answers())

    @staticmethod
    def first_error(form: forms.Form) -> str:
        return next(str(error) for errors in form.errors.values() for error in errors)
