"""A plain Django REST project and a bare uvicorn socket server: what the product is measured against."""
