"""What a key opens: a token that may only read writes nowhere, and no form is taken that another site could have sent."""

from collab.common.api.authentication import DoorAuthentication, SignedInWithinScope
from tests.access.routes import every_route

NAMELESS = {"voice:anonymous", "voice:follow_up"}  # no cookie reaches them, so there is nothing to borrow
OPEN = {"api:schema", "api:docs"}


def calls() -> dict[str, type]:
    """Every view of the API by the name of its route."""
    return {route.name: route.view.cls for route in every_route() if hasattr(route.view, "cls")}


def test_every_call_asks_for_the_scope_of_the_token_and_for_the_origin_of_a_session():
    found = calls()
    assert len(found) > 200
    for name, view in found.items():
        assert DoorAuthentication in view.authentication_classes, name
        asked = any(issubclass(one, SignedInWithinScope) for one in view.permission_classes)
        assert asked or name in OPEN, name


def test_no_page_takes_a_form_that_does_not_prove_where_it_comes_from():
    known = calls()
    exempt = {route.name for route in every_route() if getattr(route.view, "csrf_exempt", False)}
    assert exempt - known.keys() == NAMELESS
