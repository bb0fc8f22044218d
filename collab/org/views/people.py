"""People looked up by name as one types."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from ..models import Membership, Person
from ..selectors import people_named

OFFERED = 20


class _Typed(forms.Form):
    q = forms.CharField(required=False, max_length=100)


@login_required
@require_GET
def options(request: HttpRequest) -> JsonResponse:
    """The first people whose name or handle holds `q`, each with a department to tell namesakes apart."""
    form = _Typed(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else None
    parts = Membership.objects.select_related("department").order_by("pk")
    found = people_named(request.user, text) if text is not None else Person.objects.none()
    rows = [
        {
            "id": person.pk,
            "name": str(person),
            "handle": person.username,
            "department": next((part.department.display_name for part in person.memberships.all()), ""),
        }
        for person in found.prefetch_related(Prefetch("memberships", parts))[:OFFERED]
    ]
    return JsonResponse({"people": rows})
