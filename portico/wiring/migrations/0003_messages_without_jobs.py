"""Messages are no jobs any more: those that are left would name a task that nobody knows.

The messages themselves wait in their rows. See docs/decisions/0028-messages.md.
"""

from django.db import migrations

REMOVE = "DELETE FROM procrastinate_jobs WHERE task_name IN ('messages.deliver', 'messages.deliver_waiting')"


class Migration(migrations.Migration):
    dependencies = [("wiring", "0002_jobs_without_diary")]

    operations = [migrations.RunSQL(REMOVE, migrations.RunSQL.noop)]
