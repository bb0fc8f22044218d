"""Hand-overs 对接单: what one department delivers to another, and who answers for it meanwhile."""
