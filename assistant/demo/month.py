"""Fills an empty store with the sample month: the use-cases themselves do it, on a clock that is set back."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.accounts.people import NewAccount
from assistant.bootstrap import Services
from assistant.casework import Casework, build_casework
from assistant.domain.case import Caller, NoticeGiven
from assistant.domain.people import ANYONE, SYSTEM, Actor, Role
from assistant.domain.referral import CitedRule, Referral
from assistant.domain.workorder import CallBack, Matter, Verb, WorkOrder
from assistant.errors import AssistantError, BadInput
from assistant.ids import new_id
from assistant.workorders.console import Verdict
from assistant.workorders.deadlines import local_day
from assistant.workorders.desk import Doing, Opening
from assistant.workorders.following import Kept
from assistant.workorders.persons import retention

STORIES = Path(__file__).with_name("stories.toml")
MARK = "sample.txt"  # lies in the home folder: the pages say that everything is invented
BASIS = ("劳动法第五十条", "劳动合同法第三十条")
WAY = (Verb.ACCEPT, Verb.DISPATCH, Verb.SIGN, Verb.REPLY, Verb.APPROVE, Verb.CALL_BACK, Verb.CLOSE)
ADVICE = "先不要在没有看清条款的协议上签字，把协议拍照保存。仲裁时效按法律规定计算，请保留单位承认欠付的记录。"
AS_FAR_AS = {"open": 0, "late": 2, "signed": 3, "replied": 4, "closed": 7}
TEXTS = {
    Verb.ACCEPT: "属于工会受理范围",
    Verb.DISPATCH: "请尽快联系来电人核实",
    Verb.SIGN: "已签收",
    Verb.REPLY: "已到现场核实，会同监察机构约谈单位，单位当场书面承诺并已支付，来电人认可。",
    Verb.APPROVE: "办理情况属实",
    Verb.CLOSE: "材料齐全",
}


@dataclass
class SetBack:
    """A clock that is moved by hand."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment


@dataclass(frozen=True)
class Filled:
    """What was made: accounts with their passwords, to be shown once."""

    accounts: tuple[tuple[str, str, str], ...]  # login, password, role
    cases: int


def fill(services: Services) -> Filled:
    """The sample month.

    Raises:
        BadInput: when there are records already.
    """
    clock = SetBack(datetime.now(UTC) - timedelta(days=30))
    work = build_casework(services.settings, lambda: services.catalogue, clock)
    with work.store.read() as tx:
        if tx.cases.opened_since(datetime(2000, 1, 1, tzinfo=UTC)) or len(tx.accounts.all()) > 1:
            raise BadInput("库里已有记录，演示数据只能装入空库；请把 HOTLINE_HOME 指到一个新文件夹")
    table = tomllib.loads(STORIES.read_text(encoding="utf-8"))
    staff, made = _staff(work, table["staff"])
    now = datetime.now(UTC)
    for number, story in enumerate(table["story"]):
        told = (now - timedelta(days=story["days"])).replace(hour=1 + number % 8, minute=number * 7 % 60)
        clock.moment = min(told, now - timedelta(hours=1))
        _Telling(services, work, clock, staff, now).tell(number, story)
    services.settings.home.mkdir(parents=True, exist_ok=True)
    (services.settings.home / MARK).write_text("本机装有演示数据，人物和单位都是虚构的\n", encoding="utf-8")
    work.store.close()
    return Filled(made, len(table["story"]))


def _staff(work: Casework, rows: list[Mapping[str, str]]) -> tuple[dict[Role, Actor], tuple[tuple[str, str, str], ...]]:
    staff, made = {}, []
    for row in rows:
        new = NewAccount(row["login"], row["name"], Role(row["role"]), row["org"])
        actor, password = work.people.add(SYSTEM, new)
        with work.store.begin() as tx:  # a sample account is looked at, not owned: no change of password is asked for
            tx.accounts.save(replace(tx.accounts.get(actor.id), must_change=False))
        staff[actor.role] = actor
        made.append((actor.login, password, actor.role.value))
    return staff, tuple(made)


