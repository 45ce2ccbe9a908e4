"""What the platform keeps, in SQLite or PostgreSQL; the only place here with SQL."""
