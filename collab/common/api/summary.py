"""The base of answers that are figures, not pages of rows: filters as everywhere, no cursor."""

from typing import Any, ClassVar

from collab.common.api.filters import repeated_parameters, unknown_parameters
from collab.common.api.resources import Resource
from collab.common.errors import Invalid


class Summary(Resource):
    """One answer to one question; it has no single rows."""

    in_pages: ClassVar[bool] = False

    def given(self) -> dict[str, Any]:
        """The filters as they were given, or Invalid naming what is not known."""
        params = self.request.query_params
        errors = repeated_parameters(params) or unknown_parameters(params, self.filters)
        if errors:
            raise Invalid(errors)
        return {name: self.filters[name].read(name, value) for name, value in params.dict().items()}
