"""What every API door is made of.

`resources.Resource` is the base of a resource: it answers lists in cursor pages with declared filters, single
rows with an ETag, and problems as RFC 9457. A room subclasses it in its `api.py` (or `api/`), names the
queryset, the columns of a list row and the shape of a single one, and lists itself in `routes`:

    routes = [("departments", DepartmentResource)]

`collab/api.py` gathers the routes of all rooms. Changes go through actions; `body_of()` reads JSON by a form.
"""
