"""What became of meetings 会议落实情况: decisions, the work they led to, attendance, and what the meetings cost."""
