"""What a query finds: matters with the place where it stands, people, departments, inside the audience."""

import re
import unicodedata
from typing import Any

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from collab.matters import search
from collab.matters.models import Kind, Matter
from collab.matters.rows import rows_of
from collab.org.models import Department

RESULTS = 60
QUICK = 8
NAMES = 5
AROUND = 90
NUMBER = re.compile(r"^\s*([A-Za-z])[-\s]?(\d{1,15})\s*$")


def by_number(person, text: str) -> Any:
    """The matter with the number typed, if it is one."""
    match = NUMBER.match(text)
    seen: Any = Matter.objects.visible_to(person)
    return seen.numbered(match[1], int(match[2])) if match else seen.none()


def found_matters(
    person, text: str, *, kind: str = "", department=None, only_open: bool = False
) -> list[Matter]:
    """Matters holding every word, latest first; one named by its number comes before them."""
    rows: Any = Matter.objects.visible_to(person)
    if kind:
        rows = rows.filter(kind=kind)
    if department is not None:
        rows = rows.filter(department=department)
    if only_open:
        rows = rows.open()
    first = list(by_number(person, text).with_card())
    others = search.matching(rows.with_card(), text).order_by("-updated_at", "-pk")[:RESULTS]
    return list({row.pk: row for row in [*first, *others]}.values())


def groups(person, text: str, **filters: Any) -> list[dict[str, Any]]:
    """What was found, by kind, each row with its snippet."""
    matters = found_matters(person, text, **filters)
    rows = dict(zip((matter.pk for matter in matters), rows_of(matters), strict=True))
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for matter in matters:
        row = rows[matter.pk] | {
            "snippet": snippet(matter.body, text),
            "shown_title": marked(matter.title, text),
        }
        by_kind.setdefault(matter.kind, []).append(row)
    return [{"kind": kind, "label": Kind(kind).label, "rows": held} for kind, held in by_kind.items()]


def departments(person, text: str) -> list[Department]:
    """Departments by either name or code."""
    named = Q(name__icontains=text) | Q(name_zh__icontains=text) | Q(code__iexact=text)
    return list(Department.objects.visible_to(person).active().filter(named)[:NAMES])


def quick(person, text: str) -> list[dict[str, Any]]:
    """A handful of matters for the palette."""
    first = list(by_number(person, text).with_card())
    seen: Any = Matter.objects.visible_to(person).with_card()
    others = search.matching(seen, text).order_by("-updated_at", "-pk")[:QUICK]
    return rows_of(list({row.pk: row for row in [*first, *others]}.values())[:QUICK])


def snippet(body: str, text: str) -> SafeString:
    """The words around the first hit in the description, the hit marked; empty where it stands elsewhere."""
    plain = " ".join(unicodedata.normalize("NFKC", body).split())
    hit = _pattern(text).search(plain) if text.strip() else None
    if hit is None:
        return mark_safe("")
    start, end = max(0, hit.start() - AROUND), min(len(plain), hit.end() + AROUND)
    cut = ("… " if start else "") + plain[start:end] + (" …" if end < len(plain) else "")
    return marked(cut, text)


def marked(plain: str, text: str) -> SafeString:
    """The text, escaped, with every hit marked."""
    if not text.strip():
        return mark_safe(escape(plain))
    pieces, at = [], 0
    for hit in _pattern(text).finditer(plain):
        pieces += [escape(plain[at : hit.start()]), "<mark>", escape(hit.group()), "</mark>"]
        at = hit.end()
    return mark_safe("".join([*pieces, escape(plain[at:])]))


def _pattern(text: str) -> re.Pattern:
    words = sorted({word for word, _prefix in search.query_tokens(text)}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words) or r"(?!)", re.IGNORECASE)
