"""Staff accounts, teams, roles, two-factor sign-in and the audit of changes and of sensitive views."""
