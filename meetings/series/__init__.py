"""Meeting series: when the next one falls, who may change a series, and what is told of it."""
