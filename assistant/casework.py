"""The parts behind every screen that keeps records: store, accounts, desks, background work; chosen as in bootstrap."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assistant.accounts.login import Login
from assistant.accounts.people import People
from assistant.adapters.clock import SystemClock
from assistant.adapters.notify import EmailNotifier, LogNotifier, WebhookNotifier
from assistant.adapters.secrets import FileLedger, key_from
from assistant.adapters.sql.store import SqlStore
from assistant.ports import Clock, Law
from assistant.settings import Settings
from assistant.workorders.alerts import Alerts
from assistant.workorders.cases import Cases
from assistant.workorders.checking import check_answer, check_basis
from assistant.workorders.console import Console
from assistant.workorders.deadlines import Limits, load_limits
from assistant.workorders.desk import Desk
from assistant.workorders.duties import Duties
from assistant.workorders.following import Following
from assistant.workorders.intake import Intake
from assistant.workorders.lawyers import Lawyers
from assistant.workorders.live import Live
from assistant.workorders.persons import Persons
from assistant.workorders.unions import unions
from assistant.workorders.worker import Notifier, Worker


@dataclass(frozen=True)
class Casework:
    """Use-cases by desk, all on one store."""

    store: SqlStore
    clock: Clock
    audit_key: bytes
    limits: Limits
    login: Login
    people: People
    cases: Cases
    intake: Intake
    live: Live
    console: Console
    desk: Desk
    lawyers: Lawyers
    alerts: Alerts
    persons: Persons
    duties: Duties
    worker: Worker


def build_casework(
    settings: Settings, law: Callable[[], Law], clock: Clock | None = None, notifier: Notifier | None = None
) -> Casework:
    """The parts on the database of the settings; `law` is called only when a citation has to be checked."""
    key = audit_key(settings)
    store = SqlStore(settings.database_url, key)
    clock = clock or SystemClock()
    limits = load_limits()
    desk = Desk(store, clock, limits, partial(check_basis, law))
    lawyers = Lawyers(store, clock, limits, partial(check_answer, law))
    alerts = Alerts(store, clock, limits)
    persons = Persons(store, clock, FileLedger(settings.home / "erased.txt"))
    intake = Intake(store, clock, limits, Following(desk, lawyers), alerts)
    duties = Duties(store, clock, desk, lawyers, alerts, persons)
    return Casework(
        store=store,
        clock=clock,
        audit_key=key,
        limits=limits,
        login=Login(store, clock, settings.session_hours, settings.idle_minutes, settings.second_factor),
        people=People(store, clock, frozenset(unions())),
        cases=Cases(store, clock),
        intake=intake,
        live=Live(store, clock, intake),
        console=Console(store, clock, intake),
        desk=desk,
        lawyers=lawyers,
        alerts=alerts,
        persons=persons,
        duties=duties,
        worker=Worker(store, clock, duties.kinds(), notifier or notifier_of(settings)),
    )


def audit_key(settings: Settings) -> bytes:
    """The key of the chain: from the settings, or a file beside the database."""
    named = settings.audit_key.get_secret_value()
    return bytes.fromhex(named) if named else key_from(settings.home / "audit.key")


def notifier_of(settings: Settings) -> Notifier:
    """Where notices go."""
    if settings.webhook:
        return WebhookNotifier(settings.webhook, settings.webhook_secret.get_secret_value())
    if settings.smtp:
        host, _, port = settings.smtp.partition(":")
        return EmailNotifier(host, int(port or 25), settings.mail_from, settings.mail_to)
    return LogNotifier()
