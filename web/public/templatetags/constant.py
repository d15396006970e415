"""``{% translate %}``, ``{% url %}`` and ``{% static %}`` of constants, worked out once a language.

A page says sixty of them, and Django works each out each time. Tags with a variable, a filter or ``as`` in
them are Django's own.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import do_translate
from django.templatetags.static import do_static
from django.utils.translation import get_language

register = template.Library()


class Constant(Node):
    """A tag that says the same each time, in one language."""

    def __init__(self, node: Any) -> None:
        """``node`` works it out the first time."""
        self.node = node
        self._said: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        """Return what the tag says."""
        language = get_language()
        if language not in self._said:
            self._said[language] = self.node.render(context)
        return self._said[language]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Return a text in the reader's language."""
    node: Any = do_translate(parser, token)
    says_more = node.asvar or node.message_context or node.noop
    return node if says_more or not _is_constant(node.filter_expression) else Constant(node)


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Return the address of a page."""
    node: Any = django_url(parser, token)
    says_more = node.asvar or node.args or node.kwargs
    return node if says_more or not _is_constant(node.view_name) else Constant(node)


@register.tag
def static(parser: Parser, token: Token) -> Node:
    """Return the address of a file of ours."""
    node: Any = do_static(parser, token)
    return node if node.varname or not _is_constant(node.path) else Constant(node)


def _is_constant(expression: Any) -> bool:
    """Whether an expression of a tag is a string without a filter."""
    plain = isinstance(expression.var, str) or getattr(expression.var, "literal", None) is not None
    return plain and not expression.filters
