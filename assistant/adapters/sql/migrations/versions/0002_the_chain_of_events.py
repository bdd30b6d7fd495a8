"""The chain of events, with triggers that let nothing be changed in it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_events_at", "events", ["at"]),
    ("ix_events_record_record_id", "events", ["record", "record_id"]),
)
APPEND_ONLY = """
CREATE FUNCTION events_are_kept() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'events are only ever added'; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER events_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_are_kept();
"""


def moment() -> sa.DateTime:
    """An aware moment, in UTC."""
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    """To the new tables."""
    _chain()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    _keep_events()


def downgrade() -> None:
    """Back to the tables without a chain."""
    op.drop_table("events")
    op.drop_table("chain_head")


def _chain() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.Column("actor", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
    )
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )


def _keep_events() -> None:
    """Triggers: an event is only ever added, whoever is at the database."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(APPEND_ONLY)
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER events_kept_{verb.lower()} BEFORE {verb} ON events "
            "BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END"
        )
