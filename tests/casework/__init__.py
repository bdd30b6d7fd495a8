"""Casework: orders, referrals, accounts and the store, on SQLite and on PostgreSQL."""
