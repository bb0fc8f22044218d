"""The supervision board, and a department's work on its own page."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views import View

from collab.common.errors import NotFound, require
from collab.common.partials import wants_part
from collab.matters.models import Light
from collab.org.models import Department
from collab.org.standing import standing_of

from ..selectors import supervision


class Supervision(LoginRequiredMixin, View):
    """Departments by lights, and the lists behind the figures."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        require(standing_of(person).is_coordinator, _("The supervision board is for coordinators."))
        context = {
            "heat": supervision.heat_map(person),
            "lights": [{"code": light.value, "label": Light(light).label} for light in supervision.LIGHTS],
            "unsigned": supervision.unsigned(person),
            "overdue": supervision.overdue(person),
            "escalated": supervision.escalated(person),
        }
        template = "insight/_supervision.html" if wants_part(request) else "insight/supervision.html"
        answer = render(request, template, context)
        patch_vary_headers(answer, ["HX-Request"])
        return answer


class DepartmentWork(LoginRequiredMixin, View):
    """A department's open tasks, fetched into its page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        department = Department.objects.visible_to(request.user).filter(pk=pk).first()
        if department is None:
            raise NotFound
        context = supervision.department_work(request.user, department) | {"department": department}
        return render(request, "insight/_department_work.html", context)
