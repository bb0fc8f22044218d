"""Bar charts as plain SVG, light and dark alike."""

from collections.abc import Sequence
from html import escape

ROW, LEFT, WIDTH, SPAN = 26, 300, 900, 520


def ratio_bars(rows: Sequence[tuple[str, float, float | None, bool]], unit: str) -> str:
    """One bar per row: label, value, target (a tick), and whether it is reached."""
    if not rows:
        return ""
    top = max([value for _, value, _, _ in rows] + [target or 0 for _, _, target, _ in rows]) or 1
    parts = []
    for place, (label, value, target, reached) in enumerate(rows):
        y = place * ROW
        long = SPAN * value / top
        parts.append(
            f'<text class="label" x="{LEFT - 8}" y="{y + 17}" text-anchor="end">{escape(label)}</text>'
        )
        kind = "good" if reached else "bad"
        parts.append(f'<rect class="{kind}" x="{LEFT}" y="{y + 5}" width="{long:.1f}" height="16" rx="2"/>')
        parts.append(f'<text x="{LEFT + long + 6:.1f}" y="{y + 17}">{value:.2f} {escape(unit)}</text>')
        if target:
            x = LEFT + SPAN * target / top
            parts.append(f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 2}" y2="{y + 24}"/>')
    height = len(rows) * ROW + 4
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(unit)}">{"".join(parts)}</svg>'
    )


def size_lines(series: dict[str, list[tuple[int, float]]]) -> str:
    """p50 in milliseconds over the number of matters, one line per operation, both axes by powers of ten."""
    from math import log10

    points = [point for line in series.values() for point in line]
    if len({size for size, _ in points}) < 2:
        return ""
    sizes, values = [log10(size) for size, _ in points], [log10(max(value, 0.1)) for _, value in points]
    left, right, low, high = min(sizes), max(sizes), min(values), max(values) + 0.05
    wide, tall = 560, 300
    parts = []
    for place, (name, line) in enumerate(series.items()):
        hue = place * 360 // len(series)
        spots = [
            (
                40 + wide * (log10(size) - left) / (right - left),
                20 + tall * (high - log10(max(value, 0.1))) / max(high - low, 0.1),
            )
            for size, value in line
        ]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
        parts.append(f'<polyline fill="none" stroke="hsl({hue} 60% 45%)" stroke-width="2" points="{path}"/>')
        parts.append(f'<text x="{wide + 80}" y="{30 + place * 22}" fill="hsl({hue} 60% 45%)">{escape(name)} ')
        parts.append(f"{line[0][1]:.0f} → {line[-1][1]:.0f} ms</text>")
    return (
        f'<svg viewBox="0 0 {WIDTH} {tall + 40}" role="img" aria-label="p50 by size">{"".join(parts)}</svg>'
    )
