"""One's own files: how far they are, taking one away, dropping one."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import NotFound
from collab.common.partials import DialogView, page_actor, wants_part

from .actions import discard_file
from .jobs import have_made
from .models import MadeFile
from .serving import kept


def made_for(request: HttpRequest, **asked) -> HttpResponse:
    """Have a file made (see request_file) and show where it will be found."""
    have_made(actor=page_actor(request), **asked)
    return redirect("files:list")


class Files(LoginRequiredMixin, View):
    """One's own files and how far they are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        files = list(MadeFile.objects.visible_to(request.user).defer("question"))
        context = {"files": files, "unfinished": any(not one.is_over for one in files)}
        template = "files/_list.html" if wants_part(request) else "files/list.html"
        return render(request, template, context)


def own_file(request: HttpRequest, pk: int) -> MadeFile:
    """The reader's own file, or NotFound."""
    found = MadeFile.objects.visible_to(request.user).defer("question").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


class Download(LoginRequiredMixin, View):
    """Take a file away; Conflict while it is not ready."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        return kept(own_file(request, pk))


class Discard(DialogView):
    """Drop a file before its time."""

    title, danger = _("Remove this file"), True

    def prepare(self) -> None:
        self.made = own_file(self.request, self.kwargs["pk"])
        self.text = self.made.name

    def carry_out(self, form) -> None:
        discard_file(made=self.made, actor=page_actor(self.request))

    def topics(self) -> list[str]:
        return ["me"]

    def home(self) -> str:
        return reverse("files:list")
