"""YAML files as plain data. Only the safe subset: no tags of programs, no aliases, no key twice."""

from __future__ import annotations

from pathlib import Path

import yaml

from web.imports.parsing.problems import Place, Problem, shown

#: The longest file that is read, in bytes. The largest of the flagship case has about 90,000.
MAX_BYTES = 2_000_000

# The same safe constructors in C where the library has them, five times as fast.
_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_document(path: Path, problems: list[Problem]) -> object:
    """Return the data of a YAML file; None after an error, which is appended to `problems`."""
    place = Place(path.name)
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        problems.append(place.problem("the file is missing"))
        return None
    except OSError as error:
        problems.append(place.problem(f"the file cannot be read ({error.strerror})"))
        return None
    if raw is None:
        problems.append(place.problem(f"the file is longer than {MAX_BYTES:,} bytes"))
        return None
    try:
        return _load(raw.decode("utf-8"), place, problems)
    except UnicodeDecodeError:
        problems.append(place.problem("the file is not UTF-8 text"))
    except yaml.MarkedYAMLError as error:
        problems.append(place.problem(_worded(error)))
    except (yaml.YAMLError, RecursionError, ValueError):
        problems.append(place.problem("this is not readable YAML"))
    return None


def _worded(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}this is not readable YAML ({error.problem or error.context})"


def _load(text: str, place: Place, problems: list[Problem]) -> object:
    loader = _SafeLoader(text)
    try:
        node = loader.get_single_node()
        before = len(problems)
        _check_nodes(node, place, problems)
        if node is None or len(problems) > before:
            return None
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_nodes(root: yaml.Node | None, place: Place, problems: list[Problem]) -> None:
    """Refuse a key given twice (YAML keeps the last silently) and aliases (a short file could grow huge)."""
    seen: set[int] = set()
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        line = node.start_mark.line + 1
        if id(node) in seen:
            problems.append(place.problem(f"line {line}: anchors and aliases are not used here"))
            return
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if key.value in keys if isinstance(key, yaml.ScalarNode) else True:
                    at = key.start_mark.line + 1
                    problems.append(_twice(place, root, at, key))
                elif isinstance(key, yaml.ScalarNode):
                    keys.add(key.value)
                waiting.append(value)


def _twice(place: Place, root: yaml.Node | None, line: int, key: yaml.Node) -> Problem:
    """Word a duplicate key with the record that it stands in, as far as that has a key."""
    if not isinstance(key, yaml.ScalarNode):
        return place.problem(f"line {line}: a field name must be a word")
    record = Place(place.file, _record_at(root, line), str(key.value))
    return record.problem(f"line {line}: the field is given twice")


def _record_at(root: yaml.Node | None, line: int) -> str:
    """Return the key of the list item around a line; empty if there is none."""
    found = ""
    for node in root.value if isinstance(root, yaml.SequenceNode) else []:
        if node.start_mark.line < line and isinstance(node, yaml.MappingNode):
            names = {key.value: value.value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
            found = str(names.get("key", shown("record")))
    return found
