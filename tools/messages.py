"""Translations of the pages: ``python -m tools.messages collect|compile|check ...``, in the order given.

collect   writes new texts of code and templates into ``locale/{kk,ru}`` (needs gettext)
compile   writes each ``.mo`` beside its ``.po`` (needs no gettext, and gives the same bytes everywhere)
check     fails on a stale or missing ``.mo``, and on fuzzy, untranslated or broken entries
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib  # type: ignore[import-untyped]

from tools.console import give_up, say

ROOT = Path(__file__).resolve().parent.parent
#: English is the language of the code; these two are complete, or `make check` fails.
LANGUAGES = ("kk", "ru")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!\{)\{\w*\}(?!\})")


def catalogues(root: Path = ROOT) -> list[Path]:
    """Return all our .po files."""
    return sorted((root / "locale").glob("*/LC_MESSAGES/*.po"))


def compiled(catalogue: Path) -> bytes:
    """Return the content of the .mo of a .po: sorted, without fuzzy entries and without times of day.

    Raises OSError or UnicodeDecodeError (with file and line in the text) if the .po is damaged.
    """
    entries = polib.pofile(str(catalogue), encoding="utf-8")
    for moment in ("POT-Creation-Date", "PO-Revision-Date"):
        entries.metadata.pop(moment, None)
    content: bytes = entries.to_binary()
    return content


def complaints(catalogue: Path, language: str) -> Iterator[str]:
    """Yield one line for each thing that is wrong with a .po and its .mo."""
    try:
        expected = compiled(catalogue)
    except (OSError, UnicodeDecodeError) as error:
        yield f"cannot be read: {error}"
        return
    target = catalogue.with_suffix(".mo")
    if not target.is_file():
        yield f"{target.name} is missing (make messages)"
    elif target.read_bytes() != expected:
        yield f"{target.name} is stale (make messages)"
    if language not in LANGUAGES:
        return
    for entry in polib.pofile(str(catalogue), encoding="utf-8"):
        if entry.obsolete:
            continue
        where = f"line {entry.linenum}: {entry.msgid!r}"
        if entry.fuzzy:
            yield f"{where} is fuzzy"
        elif not entry.translated():
            yield f"{where} is not translated"
        elif lost := _lost_placeholders(entry):
            yield f"{where} has other placeholders than its translation: {', '.join(lost)}"


def _lost_placeholders(entry: polib.POEntry) -> list[str]:
    """Return the placeholders that stand only in the original or only in a translation."""
    source = set(_PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    lost: set[str] = set()
    for text in entry.msgstr_plural.values() or [entry.msgstr]:
        found = set(_PLACEHOLDER.findall(text))
        # A plural form may leave out the number ("one filing"), but never invent a name.
        lost |= found - source if entry.msgid_plural else found ^ source
    return sorted(lost)


def check(root: Path = ROOT) -> list[str]:
    """Return all complaints, each with its file; a complete language without a catalogue is one of them."""
    needed = [f"locale/{language}/LC_MESSAGES/django.po" for language in LANGUAGES]
    found = [f"{name} is missing" for name in needed if not (root / name).is_file()]
    for path in catalogues(root):
        name = path.relative_to(root)
        found += [f"{name}: {line}" for line in complaints(path, path.parent.parent.name)]
    binaries = sorted((root / "locale").glob("*/LC_MESSAGES/*.mo"))
    orphans = [path.relative_to(root) for path in binaries if not path.with_suffix(".po").is_file()]
    return found + [f"{name} has no .po" for name in orphans]


def write_compiled(root: Path = ROOT) -> None:
    """Write the .mo of every .po."""
    for path in catalogues(root):
        path.with_suffix(".mo").write_bytes(compiled(path))
        say(f"compiled {path.relative_to(root).with_suffix('.mo')}")


def collect() -> None:
    """Collect the texts with Django's makemessages; one line and exit code 1 without gettext."""
    if not (shutil.which("xgettext") and shutil.which("msgmerge")):
        give_up("gettext is missing: apt install gettext")
    for language in LANGUAGES:
        (ROOT / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "--no-obsolete", "--add-location", "file"]
    for ignored in ("tests", "tools", "staticfiles"):
        command += ["--ignore", ignored]
    for language in LANGUAGES:
        command += ["--locale", language]
    environment = {**os.environ, "DEBUG": os.environ.get("DEBUG", "1")}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:  # noqa: S603  no outside input
        give_up("makemessages failed; the lines above say why.")
    for path in catalogues():
        # The time of this run would change the file at every run.
        text = re.sub(
            r'^"POT-Creation-Date: .*\\n"\n', "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        path.write_text(text, encoding="utf-8")


def main() -> int:
    """Do what the command line names."""
    wanted = sys.argv[1:]
    if not wanted or not set(wanted) <= {"collect", "compile", "check"}:
        give_up("usage: python -m tools.messages collect|compile|check ...")
    for verb in wanted:
        match verb:
            case "collect":
                collect()
            case "compile":
                write_compiled()
            case _:
                found = check()
                for line in found:
                    say(line)
                if found:
                    return 1
                say(f"{len(catalogues())} catalogues are complete and compiled")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
