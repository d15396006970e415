"""The drill of the reminders: real workers that are killed, a real mail server, and an account of every mail.

`server` takes the mails, `scene` makes what is owed, `workers` starts and kills, `verdict` counts, `one` runs
it for one database, `tools.drill_reminders` for both.
"""

from __future__ import annotations