@dataclass(frozen=True)
class _Telling:
    """One story told with the use-cases."""

    services: Services
    work: Casework
    clock: SetBack
    staff: Mapping[Role, Actor]
    now: datetime

    def tell(self, number: int, story: Mapping[str, Any]) -> None:
        """The call, its answer, and what people did with it."""
        chat = story["channel"] == "chat"
        actor = ANYONE if chat else self.staff[Role.AGENT]
        caller = Caller("样例职工", f"139000010{number:02d}")
        opened = self.work.intake.open_call(actor, story["channel"], caller, story["region"])
        notice = NoticeGiven(
            retention()["notice"]["version"], self.clock.now(), "shown" if chat else "spoken", not chat
        )
        self.work.intake.give_notice(actor, opened.call.id, opened.token, notice)
        said_id = new_id()
        body = {"id": said_id, "turns": [{"role": "caller", "text": story["text"]}], "region": story["region"]}
        handling, reply = self.services.answered(body, local_day(self.clock.now()))
        kept = self.work.intake.keep(actor, opened.call.id, opened.token, said_id, handling, reply)
        if chat:
            verdict = "unhelpful" if number % 5 == 4 else "helpful"
            self.work.console.judge(actor, opened.call.id, opened.token, kept.answered.id, Verdict(verdict))
            self.work.live.grade(actor, opened.call.id, opened.token, 3 + number % 3)
        self._later(minutes=6 + number % 5)
        self.work.intake.end_call(actor, opened.call.id, opened.token)
        self._follow(kept, story)

    def _follow(self, kept: Kept, story: Mapping[str, Any]) -> None:
        then = story["then"]
        if then in AS_FAR_AS:
            order = kept.order or self.work.desk.open(
                self.staff[Role.AGENT], Opening(kept.case.id, "其他", _matter(story), story["region"])
            )
            self._walk(order, AS_FAR_AS[then], story.get("recovered", 0))
        if then in ("lawyer", "asked") and kept.referral is not None:
            self._answer(kept.referral, answered=then == "lawyer")

    def _walk(self, order: WorkOrder, steps: int, recovered: int) -> None:
        for verb in WAY[:steps]:
            self._later(hours=5)
            doing = Doing(
                verb,
                text=TEXTS.get(verb, "已电话回访"),
                org=self.staff[Role.COUNTY].org if verb is Verb.DISPATCH else None,
                basis=BASIS if verb is Verb.REPLY else (),
                recovered_fen=recovered * 100 if verb is Verb.REPLY else 0,
                call_back=CallBack(True, True, 5, 5) if verb is Verb.CALL_BACK else None,
            )
            order = self.work.desk.step(self._who(verb), order.id, order.version, doing)

    def _who(self, verb: Verb) -> Actor:
        if verb in (Verb.SIGN, Verb.REPLY):
            return self.staff[Role.COUNTY]
        if verb is Verb.APPROVE:
            return self.staff[Role.CITY]
        return self.staff[Role.INSPECTOR if verb is Verb.CLOSE else Role.AGENT]

    def _answer(self, referral: Referral, answered: bool) -> None:
        lawyer = self.staff[Role.LAWYER]
        self._later(hours=4)
        taken = self.work.lawyers.take(lawyer, referral.id, referral.version)
        if not answered:
            self.work.lawyers.ask_back(
                lawyer, taken.id, taken.version, "请补充：有没有书面通知或者协议，落款是哪一天？"
            )
            return
        self._later(hours=6)
        ref = self.services.catalogue.cited("劳动争议调解仲裁法第二十七条")
        provision = self.services.catalogue.provision(ref, local_day(self.clock.now()))
        rules = [CitedRule("《劳动争议调解仲裁法》第二十七条", provision.text[:40])] if provision else []
        try:
            self.work.lawyers.answer(lawyer, taken.id, taken.version, ADVICE, rules)
        except AssistantError:
            self.work.lawyers.ask_back(lawyer, taken.id, taken.version, "请把协议拍照发来，我看过再答复您。")

    def _later(self, **by: float) -> None:
        self.clock.moment = min(self.clock.moment + timedelta(**by), self.now)


def _matter(story: Mapping[str, Any]) -> Matter:
    return Matter(story["text"][:120])
