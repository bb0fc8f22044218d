"""Pages and dialogs about what all kinds of matters share."""
