from django.db import migrations

from foundation.search.engines import engine


def prepare(apps, schema_editor):
    """PostgreSQL keeps the lexemes in its index alone, with the windows in which the newest rows are looked for."""
    if schema_editor.connection.vendor == "postgresql":
        engine(schema_editor.connection.alias).prepare()


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(prepare, migrations.RunPython.noop),
    ]
