"""Who is looking at a case is advice of minutes: noting it need not wait for the disk."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]

    operations = [
        migrations.RunSQL("ALTER TABLE desk_case_look SET UNLOGGED", "ALTER TABLE desk_case_look SET LOGGED"),
    ]
