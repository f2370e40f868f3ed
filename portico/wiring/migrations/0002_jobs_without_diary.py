"""A new job writes no line in its diary: the two lines cost more than the job, and went with it when it was done.

What becomes of a job (begun, failed, tried again) is still written there. See docs/decisions/0004-jobs.md.
"""

from django.db import migrations

DROP = """
DROP TRIGGER procrastinate_trigger_status_events_insert_v1 ON procrastinate_jobs;
DROP TRIGGER procrastinate_trigger_scheduled_events_v1 ON procrastinate_jobs;
"""
CREATE = """
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1
    AFTER UPDATE OR INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.scheduled_at IS NOT NULL AND new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_function_scheduled_events_v1();
"""


class Migration(migrations.Migration):
    dependencies = [("wiring", "0001_jobs_without_notify")]

    operations = [migrations.RunSQL(DROP, CREATE)]
