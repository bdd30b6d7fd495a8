"""Writing down what happened: an event in the same transaction as the change, and a notice for whoever must know."""

from datetime import datetime

from assistant.domain.events import Event, Notice
from assistant.domain.people import Actor
from assistant.ids import new_id
from assistant.storage import Transaction


def happened(
    tx: Transaction, at: datetime, actor: Actor, kind: str, record: str, record_id: str, **facts: object
) -> None:
    """Add an event; facts are codes and counts, never words anybody said."""
    tx.events.add(Event(at, actor.id, kind, record, record_id, {name: str(value) for name, value in facts.items()}))


def tell(tx: Transaction, to: str, kind: str, record_id: str, text: str) -> None:
    """Put a notice into the outbox: org:340100, account:…, role:lawyer or case:…"""
    tx.outbox.put(Notice(new_id(), kind, record_id, to, text))
