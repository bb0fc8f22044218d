"""Intake 受理渠道: the doors by which feedback comes in from outside the house, and what protects who uses them."""
