"""Plans of work: who may, what is told, what they look like, whether people can carry them, what a shift moves."""
