"""The store over SQLAlchemy Core: SQLite by default, PostgreSQL by URL, the same code for both."""
