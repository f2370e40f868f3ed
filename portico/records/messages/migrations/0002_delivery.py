"""Messages say when they are tried again, and which other message they send again."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messages", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="message", name="message_unsent"),
        migrations.AddField(
            model_name="message",
            name="next_try_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="message",
            name="original",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="messages.message",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["next_try_at", "id"], name="message_waiting"
            ),
        ),
    ]
