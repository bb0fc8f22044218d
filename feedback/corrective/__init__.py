"""Corrective action 纠正措施 (8D): steps with owners and dates, a rule that opens one, an independent check."""
