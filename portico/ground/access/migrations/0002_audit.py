import django.db.models.deletion
import django.db.models.functions.text
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


APPEND_ONLY = """
CREATE FUNCTION access_audit_refuse_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('portico.erasing', true) = 'on' THEN
        IF to_jsonb(OLD) - ARRAY['old', 'new', 'why', 'erased_at']
            = to_jsonb(NEW) - ARRAY['old', 'new', 'why', 'erased_at'] AND NEW.erased_at IS NOT NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The audit is append-only: % is refused.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER access_audit_entry_append_only BEFORE UPDATE OR DELETE ON access_audit_entry
    FOR EACH ROW EXECUTE FUNCTION access_audit_refuse_changes();
CREATE TRIGGER access_audit_entry_no_truncate BEFORE TRUNCATE ON access_audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION access_audit_refuse_changes();
CREATE TRIGGER access_sensitive_view_append_only BEFORE UPDATE OR DELETE ON access_sensitive_view
    FOR EACH ROW EXECUTE FUNCTION access_audit_refuse_changes();
CREATE TRIGGER access_sensitive_view_no_truncate BEFORE TRUNCATE ON access_sensitive_view
    FOR EACH STATEMENT EXECUTE FUNCTION access_audit_refuse_changes();
"""

# The table of Django's database cache, which all web processes share; unlogged, as it holds nothing to keep.
SHARED_CACHE = """
CREATE UNLOGGED TABLE access_shared_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX access_shared_cache_expires ON access_shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_kind", models.CharField(max_length=10)),
                ("by_id", models.UUIDField(null=True)),
                ("record", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("about", models.UUIDField()),
                ("field", models.CharField(max_length=80)),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "access_audit_entry",
            },
        ),
        migrations.CreateModel(
            name="SensitiveView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("record", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("about", models.UUIDField()),
                ("what", models.CharField(max_length=60)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "access_sensitive_view",
            },
        ),
        migrations.AddField(
            model_name="staff",
            name="sign_ins_number",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["agent", "manager", "administrator"]), ("team__isnull", True)),
                    models.Q(
                        ("role__in", ["agent", "case_officer", "team_leader", "manager"]),
                        ("team__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="membership_role_fits_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="staff_email_lower_case",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["record_id", "id"], name="audit_of_record"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["about"], name="audit_about"),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("new__isnull", True), ("old__isnull", True)),
                    _connector="OR",
                ),
                name="audit_erased_means_empty",
            ),
        ),
        migrations.AddField(
            model_name="sensitiveview",
            name="staff",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="sensitiveview",
            index=models.Index(fields=["record_id", "id"], name="sensitive_view_of_record"),
        ),
        migrations.AddIndex(
            model_name="sensitiveview",
            index=models.Index(fields=["staff", "id"], name="sensitive_view_by_staff"),
        ),
        migrations.AddIndex(
            model_name="sensitiveview",
            index=models.Index(fields=["about"], name="sensitive_view_about"),
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION access_audit_refuse_changes() CASCADE"),
        migrations.RunSQL(SHARED_CACHE, "DROP TABLE access_shared_cache"),
    ]
