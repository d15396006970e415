"""In which script a name is written. Pure."""

from __future__ import annotations

import unicodedata

from people.enums import Script


def script_of(name: str) -> Script:
    """Return the script that most letters of a name are written in."""
    letters = [sign for sign in name if sign.isalpha()]
    cyrillic = sum("CYRILLIC" in unicodedata.name(sign, "") for sign in letters)
    return Script.CYRILLIC if cyrillic * 2 > len(letters) else Script.LATIN
