"""One function that makes the search document of a case, and statistics that know its words."""

from django.db import migrations

CREATE = """
CREATE FUNCTION cases_search_document(team uuid, who text, what text, rest text, special text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(ARRAY['=' || replace(team::text, '-', '')])
    || setweight(to_tsvector('portico_simple', who), 'A')
    || setweight(to_tsvector('portico_simple', what), 'B')
    || setweight(to_tsvector('portico_english', what), 'B')
    || setweight(to_tsvector('portico_simple', rest), 'C')
    || setweight(to_tsvector('portico_english', rest), 'C')
    || setweight(to_tsvector('portico_english', special), 'D');
ALTER TABLE cases_search ALTER COLUMN document SET STATISTICS 300;
"""
DROP = """
ALTER TABLE cases_search ALTER COLUMN document SET STATISTICS DEFAULT;
DROP FUNCTION cases_search_document;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_queue_by_stage_and_priority")]

    operations = [migrations.RunSQL(CREATE, DROP)]
