"""Every action is called by keyword and says who acts; every event can be told, in both languages."""

import ast
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation import override

from collab.activity.registry import all_events

from .source import PRODUCT, ROOT, Source, python, where

# Steps that only run inside another action, in its transaction and on the row it locked: the subject may
# stand first, and where nothing is recorded in the step itself, nobody is named.
INSIDE_ANOTHER_ACTION = {
    "collab/deadlines/actions/clocks.py": {
        "start_clock",
        "start_clocks",
        "start_timed",
        "settle",
        "cancel",
        "move",
        "pause",
        "resume",
        "note_report",
        "reopen",
    },
    "collab/deadlines/actions/extensions.py": {"lapse"},
    "collab/matters/actions/parties.py": {"set_parties"},
    "collab/matters/actions/spine.py": {"open_matter"},
    "feedback/actions/corrective_rule.py": {"watch_feedback"},
}
# What time itself or a console command brings about; the system is the one who acts.
BY_THE_SYSTEM = {
    "collab/deadlines/actions/sweep.py": {"sweep"},
    "collab/notifications/actions/sending.py": {"send_due_messages"},
    "collab/notifications/actions/storing.py": {"store_notifications"},
    "feedback/actions/pulses.py": {"carry_on_surveys"},
    "feedback/actions/conflict_following.py": {"escalate_conflicts"},
    "goals/actions/cycle_end.py": {"carry_on_scoring"},
    "goals/actions/figures.py": {"refresh_followers"},
    "goals/actions/health.py": {"turn_due_healths"},
    "insight/demo/actions/loading.py": {"is_loaded", "load_demo"},
    "insight/demo/actions/removing.py": {"remove_demo"},
    "insight/imports/actions.py": {"carry_on"},
    "collab/files/actions.py": {"carry_on_file", "drop_expired_files"},
    "meetings/actions/live_minutes.py": {"open_document", "settle_document"},
    "feedback/actions/closing.py": {"close_due_feedback"},
    "feedback/actions/envelopes.py": {"open_envelopes"},
    "feedback/actions/mails.py": {"send_due_mails"},
    "meetings/actions/occurrences.py": {"sweep_series"},
    "tasks/actions/series.py": {"make_due_occurrences"},
}


def exported(folder: str) -> set[str] | None:
    """The names a package of actions offers, from its `__all__`; None where it is a single module."""
    opening = ROOT / folder / "__init__.py"
    if not opening.exists():
        return None
    for node in ast.parse(opening.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def actions_in(source: Source) -> list[ast.FunctionDef]:
    """Functions a file of actions offers to doors."""
    folder = Path(source.path).parent.as_posix()
    offered = exported(folder) if folder.endswith("/actions") else None
    return [
        node
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (offered is None or node.name in offered)
    ]


def test_actions_take_keywords_only_and_name_their_actor():
    loose = []
    for source in python(*PRODUCT):
        if not source.is_action or source.name == "__init__":
            continue
        excused = INSIDE_ANOTHER_ACTION.get(source.path, set()) | BY_THE_SYSTEM.get(source.path, set())
        for node in actions_in(source):
            named = {argument.arg for argument in node.args.kwonlyargs}
            positional = node.args.posonlyargs + node.args.args
            if node.name not in excused and (positional or "actor" not in named):
                loose.append(f"{where(source, node)} {node.name}")
    assert not loose


def test_no_excuse_outlives_its_action():
    there = {
        (source.path, node.name)
        for source in python(*PRODUCT)
        if source.is_action
        for node in actions_in(source)
    }
    excused = {
        (path, name)
        for table in (INSIDE_ANOTHER_ACTION, BY_THE_SYSTEM)
        for path in table
        for name in table[path]
    }
    assert not excused - there


def test_an_actor_is_never_left_to_chance():
    optional = []
    for source in python(*PRODUCT):
        for node in source.functions() if source.is_action else ():
            pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            optional += [
                where(source, node) for argument, default in pairs if argument.arg == "actor" and default
            ]
    assert not optional


def test_every_event_has_a_sentence_in_english_and_in_chinese():
    with (ROOT / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = {m.id: m.string for m in read_po(file, locale="zh_Hans") if m.id and not m.fuzzy}
    silent, untranslated = [], []
    for event in all_events():
        with override("en"):
            sentence = str(event.sentence)
        if not sentence.strip():
            silent.append(event.code)
        if not catalogue.get(sentence):
            untranslated.append(event.code)
    assert (silent, untranslated) == ([], [])


IMPORT_EVERYTHING = """
import importlib, pkgutil, warnings
import django
django.setup()
import collab.urls
warnings.simplefilter("error")
warnings.filterwarnings("ignore", "No directory at")  # static files are collected when the site is set up
for root in ({rooms}):
    package = importlib.import_module(root)
    for found in pkgutil.walk_packages(package.__path__, root + "."):
        importlib.import_module(found.name)
"""


def test_every_module_is_imported_without_a_warning(tmp_path):
    code = IMPORT_EVERYTHING.format(rooms=", ".join(map(repr, PRODUCT)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "collab.settings",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
