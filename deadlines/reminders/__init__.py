"""Reminders: who is told of which deadline, when, and in what words.

`cadence` knows what a person is owed and when (pure), `people` who is told, `ledger` what was owed and said,
`scheduling` brings the ledger up to date, `examining` asks at the moment of sending whether a reminder is
still owed, `composing` writes the mail, `stopping` signs the tokens by which a mail is stopped.
"""

from __future__ import annotations
