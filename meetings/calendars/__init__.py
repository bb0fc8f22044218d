"""iCalendar (RFC 5545, 5546): zones, events, feeds and invitations written, replies read."""
