"""The search page and the palette's results."""

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.matters.models import Kind
from collab.matters.models.matter import known_kinds
from collab.org.models import Department
from collab.org.selectors import people_named

from ..selectors import search


class SearchForm(forms.Form):
    """Words, and what to leave out."""

    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "data-page-search": True}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("Any")
    )
    open = forms.BooleanField(label=_("Open only"), required=False)

    def __init__(self, data, reader):
        super().__init__(data)
        kinds = [(kind, Kind(kind).label) for kind in known_kinds()]
        self.fields["kind"].choices = [("", _("Any")), *kinds]
        self.fields["department"].queryset = Department.objects.visible_to(reader).active()


class Search(LoginRequiredMixin, View):
    """Everything visible that holds the words, by kind."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET, request.user)
        if not form.is_valid():
            return render(request, "insight/search.html", {"form": form, "q": ""}, status=400)
        chosen, person = form.cleaned_data, request.user
        text = chosen["q"].strip()
        context: dict = {"form": form, "q": text}
        if text:
            context |= {
                "groups": search.groups(
                    person,
                    text,
                    kind=chosen["kind"],
                    department=chosen["department"],
                    only_open=chosen["open"],
                ),
                "people": list(people_named(person, text)[: search.NAMES]),
                "departments": search.departments(person, text),
            }
        return render(request, "insight/search.html", context)


class Palette(LoginRequiredMixin, View):
    """A few results as options of the palette's list box."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET, request.user)
        text = form.cleaned_data["q"].strip() if form.is_valid() else ""
        context = {}
        if text:
            context = {
                "rows": search.quick(request.user, text),
                "people": list(people_named(request.user, text)[: search.NAMES]),
                "departments": search.departments(request.user, text),
                "q": text,
            }
        return render(request, "insight/_palette.html", context)
