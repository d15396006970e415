"""The front door of the deadline engine: a question in, an answer out. Pure: no Django, no clock, no table.

>>> from deadlines.rules import RULES
>>> question = parse_question({"jurisdiction": "us-fed-cand", "trigger_date": "2017-12-21",
...     "period": {"n": 30, "unit": "days", "direction": "after"}, "counts_from": "order"})
>>> answer(question, RULES).due
datetime.date(2018, 1, 22)
"""

from __future__ import annotations

from deadlines.questions.answer import Answer, AnswerStatus, to_data
from deadlines.questions.answering import answer
from deadlines.questions.question import BadQuestion, Closure, ClosureKind, Question, parse_question

__all__ = [
    "Answer",
    "AnswerStatus",
    "BadQuestion",
    "Closure",
    "ClosureKind",
    "Question",
    "answer",
    "parse_question",
    "to_data",
]
