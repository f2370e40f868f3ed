"""Starting and stopping everything that one Portico needs: its PostgreSQL, web server and worker."""
