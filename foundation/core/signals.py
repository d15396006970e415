"""Domain signals that start on the ground floor. Two more travel upward: see docs/adr/0003."""

from __future__ import annotations

from django.dispatch import Signal

#: ``visibility_changed.send(sender=Model, record=record)``: what the public may see of a record has
#: changed, be it its publication state or its text. Sent inside the transaction of the change. Where the
#: publication state can have changed, ``before`` is the record as it was saved until then.
visibility_changed = Signal()

#: ``part_removed.send(sender=Model, record=record)``: a part of a larger record is gone from the database, or
#: from there to another one; ``record`` is what it was, with its id. ``visibility_changed`` was sent before
#: it went. Same transaction.
part_removed = Signal()
