"""What is to be reached: each line's least ratio, most statements, most growth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """`least` times the reference; at most `statements`; p50 at the largest size at most `growth` × the smallest."""

    least: float
    statements: int | None = None
    growth: float = 1.3


TARGETS = {
    "api_list": Target(2, 3),
    "api_detail": Target(1.3, 5),
    "api_create": Target(1.1, 18),
    "api_change": Target(1.1, 14),
    "search_zh": Target(0.5, growth=3),
    "search_en": Target(0.5, growth=3),
    "workbench": Target(1),
    "html_list": Target(1),
    "board": Target(1, 4),
    "list_again": Target(4),
    "detail_again": Target(4),
}
SWEEP_LEAST = 0.1
LIVE_MOST = 2.0
WEB_MIB, EMBEDDED_MIB, KIB_PER_SOCKET = 150, 220, 40
LIVE_SOCKETS = 2000
