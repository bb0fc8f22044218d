"""Check-ins 进展更新: what is said of a figure on its cadence, when the next is due, and who acknowledges it."""
