"""Text search configurations that forgive accents: English word forms, and words as they stand."""

from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION portico_english (COPY = english);
ALTER TEXT SEARCH CONFIGURATION portico_english
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword
    WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION portico_simple (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION portico_simple
    ALTER MAPPING FOR hword, hword_part, word, asciihword, hword_asciipart, asciiword
    WITH unaccent, simple;
"""
DROP = """
DROP TEXT SEARCH CONFIGURATION portico_simple;
DROP TEXT SEARCH CONFIGURATION portico_english;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("ledger", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
