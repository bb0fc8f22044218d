"""What shows that a task is done: checklist, deliverables with their evidence, time spent."""
