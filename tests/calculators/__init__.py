"""Figures and deadlines, tested against the statutes: tables by topic, properties, and an independent calendar."""
