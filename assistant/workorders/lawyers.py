"""Lawyers' desk: questions are opened with their packet, taken by field and region, asked back, answered with citations.

An answer is checked like a draft before it goes out: every provision it names must be in force and the quoted words must
stand in it. An approved answer may become a card; a knowledge editor decides.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.accounts.permissions import (
    Action,
    conflicted,
    covers,
    own_or_hidden,
    require,
    sees_referral,
    territory,
)
from assistant.accounts.record import happened, tell
from assistant.domain.people import Actor
from assistant.domain.referral import (
    CitedRule,
    FaqCandidate,
    LawyerAnswer,
    Packet,
    Referral,
    ReferralStage,
    answered,
    asked,
    put_back,
    taken,
    told,
)
from assistant.errors import BadInput, Conflict
from assistant.ids import new_id
from assistant.ports import Clock
from assistant.storage import Page, Scope, Store, Transaction
from assistant.workorders.deadlines import Limits, deadline, local_day

# what is said, citations, the day, what the caller said -> what is wrong
CheckAnswer = Callable[[str, Sequence[CitedRule], date, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Referring:
    """What a question for a lawyer is opened with."""

    case_id: str
    call_id: str
    topic: str
    region: str
    employer: str
    reason: str
    priority: str
    packet: Packet


def must_cite(text: str, citations: Sequence[CitedRule], day: date, said: str) -> Sequence[str]:  # noqa: ARG001
    """The least check, where no statutes are at hand: something is said and something is cited."""
    return () if citations else ("答复没有引用规定",)


@dataclass(frozen=True)
class Lawyers:
    """Use-cases on questions for lawyers."""

    store: Store
    clock: Clock
    limits: Limits
    check_answer: CheckAnswer = must_cite

    def open(self, actor: Actor, referring: Referring) -> Referral:
        """A question handed on by a person."""
        require(actor, Action.REFERRAL_OPEN)
        with self.store.begin() as tx:
            own_or_hidden(covers(actor.org, tx.cases.get(referring.case_id).region), "个事项")
            return self.open_in(tx, actor, referring)

    def open_in(self, tx: Transaction, actor: Actor, referring: Referring) -> Referral:
        """A question handed on within a transaction that is open already."""
        if not referring.packet.open_question.strip():
            raise BadInput("请写明要律师解答的问题")
        now = self.clock.now()
        today = local_day(now)
        urgent = referring.priority == "urgent"
        take = self.limits.urgent_take_days if urgent else self.limits.take_days
        referral = Referral(
            id=new_id(),
            opened_at=now,
            opened_by=actor.id,
            due=deadline(today, self.limits.lawyer_days),
            take_by=deadline(today, take),
            **{name: getattr(referring, name) for name in Referring.__dataclass_fields__},
        )
        tx.referrals.add(referral)
        facts = {"topic": referral.topic, "region": referral.region, "reason": referral.reason}
        happened(tx, now, actor, "referral.opened", "referral", referral.id, priority=referral.priority, **facts)
        to = "role:lawyer" if not urgent else "role:lawyer:urgent"
        tell(tx, to, "referral.opened", referral.id, f"有新的转办问题（{referral.topic}，{referral.priority}）")
        return referral

    def get(self, actor: Actor, referral_id: str) -> Referral:
        """A question the actor may see."""
        require(actor, Action.REFERRAL_READ)
        with self.store.read() as tx:
            referral = tx.referrals.get(referral_id)
        own_or_hidden(sees_referral(actor, referral), "个转办")
        return referral

    def listed(self, actor: Actor, stage: str = "", page: Page | None = None) -> Sequence[Referral]:
        """The queue as this person sees it: a lawyer's own field and region without conflicts, and own questions."""
        require(actor, Action.REFERRAL_READ)
        with self.store.read() as tx:
            rows = tx.referrals.listed(Scope(territory(actor.org), actor.id), stage, page or Page())
        return [referral for referral in rows if sees_referral(actor, referral)]

    def take(self, actor: Actor, referral_id: str, version: int) -> Referral:
        """Take a question; of two who do so one is told that the other has it."""
        with self.store.begin() as tx:
            referral = self._mine(tx, actor, referral_id, version)
            if conflicted(actor, referral.employer):
                raise Conflict("您代理过这家用人单位，不能承办")
            return self._save(tx, actor, taken(referral, actor.id), "taken")

    def give_back(self, actor: Actor, referral_id: str, version: int) -> Referral:
        """Put a question back into the queue."""
        with self.store.begin() as tx:
            referral = self._mine(tx, actor, referral_id, version)
            take_by = deadline(local_day(self.clock.now()), self.limits.take_days)
            return self._save(tx, actor, put_back(referral, take_by), "given_back")

    def ask_back(self, actor: Actor, referral_id: str, version: int, question: str) -> Referral:
        """Ask the caller something first."""
        with self.store.begin() as tx:
            changed = asked(self._mine(tx, actor, referral_id, version), question)
            tell(tx, f"case:{changed.case_id}", "referral.asked", changed.id, "律师想向您补充了解情况，请查看")
            return self._save(tx, actor, changed, "asked_back")

    def tell_more(self, actor: Actor, referral_id: str, version: int, text: str) -> Referral:
        """What the caller added, written down by an agent."""
        require(actor, Action.REFERRAL_OPEN)
        with self.store.begin() as tx:
            referral = tx.referrals.get(referral_id)
            own_or_hidden(sees_referral(actor, referral), "个转办")
            _same(referral, version)
            return self.told_in(tx, actor, referral, text)

    def told_in(self, tx: Transaction, actor: Actor, referral: Referral, text: str) -> Referral:
        """What the caller added, within a transaction that is open already."""
        changed = told(referral, text)
        tell(tx, f"account:{changed.lawyer}", "referral.told", changed.id, "来电人已补充情况")
        return self._save(tx, actor, changed, "told")

    def answer(
        self, actor: Actor, referral_id: str, version: int, text: str, citations: Sequence[CitedRule]
    ) -> Referral:
        """The lawyer's answer, checked like a draft; it goes to the caller and the agent.

        Raises:
            Conflict: with what the check found; nothing is stored or sent.
        """
        if not text.strip():
            raise BadInput("答复不能是空的")
        now = self.clock.now()
        with self.store.begin() as tx:
            referral = self._mine(tx, actor, referral_id, version)
            failures = tuple(self.check_answer(text, citations, local_day(now), _said(referral)))
            reply = LawyerAnswer(text.strip(), tuple(citations), now, failures, actor.id)
            changed = answered(referral, reply)
            tell(tx, f"case:{changed.case_id}", "referral.answered", changed.id, "律师已答复您的问题，请查看")
            tell(tx, f"account:{changed.opened_by}", "referral.answered", changed.id, "转办的问题律师已答复")
            return self._save(tx, actor, changed, "answered")

    def propose_card(self, actor: Actor, referral_id: str, question: str) -> FaqCandidate:
        """Propose an answered question as a card, in words that name nobody."""
        require(actor, Action.FAQ_PROPOSE)
        if not question.strip():
            raise BadInput("请写明问题的通用说法，不要带当事人信息")
        now = self.clock.now()
        with self.store.begin() as tx:
            referral = tx.referrals.get(referral_id)
            own_or_hidden(sees_referral(actor, referral), "个转办")
            if referral.stage is not ReferralStage.ANSWERED or referral.answer is None:
                raise Conflict("律师答复之后才能推荐为问答")
            reply = referral.answer
            made = FaqCandidate(new_id(), referral.id, question.strip(), reply.text, reply.citations, now, actor.id)
            tx.referrals.add_candidate(made)
            happened(tx, now, actor, "faq.proposed", "faq", made.id, referral=referral.id)
            tell(tx, "role:editor", "faq.proposed", made.id, "有一条律师答复推荐为知识问答，请审核")
        return made

    def candidates(self, actor: Actor, state: str = "proposed") -> Sequence[FaqCandidate]:
        """The candidates a knowledge editor decides on."""
        require(actor, Action.FAQ_DECIDE)
        with self.store.read() as tx:
            return tx.referrals.candidates(state)

    def decide_card(self, actor: Actor, candidate_id: str, adopt: bool) -> FaqCandidate:
        """Adopt or reject a candidate; never by whoever proposed it."""
        require(actor, Action.FAQ_DECIDE)
        with self.store.begin() as tx:
            candidate = tx.referrals.candidate(candidate_id)
            if candidate.state != "proposed":
                raise Conflict("这条候选问答已有结论")
            if candidate.proposed_by == actor.id:
                raise Conflict("推荐人不能审核自己的推荐")
            state = "adopted" if adopt else "rejected"
            decided = replace(candidate, state=state, decided_by=actor.id)
            tx.referrals.save_candidate(decided)
            happened(tx, self.clock.now(), actor, f"faq.{state}", "faq", candidate.id)
        return decided

    def widen(self, tx: Transaction, actor: Actor, referral: Referral) -> Referral:
        """Nobody took it in time: every lawyer sees it now."""
        changed = put_back(referral, deadline(local_day(self.clock.now()), self.limits.take_days))
        tell(tx, "role:lawyer", "referral.widened", changed.id, "有转办问题超时无人认领，请各地律师协助")
        if changed.widened > 1:
            tell(tx, "role:supervisor", "referral.widened", changed.id, "转办问题多次无人认领，请督办")
        return self._save(tx, actor, changed, "widened")

    def _mine(self, tx: Transaction, actor: Actor, referral_id: str, version: int) -> Referral:
        require(actor, Action.REFERRAL_ANSWER)
        referral = tx.referrals.get(referral_id)
        lost = referral.lawyer not in (None, actor.id) and referral.version != version
        if lost and sees_referral(actor, replace(referral, lawyer=None)):  # it was on this lawyer's list a moment ago
            raise Conflict("这个问题已由其他律师认领")
        own_or_hidden(sees_referral(actor, referral), "个转办")
        _same(referral, version)
        return referral

    def _save(self, tx: Transaction, actor: Actor, referral: Referral, done: str) -> Referral:
        tx.referrals.save(referral)
        happened(tx, self.clock.now(), actor, f"referral.{done}", "referral", referral.id, stage=referral.stage.value)
        return referral


def _same(referral: Referral, version: int) -> None:
    if referral.version != version:
        raise Conflict("转办已被他人更新，请刷新后再办")


def _said(referral: Referral) -> str:
    """What the caller stated: numbers in an answer may come from it."""
    packet = referral.packet
    facts = (f"{fact.value} {fact.said}" for fact in packet.facts)
    return "\n".join((packet.summary, packet.open_question, packet.limitation, referral.told_back, *facts))
