"""English dates: day before month, as instants are told elsewhere."""

DATE_FORMAT = "j M Y"
