"""The closed loop of feedback 反馈: taken in, handed to a department, answered, and closed by whoever gave it."""
