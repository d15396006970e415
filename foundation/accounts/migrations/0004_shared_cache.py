"""The table of the cache that all processes share; ``createcachetable`` makes it as the settings name it."""

from __future__ import annotations

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Make the table; where it exists nothing is done."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_groups_and_audit")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
