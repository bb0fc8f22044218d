"""Guesses what became of an agenda item from the words under it: deferred, decided, told or discussed."""

import re

from .models import ReadItem

_DEFERRED = re.compile(
    r"延期|顺延|推迟|遗留到|改为下次|延后|缓议|未讲|缺席|未与会|因冲突取消|下次(?:会议|例会)再|"
    r"postponed?|deferred|tabled|punt(?:ed)?\b|"
    r"(?:not|no time|ran out of time|didn['’]t have time|did not have time) .{0,24}(?:addressed|"
    r"discuss(?:ed)?|reached)|skipp(?:ed|ing)|"
    r"next (?:meeting|week|time)\W*$",
    re.I,
)
_DECIDED = re.compile(
    r"结论|决策|决议|议定|同意|通过|批准|全票|会议决定|\b(?:decided|decision|approved|resolved|agreed|"
    r"consensus|carried|adopted|merged|landed|"
    r"motion|unanimous(?:ly)?|ratified)\b",
    re.I,
)
_INFORM = re.compile(
    r"announcement|update|\bfyi\b|status|report|introduction|介绍|进展|汇报|通报|宣讲|同步|述职|宣传", re.I
)


def outcome_of(item: ReadItem) -> str:
    body = item.body
    if _DEFERRED.search(f"{item.title}\n{body[-600:]}"):
        return "deferred"
    if _DECIDED.search(body):
        return "decide"
    if _INFORM.search(item.title):
        return "inform"
    return "discuss" if body else ""
