"""Rows <-> Referral, FaqCandidate, Alert."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from assistant.adapters.sql.rows import from_json, save_version, the, to_json
from assistant.adapters.sql.tables import alerts, faq_candidates, referrals
from assistant.domain.referral import Alert, FaqCandidate, Packet, Referral, ReferralStage
from assistant.storage import Page, Scope

GONE = "〔已删除〕"
OPEN = tuple(s.value for s in (ReferralStage.WAITING, ReferralStage.TAKEN, ReferralStage.ASKED_BACK))


class SqlReferrals:
    """Questions with lawyers, and answers on their way to become cards."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, referral: Referral) -> None:
        """A new question."""
        self._db.execute(insert(referrals).values(id=referral.id, version=referral.version, **_columns(referral)))

    def get(self, referral_id: str) -> Referral:
        """The question, or NotFound."""
        row = self._db.execute(select(referrals.c.body).where(referrals.c.id == referral_id)).first()
        return from_json(Referral, the(row, "个转办").body)

    def save(self, referral: Referral) -> None:
        """Write the next version."""
        save_version(self._db, referrals, referral.id, referral.version, _columns(referral))

    def listed(self, scope: Scope, stage: str, page: Page) -> Sequence[Referral]:
        """Questions of a territory, own ones, and those opened to everybody, newest first."""
        visible = or_(
            referrals.c.region.startswith(scope.territory),
            referrals.c.lawyer == scope.person,
            referrals.c.opened_by == scope.person,
            referrals.c.stage == ReferralStage.WAITING.value,
        )
        wanted = select(referrals.c.body).where(visible)
        if stage:
            wanted = wanted.where(referrals.c.stage == stage)
        if page.before:
            wanted = wanted.where(referrals.c.id < page.before)
        rows = self._db.execute(wanted.order_by(referrals.c.id.desc()).limit(page.limit))
        return [from_json(Referral, row.body) for row in rows]

    def of_case(self, case_id: str) -> Sequence[Referral]:
        """The questions of a case."""
        rows = self._db.execute(select(referrals.c.body).where(referrals.c.case_id == case_id).order_by(referrals.c.id))
        return [from_json(Referral, row.body) for row in rows]

    def open(self) -> Sequence[Referral]:
        """Every question without an answer."""
        rows = self._db.execute(select(referrals.c.body).where(referrals.c.stage.in_(OPEN)).order_by(referrals.c.id))
        return [from_json(Referral, row.body) for row in rows]

    def blank_texts(self, referral_id: str) -> None:
        """Take every word out of a question and its answer."""
        referral = self.get(referral_id)
        gone = Packet(GONE, (), referral.packet.provisions, GONE)
        answer = replace(referral.answer, text=GONE) if referral.answer else None
        blank = replace(referral, packet=gone, employer="", asked_back="", told_back="", answer=answer)
        self._db.execute(update(referrals).where(referrals.c.id == referral_id).values(body=to_json(blank)))

    def add_candidate(self, candidate: FaqCandidate) -> None:
        """An approved answer is proposed as a card."""
        row = {"id": candidate.id, "referral_id": candidate.referral_id, "state": candidate.state}
        self._db.execute(insert(faq_candidates).values(**row, body=to_json(candidate)))

    def candidate(self, candidate_id: str) -> FaqCandidate:
        """The candidate, or NotFound."""
        row = self._db.execute(select(faq_candidates.c.body).where(faq_candidates.c.id == candidate_id)).first()
        return from_json(FaqCandidate, the(row, "条候选问答").body)

    def save_candidate(self, candidate: FaqCandidate) -> None:
        """Write what was decided on it."""
        change = {"state": candidate.state, "body": to_json(candidate)}
        self._db.execute(update(faq_candidates).where(faq_candidates.c.id == candidate.id).values(**change))

    def candidates(self, state: str) -> Sequence[FaqCandidate]:
        """The candidates in a state."""
        wanted = select(faq_candidates.c.body).where(faq_candidates.c.state == state).order_by(faq_candidates.c.id)
        return [from_json(FaqCandidate, row.body) for row in self._db.execute(wanted)]


class SqlAlerts:
    """Early warnings."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, alert: Alert) -> None:
        """A new warning."""
        self._db.execute(insert(alerts).values(id=alert.id, version=alert.version, **_alert_columns(alert)))

    def get(self, alert_id: str) -> Alert:
        """The warning, or NotFound."""
        row = self._db.execute(select(alerts.c.body).where(alerts.c.id == alert_id)).first()
        return from_json(Alert, the(row, "条预警").body)

    def save(self, alert: Alert) -> None:
        """Write the next version."""
        save_version(self._db, alerts, alert.id, alert.version, _alert_columns(alert))

    def open_for(self, kind: str, subject: str) -> Alert | None:
        """The open warning on a subject."""
        wanted = select(alerts.c.body).where(
            alerts.c.kind == kind, alerts.c.subject == subject, alerts.c.closed.is_(False)
        )
        row = self._db.execute(wanted).first()
        return from_json(Alert, row.body) if row else None

    def listed(self, scope: Scope, page: Page) -> Sequence[Alert]:
        """The warnings of a territory, newest first."""
        wanted = select(alerts.c.body).where(alerts.c.region.startswith(scope.territory))
        if page.before:
            wanted = wanted.where(alerts.c.id < page.before)
        rows = self._db.execute(wanted.order_by(alerts.c.id.desc()).limit(page.limit))
        return [from_json(Alert, row.body) for row in rows]


def _columns(referral: Referral) -> dict[str, Any]:
    return {
        "case_id": referral.case_id,
        "stage": referral.stage.value,
        "region": referral.region,
        "topic": referral.topic,
        "lawyer": referral.lawyer or "",
        "opened_by": referral.opened_by,
        "body": to_json(referral),
    }


def _alert_columns(alert: Alert) -> dict[str, Any]:
    return {
        "kind": alert.kind,
        "subject": alert.subject[:200],
        "region": alert.region,
        "closed": alert.closed_at is not None,
        "body": to_json(alert),
    }
