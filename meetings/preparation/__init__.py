"""Preparing a meeting: proposals, time boxes, pre-reads, clashes, replies, delegates, quorum."""
