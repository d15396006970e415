"""Looking into an uploaded PDF, in a process of its own: the parser is C++ and the file is a stranger's."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 50 * 1024 * 1024
_SECONDS = 20
_MEMORY = 2 * 1024**3

# Runs in the child: nothing but pypdfium2 is imported, and the answer is one line of JSON.
_PROBE = """
import json, sys
import pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
print(json.dumps({"pages": len(document)}))
"""


class NotAPdf(ValueError):  # noqa: N818  says what the file is
    """The file is not a PDF that can be opened."""


# The same for the text layer; a scanned page has none.
_READ = """
import json, sys
import pypdfium2
left, found = int(sys.argv[2]), []
for page in pypdfium2.PdfDocument(sys.argv[1]):
    if left <= 0:
        break
    text = page.get_textpage().get_text_bounded()[:left]
    left -= len(text)
    found.append(text)
print(json.dumps({"text": "\\n".join(found)}))
"""


def _limit_child() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def count_pages(path: Path) -> int:
    """Return the number of pages of the PDF at ``path``.

    Raises NotAPdf if it cannot be opened within 20 seconds of processor time and 2 GiB of memory.
    """
    pages = _asked(_PROBE, path).get("pages")
    if not isinstance(pages, int) or pages < 1:
        raise NotAPdf(str(path))
    return pages


def text_layer(path: Path, longest: int) -> str:
    """Return the text of a PDF as far as it holds any, at most ``longest`` characters of it.

    Raises NotAPdf as `count_pages` does. A scan without recognized text gives an empty text.
    """
    return str(_asked(_READ, path, str(longest)).get("text", ""))


def _asked(script: str, path: Path, *arguments: str) -> dict[str, Any]:
    """Run a script on a file in the child and return its answer."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and script; the path is an argument
            [sys.executable, "-I", "-c", script, str(path), *arguments],
            capture_output=True,
            timeout=_SECONDS * 2,
            preexec_fn=_limit_child,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NotAPdf(str(path)) from error
    return answer if isinstance(answer, dict) else {}


def validate_pdf(upload: Any) -> None:
    """Raise ValidationError unless an uploaded file is a PDF of at most 50 MB that opens.

    A file that is stored already was looked into when it came, and is not opened again at every save.
    """
    if getattr(upload, "_committed", False):
        return
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 50 MB."), code="too_large")
    upload.seek(0)
    head = upload.read(1024)
    if b"%PDF-" not in head:
        raise ValidationError(_("This file is not a PDF."), code="not_a_pdf")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        upload.seek(0)
        copy.write(upload.read())
        copy.flush()
        upload.seek(0)
        try:
            count_pages(Path(copy.name))
        except NotAPdf as error:
            raise ValidationError(
                _("This PDF cannot be opened; it may be damaged."), code="not_a_pdf"
            ) from error
