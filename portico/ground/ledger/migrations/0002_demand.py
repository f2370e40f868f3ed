"""The function by which a statement refuses itself where something is not as it was read."""

from django.db import migrations

DEMAND = """
CREATE FUNCTION ledger_demand(held boolean) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF held IS NOT TRUE THEN
        RAISE EXCEPTION 'Something is no longer as it was read.' USING ERRCODE = 'PO409';
    END IF;
    RETURN TRUE;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(DEMAND, "DROP FUNCTION ledger_demand(boolean)")]
