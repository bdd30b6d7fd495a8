"""Every table. A row has the columns that are searched or locked by, and the whole record as JSON beside them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from assistant.domain.referral import ReferralStage
from assistant.domain.workorder import Stage

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
ID = 26  # characters of a sortable id


class Moment(TypeDecorator[datetime]):
    """An aware moment; kept in UTC, given back aware on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The moment as the database keeps it."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """The moment, aware."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def _one_of(column: str, names: Any) -> CheckConstraint:
    listed = ", ".join(f"'{name}'" for name in names)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


accounts = Table(
    "accounts",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("org", String(6), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("body", JSON, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("body", JSON, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("region", String(6), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("employer", String(200), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("phone_key", String(64), nullable=False, index=True),  # keyed hash: found again without being readable
    Column("version", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)

calls = Table(
    "calls",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("agent", String(ID), nullable=False),
    Column("body", JSON, nullable=False),
)

utterances = Table(
    "utterances",
    metadata,
    Column("call_id", ForeignKey("calls.id"), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("speaker", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("call_id", "position"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("call_id", ForeignKey("calls.id"), nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("action", String(24), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("reply", JSON, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("number", String(20), nullable=False, unique=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("stage", String(16), nullable=False, index=True),
    Column("category", String(32), nullable=False),
    Column("region", String(6), nullable=False, index=True),
    Column("org", String(6), nullable=False),
    Column("co_orgs", String(200), nullable=False),  # ,340100,340200,
    Column("opened_by", String(ID), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due", Date),
    Column("version", Integer, nullable=False),
    Column("opened", JSON, nullable=False),  # as opened: with the steps it gives the order as it stands
    Column("body", JSON, nullable=False),
    _one_of("stage", Stage),
)

order_steps = Table(
    "order_steps",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(ID), nullable=False),
    Column("verb", String(20), nullable=False),
    Column("body", JSON, nullable=False),
)

order_numbers = Table(
    "order_numbers",
    metadata,
    Column("day", Date, primary_key=True),
    Column("last", Integer, nullable=False),
)

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("stage", String(16), nullable=False, index=True),
    Column("region", String(6), nullable=False),
    Column("topic", String(32), nullable=False),
    Column("lawyer", String(ID), nullable=False),
    Column("opened_by", String(ID), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    _one_of("stage", ReferralStage),
)

faq_candidates = Table(
    "faq_candidates",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("referral_id", ForeignKey("referrals.id"), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("body", JSON, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("region", String(6), nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String(ID), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("record", String(16), nullable=False),
    Column("record_id", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_events_record_record_id", "record", "record_id"),
)

chain_head = Table(
    "chain_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String(ID), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("record_id", String(64), nullable=False, index=True),
    Column("to", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),  # waiting, delivered, dead
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment),
    Column("delivered_at", Moment),
    Column("error", Text, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("run_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("lease_until", Moment),
    Column("error", Text, nullable=False),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

erasures = Table(
    "erasures",
    metadata,
    Column("case_id", String(ID), primary_key=True),
    Column("subject", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)
