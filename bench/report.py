"""Writes what was measured: a page with charts, JSON, a table on the terminal, and the kept history."""

import json
import platform
from html import escape
from pathlib import Path
from typing import Any

from .charts import ratio_bars, size_lines
from .operations import operations
from .table import Line, lines
from .targets import TARGETS

DOCS = Path(__file__).resolve().parents[1] / "docs" / "bench"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
STYLE = """
:root{color-scheme:light dark} body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%} td,th{padding:.3rem .6rem;border-bottom:1px solid #8884;text-align:left}
.yes{color:#1a7f4b} .no{color:#c2402b;font-weight:600} svg{width:100%;height:auto;font:12px system-ui}
svg text{fill:currentColor} .good{fill:#2f8f83} .bad{fill:#c2402b} .tick{stroke:currentColor;stroke-width:2}
pre{overflow:auto;font-size:12px;background:#8881;padding:.8rem} summary{cursor:pointer}
"""


def publish(run: dict[str, Any], out: Path, *, keep: bool) -> None:
    """All forms of the report; with `keep`, the figures go into docs/bench too."""
    found = lines(run)
    for line in found:
        print(f"{line.mark:13}{line.figure:>8}  {line.target:>9}  {line.what}: {line.value}")
    (out / "report.json").write_text(json.dumps(run, ensure_ascii=False, indent=1))
    (out / "report.html").write_text(_page(run, found))
    print(f"{out / 'report.html'}")
    if keep:
        _keep(run, found)


def _page(run: dict[str, Any], found: list[Line]) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.what)}</td><td>{escape(line.value)}</td><td>{line.figure}</td>"
        f'<td>{line.target}</td><td class="{line.mark}">{line.mark}</td></tr>'
        for line in found
    )
    body = [
        "<h1>Benchmark</h1>",
        f"<p>{escape(_circumstances(run))}</p>",
        "<table><thead><tr><th>Operation</th><th>Value</th><th>Ratio</th><th>Target</th><th>Reached</th></tr></thead>",
        f"<tbody>{rows}</tbody></table>",
        *(_charts(stage) for stage in run["stages"]),
        "<h2>p50 by size</h2>",
        size_lines(_by_size(run["stages"])),
        *(_reasons(stage) for stage in run["stages"]),
    ]
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head = f"{meta}<title>Benchmark</title><style>{STYLE}</style>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(body)}</body></html>'


def _circumstances(run: dict[str, Any]) -> str:
    sizes = ", ".join(f"{stage['size']:,}" for stage in run["stages"])
    return (
        f"{run['at']}, commit {run['commit']}, Python {run['python']}, {run['cores']} cores, {platform.machine()}; "
        f"{sizes} matters; 8 clients, 2 web processes; R = a plain DRF ModelSerializer list of 50 with session "
        f"sign-in, default middleware and COUNT paging, in the same run; {run['seconds']} s in all."
    )


def _charts(stage: dict[str, Any]) -> str:
    found, rows = stage["operations"], []
    base = found["reference"]["rate"]
    for operation in operations():
        if figures := found.get(operation.name):
            ratio, least = figures["rate"] / base, TARGETS[operation.name].least
            rows.append((operation.title[:44], ratio, least, ratio >= least))
    return f"<h2>{stage['size']:,} matters (R = {base:.0f}/s)</h2>{ratio_bars(rows, 'R')}"


def _by_size(stages: list[dict[str, Any]]) -> dict[str, list[tuple[int, float]]]:
    return {
        operation.name: [
            (stage["size"], stage["operations"][operation.name]["p50"])
            for stage in stages
            if operation.name in stage["operations"]
        ]
        for operation in operations()
        if all(operation.name in stage["operations"] for stage in stages)
    }


def _reasons(stage: dict[str, Any]) -> str:
    """The statements and the profile of each operation, for those who ask why."""
    parts = [f"<h2>Where the time goes at {stage['size']:,}</h2>"]
    for name, counted in stage.get("statements", {}).items():
        listed = "\n".join(f"{place:2} {sql}" for place, sql in enumerate(counted["statements"], 1))
        profile = counted.get("profile", "")
        parts.append(
            f"<details><summary>{escape(name)}: {counted['count']} statements</summary>"
            f"<pre>{escape(listed)}</pre><pre>{escape(profile)}</pre></details>"
        )
    return "".join(parts)


def _keep(run: dict[str, Any], found: list[Line]) -> None:
    """Append to the history and set the table of the newest run into the README."""
    history = DOCS / "history.json"
    kept = json.loads(history.read_text()) if history.exists() else []
    entry = {key: run[key] for key in ("at", "commit", "seconds", "python", "cores")}
    entry["lines"] = [
        {
            "what": line.what,
            "value": line.value,
            "ratio": line.figure,
            "target": line.target,
            "reached": line.reached,
        }
        for line in found
    ]
    history.write_text(json.dumps([*kept, entry], ensure_ascii=False, indent=1) + "\n")
    readme = DOCS / "README.md"
    before, _, rest = readme.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    table = ["| operation | value | ratio | target | reached |", "|---|---|---|---|---|"]
    table += [
        f"| {line.what} | {line.value} | {line.figure} | {line.target} | {line.mark} |" for line in found
    ]
    text = f"{BEGIN}\n{_circumstances(run)}\n\n" + "\n".join(table) + f"\n{END}"
    readme.write_text(before + text + after)
