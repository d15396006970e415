"""Invented people, bodies and passages, to make a search index large: ``python -m tools.search_data``.

The names are put together from parts of Kazakh, Russian and English names; nobody is meant. The same seed
gives the same output. ``--unlike FILE`` leaves out everybody who shares a key of a surname with an entity of
a file of examples, so that a found homonym is a mistake of search and not of the data.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from foundation.core.languages import LANGUAGES
from foundation.search.analysis.folding import keys
from foundation.search.analysis.letters import words
from tools.console import say

_PARTS: dict[str, list[str]] = {
    name: parts.split()
    for name, parts in yaml.safe_load(Path(__file__).with_name("name_parts.yaml").read_text("utf-8")).items()
}
_BODY_KIND = {
    "kk": ("ЖШС", "АҚ", "банкі", "қоры", "тобы"),
    "ru": ("ТОО", "АО", "банк", "фонд", "группа"),
    "en": ("LLP", "JSC", "Bank", "Fund", "Group"),
}
_TO_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноууxиАГКНОУУХИ".replace("x", "х"))
_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
_TO_ENGLISH = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(" "), strict=True))
_ENDINGS = {
    "kk": ("", "ның", "ға", "ды", "да", "лар", "ларға", "ы"),
    "ru": ("", "а", "у", "ом", "ы", "ов", "ами", "ной"),
    "en": ("", "s", "ed", "ing", "er", "tion"),
}


def russian(text: str) -> str:
    """Return a Kazakh name in Russian letters."""
    return text.translate(_TO_RUSSIAN)


def english(text: str) -> str:
    """Return a name as an English passport or newspaper has it."""
    done = []
    for word in russian(text).split():
        latin = "".join(_TO_ENGLISH.get(letter, letter) for letter in word.lower()).replace("_", "")
        if word[0] in "ЕЁ":
            latin = "y" + latin.removeprefix("y")
        done.append(latin.replace("iy", "y").capitalize() if latin else word)
    return " ".join(done)


def _kazakh(chance: random.Random) -> dict[str, str]:
    woman = chance.random() < 0.45
    given = chance.choice(_PARTS["kk_given_f"] if woman else _PARTS["kk_given_m"])
    if chance.random() < 0.6:
        given = chance.choice(_PARTS["kk_first"]) + chance.choice(
            _PARTS["kk_last_f"] if woman else _PARTS["kk_last_m"]
        )
    root = chance.choice(_PARTS["kk_surname"])
    if chance.random() < 0.65:
        root += chance.choice(_PARTS["kk_middle"])
    if chance.random() < 0.15:
        root = chance.choice(_PARTS["kk_first"]) + chance.choice(_PARTS["kk_last_m"])
    if chance.random() < 0.12:
        surname = root + ("қызы" if woman else "ұлы")
    else:
        soft = root[-1] in "йіи"
        surname = (root[:-1] if root[-1] in "йіиы" else root) + ("ев" if soft else "ов") + "а" * woman
    name = f"{given} {surname}"
    return {"en": english(name), "ru": russian(name), "kk": name}


def _russian(chance: random.Random) -> dict[str, str]:
    woman = chance.random() < 0.45
    given = chance.choice(_PARTS["ru_given_f"] if woman else _PARTS["ru_given_m"])
    root = chance.choice(_PARTS["ru_surname"]).rstrip("ь") + chance.choice(
        ["", "", "о", "ан", "ун", "ищ", "ат"]
    )
    ending = chance.choice(_PARTS["ru_last"])
    surname = root.rstrip("о") + ending
    if woman:
        surname = surname[:-2] + "ая" if ending.endswith("ский") else surname + "а" * (ending[-1] in "вн")
    name = f"{given} {surname}"
    return {"en": english(name), "ru": name, "kk": name}


def _english(chance: random.Random) -> dict[str, str]:
    given, first, last = (chance.choice(_PARTS[part]) for part in ("en_given", "en_first", "en_last"))
    name = f"{given} {first}{last}"
    return dict.fromkeys(("en", "ru", "kk"), name)


def _body(chance: random.Random) -> dict[str, str]:
    first, second, last = (chance.choice(_PARTS[part]) for part in ("body", "body", "kk_surname"))
    name = f"{first} {second}-{last}"
    kind = chance.randrange(len(_BODY_KIND["en"]))
    plain = {"en": english(name.replace("-", " ")), "ru": russian(name), "kk": name}
    return {code: f"{text} {_BODY_KIND[code][kind]}" for code, text in plain.items()}


def entities(count: int, seed: int, taken: frozenset[str] = frozenset()) -> Iterator[dict[str, object]]:
    """Yield so many entities in the shape of a file of examples; ``taken`` are keys that no surname has."""
    chance = random.Random(seed)  # noqa: S311 - the same data in every run, nothing secret
    made = 0
    while made < count:
        draw = chance.random()
        make = _kazakh if draw < 0.6 else _russian if draw < 0.85 else _english if draw < 0.95 else _body
        names = make(chance)
        if any(key in taken for text in set(names.values()) for key in keys(words(text)[-1])):
            continue
        made += 1
        kind = "organisation" if make is _body else "person"
        yield {"id": f"x{made:07d}", "kind": kind, "names": names}


def passages(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield so many passages of invented words among the commonest of courts, a third in each language."""
    chance = random.Random(seed)  # noqa: S311 - the same data in every run, nothing secret
    stock = {
        code: [
            "".join(chance.choices(_PARTS[f"syllables_{code}"], k=chance.randint(2, 4))) for _ in range(8000)
        ]
        for code in LANGUAGES
    }
    for number in range(1, count + 1):
        code = ("kk", "ru", "en")[number % 3]
        told = [
            chance.choice(_PARTS[f"common_{code}"])
            if chance.random() < 0.25
            else stock[code][int(8000 * chance.random() ** 2)] + chance.choice(_ENDINGS[code])
            for _ in range(chance.randint(8, 40))
        ]
        yield {"doc_id": f"x{number:07d}", "lang": code, "text": " ".join(told).capitalize() + "."}


def surnames_of(path: Path) -> frozenset[str]:
    """Return the keys of all words of all names in a file of examples."""
    held = json.loads(path.read_text(encoding="utf-8"))["entities"]
    return frozenset(
        key for one in held for text in one["names"].values() for word in words(text) for key in keys(word)
    )


def main() -> int:
    """Write a file of entities or of passages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["names", "texts"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--unlike", type=Path, help="a file of examples")
    asked = parser.parse_args()
    if asked.kind == "names":
        taken = surnames_of(asked.unlike) if asked.unlike else frozenset()
        data: dict[str, object] = {"entities": list(entities(asked.count, asked.seed, taken)), "queries": []}
    else:
        data = {"docs": list(passages(asked.count, asked.seed)), "queries": []}
    asked.out.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    say(f"{asked.count:,} {asked.kind} in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
