"""Rows <-> Case, Call, Utterance, Answered."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from assistant.adapters.sql.rows import from_json, save_version, the, to_json
from assistant.adapters.sql.tables import answers, calls, cases, utterances
from assistant.domain.case import Answered, Call, Caller, Case, CaseState, Utterance
from assistant.errors import Conflict
from assistant.storage import Page, Scope


class SqlCases:
    """Cases, calls, what was said and answered."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._db = connection
        self._key = key

    def add(self, case: Case) -> None:
        """A new case."""
        self._db.execute(insert(cases).values(id=case.id, version=case.version, **self._columns(case)))

    def get(self, case_id: str) -> Case:
        """The case, or NotFound."""
        row = self._db.execute(select(cases.c.body).where(cases.c.id == case_id)).first()
        return from_json(Case, the(row, "个事项").body)

    def save(self, case: Case) -> None:
        """Write the next version of a case."""
        save_version(self._db, cases, case.id, case.version, self._columns(case))

    def by_code(self, code: str) -> Case | None:
        """The case of a code."""
        row = self._db.execute(select(cases.c.body).where(cases.c.code == code)).first()
        return from_json(Case, row.body) if row else None

    def of_phone(self, phone: str) -> Sequence[Case]:
        """The cases of one telephone number, newest first."""
        if not phone:
            return []
        wanted = select(cases.c.body).where(cases.c.phone_key == self.phone_key(phone)).order_by(cases.c.id.desc())
        return [from_json(Case, row.body) for row in self._db.execute(wanted)]

    def naming(self, employer: str, since: datetime) -> Sequence[Case]:
        """The cases that name an employer."""
        wanted = select(cases.c.body).where(cases.c.employer == employer, cases.c.opened_at >= since)
        return [from_json(Case, row.body) for row in self._db.execute(wanted)]

    def opened_since(self, since: datetime) -> Sequence[Case]:
        """The cases opened since a moment."""
        wanted = select(cases.c.body).where(cases.c.opened_at >= since).order_by(cases.c.id)
        return [from_json(Case, row.body) for row in self._db.execute(wanted)]

    def listed(self, scope: Scope, page: Page) -> Sequence[Case]:
        """The cases of a territory and those whose calls one took, newest first."""
        own = select(calls.c.case_id).where(calls.c.agent == scope.person)
        wanted = select(cases.c.body).where(or_(cases.c.region.startswith(scope.territory), cases.c.id.in_(own)))
        if page.before:
            wanted = wanted.where(cases.c.id < page.before)
        rows = self._db.execute(wanted.order_by(cases.c.id.desc()).limit(page.limit))
        return [from_json(Case, row.body) for row in rows]

    def ended_before(self, moment: datetime, state: str) -> Sequence[Case]:
        """The cases of a state opened before a moment: what retention looks at."""
        wanted = select(cases.c.body).where(cases.c.opened_at < moment, cases.c.state == state)
        return [from_json(Case, row.body) for row in self._db.execute(wanted)]

    def add_call(self, call: Call) -> None:
        """A call begins."""
        self._db.execute(insert(calls).values(id=call.id, **_call_columns(call)))

    def call(self, call_id: str) -> Call:
        """The call, or NotFound."""
        row = self._db.execute(select(calls.c.body).where(calls.c.id == call_id)).first()
        return from_json(Call, the(row, "次通话").body)

    def save_call(self, call: Call) -> None:
        """Write the call as it is now."""
        self._db.execute(update(calls).where(calls.c.id == call.id).values(**_call_columns(call)))

    def calls_of(self, case_id: str) -> Sequence[Call]:
        """The calls about a case, oldest first."""
        wanted = select(calls.c.body).where(calls.c.case_id == case_id).order_by(calls.c.started_at)
        return [from_json(Call, row.body) for row in self._db.execute(wanted)]

    def say(self, utterance: Utterance) -> Utterance:
        """Add what was said; the same utterance delivered again is kept once."""
        same = select(utterances).where(utterances.c.call_id == utterance.call_id, utterances.c.id == utterance.id)
        if known := self._db.execute(same).first():
            if known.text != utterance.text:
                raise Conflict("这条发言的编号已用于另一段内容")
            return _utterance(known)
        count = select(func.max(utterances.c.position)).where(utterances.c.call_id == utterance.call_id)
        placed = replace(utterance, position=(self._db.execute(count).scalar() or 0) + 1)
        self._db.execute(insert(utterances).values(**to_json(placed) | {"at": placed.at}))
        return placed

    def said_in(self, call_id: str, after: int = 0) -> Sequence[Utterance]:
        """What was said in a call after a place in it, in order."""
        here = (utterances.c.call_id == call_id) & (utterances.c.position > after)
        return [
            _utterance(row) for row in self._db.execute(select(utterances).where(here).order_by(utterances.c.position))
        ]

    def add_answer(self, answered: Answered) -> None:
        """What was decided on a question."""
        self._db.execute(insert(answers).values(**to_json(answered) | {"at": answered.at}))

    def answers_of(self, case_id: str) -> Sequence[Answered]:
        """The decisions on a case's questions, oldest first."""
        rows = self._db.execute(select(answers).where(answers.c.case_id == case_id).order_by(answers.c.id))
        return [from_json(Answered, dict(row._mapping)) for row in rows]

    def answer(self, answer_id: str) -> Answered:
        """One decision, or NotFound."""
        row = self._db.execute(select(answers).where(answers.c.id == answer_id)).first()
        return from_json(Answered, dict(the(row, "条答复")._mapping))

    def save_answer(self, answered: Answered) -> None:
        """Write what people made of a decision; the decision itself stays."""
        reply = to_json(answered)["reply"]
        self._db.execute(update(answers).where(answers.c.id == answered.id).values(reply=reply))

    def answered_since(self, since: datetime) -> Sequence[Answered]:
        """The decisions since a moment, newest first."""
        rows = self._db.execute(select(answers).where(answers.c.at >= since).order_by(answers.c.id.desc()))
        return [from_json(Answered, dict(row._mapping)) for row in rows]

    def calls_since(self, since: datetime) -> Sequence[Call]:
        """The calls begun since a moment, oldest first."""
        wanted = select(calls.c.body).where(calls.c.started_at >= since).order_by(calls.c.started_at)
        return [from_json(Call, row.body) for row in self._db.execute(wanted)]

    def erase(self, case_id: str) -> None:
        """Take the person and all words out of a case; numbers, codes and times stay for the reports."""
        case = self.get(case_id)
        for call in self.calls_of(case_id):
            self._db.execute(delete(utterances).where(utterances.c.call_id == call.id))
            self.save_call(replace(call, token_hash=""))
        self._db.execute(update(answers).where(answers.c.case_id == case_id).values(reply={}))
        blank = replace(
            case, caller=Caller(), employer="", settled_with="", state=CaseState.ERASED, version=case.version + 1
        )
        self.save(blank)

    def phone_key(self, phone: str) -> str:
        """The keyed hash a number is found by."""
        return hmac.new(self._key, phone.encode(), hashlib.sha256).hexdigest() if phone else ""

    def _columns(self, case: Case) -> dict[str, Any]:
        return {
            "code": case.code,
            "opened_at": case.opened_at,
            "region": case.region,
            "topic": case.topic,
            "employer": case.employer[:200],
            "state": case.state.value,
            "phone_key": self.phone_key(case.caller.phone),
            "body": to_json(case),
        }


def _call_columns(call: Call) -> dict[str, Any]:
    return {"case_id": call.case_id, "started_at": call.started_at, "agent": call.agent, "body": to_json(call)}


def _utterance(row: Any) -> Utterance:
    return Utterance(row.id, row.call_id, row.speaker, row.text, row.at, row.position)
