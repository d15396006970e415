"""Reading a body: strict JSON, and nothing that could not be written back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from web.public.api.errors import TooLarge

#: A question with the most closures that are accepted needs less.
MAX_BODY = 128 * 1024


class QuestionParser(JSONParser):
    """JSON that can be echoed: no lone surrogates, no infinite numbers, no bottomless nesting."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the decoded body. Raises ``ParseError``, or ``TooLarge`` beyond ``MAX_BODY`` bytes."""
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MAX_BODY:
            raise TooLarge
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
        except (RecursionError, ValueError) as error:
            raise ParseError("The body is no JSON that can be used.") from error
        return data
