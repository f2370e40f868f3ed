"""The still pages: accessibility, cookies, privacy, contact, how pages look, and two files for machines."""
