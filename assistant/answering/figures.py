"""The Reckoner: which figure answers what was asked, filled from the facts, worked out; or what is still to be asked.

A figure is given only when it was asked for and its facts are there. A fact nobody said is not guessed: the caller is
asked for it, plainly and at most three at a time. A sum the caller or his employer named is never repeated as right.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.answering.at_odds import at_odds
from assistant.answering.derived import fixed_by_talk, with_derived
from assistant.answering.ending import Ending, ending_of
from assistant.answering.facts.reader import heard
from assistant.answering.facts.reading import plain_value
from assistant.answering.filling import Filled, fact_for, fill
from assistant.answering.spread import Spread, span_of_sums
from assistant.answering.wanted import CLOCK, ENDING, Entry, stand_ins, step_asked, wanted, wants_own
from assistant.calculators.calculator import BadFact, MissingFacts, Param, Working, calculate, registry
from assistant.calculators.rates import Rates
from assistant.calculators.wording import day_text, yuan
from assistant.domain.answer import Figure
from assistant.domain.question import Fact, Question
from knowledge.figures import unsupported
from knowledge.model import Card, Evidence, Kind

MOST_QUESTIONS = 3
_LOCAL = frozenset(
    {"city_average", "area_average", "minimum_wage_month", "minimum_wage_hour", "local_average_year",
     "heat_allowance_day", "employer_average", "disposable_income_year", "monthly_benefit", "area_average_year"}
)  # fmt: skip
_WHOLE_STORY = 60  # characters
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATES = ("last_day", "worker_last_day", "earliest")
_OFFERED_AGAINST = frozenset({"severance", "unlawful_termination", "n_plus_one"})


@dataclass(frozen=True, slots=True)
class Task:
    """One figure to work out: the calculator, where its facts come from, and what the wording already settles."""

    kind: str
    entry: Entry
    fixed: Mapping[str, str]
    ask: str | None = None  # the question that decides which figure it is at all


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure, or the questions that would bring it out; both empty where the rule itself is the answer."""

    figure: Figure | None = None
    questions: tuple[str, ...] = ()


class CaseReckoner:
    """Works figures out of a question's facts with the calculators."""

    def __init__(self, rates: Rates, cards: Mapping[str, Card]) -> None:
        self._rates = rates
        self._cards = cards

    def work_out(self, question: Question, evidence: Sequence[Evidence]) -> tuple[Figure, ...]:
        """The figures that are asked for and whose facts are there."""
        asked = with_derived(question)
        if at_odds(question):
            return ()
        outcomes = [self._outcome(task, asked) for task in self._tasks(asked, evidence)]
        found = {outcome.figure.kind: outcome.figure for outcome in reversed(outcomes) if outcome.figure}
        return tuple(reversed(found.values()))

    def missing(self, question: Question, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """The questions for what a figure still needs, when the caller wants his own sum or day."""
        asked = with_derived(question)
        if settle := at_odds(question):
            return settle
        if not wants_own(asked):
            return ()
        outcomes = [self._outcome(task, asked) for task in self._tasks(asked, evidence)]
        if any(outcome.figure for outcome in outcomes):
            return ()
        return next((outcome.questions for outcome in outcomes if outcome.questions), ())[:MOST_QUESTIONS]

    def _tasks(self, question: Question, evidence: Sequence[Evidence]) -> list[Task]:
        card = self._best_card(evidence)
        if step := step_asked(question):
            known = Entry(CLOCK, (), (), facts={"started_on": step.start})
            begun = any(question.fact(name) for name in step.start)
            return [Task(CLOCK, known, {"step": step.step}, None if begun else step.ask or None)]
        return [task for entry in wanted(question, card) for task in self._settled(entry, question, card)]

    def _settled(self, entry: Entry, question: Question, card: str) -> list[Task]:
        if entry.kind == ENDING:
            ending = ending_of(question, heard(question.inquiry.caller_text), card)
            return [_ending_task(entry, ending)] if ending.kind or ending.ask else []
        return [Task(entry.kind, entry, fixed_by_talk(entry.kind, question))]

    def _best_card(self, evidence: Sequence[Evidence]) -> str:
        """The calculator the best card names."""
        best = next((e.passage.id for e in evidence if e.passage.kind is Kind.FAQ), "")
        return self._cards[best].calculator if best in self._cards else ""

    def _outcome(self, task: Task, question: Question) -> Outcome:
        if task.ask and task.kind != CLOCK and _told_in_full(question):
            return Outcome()
        if task.ask:
            others = () if task.kind == CLOCK else _open_questions("severance", task, question)
            return Outcome(questions=(task.ask, *others))
        if task.entry.one_of and not any(question.fact(name) or name in task.fixed for name in task.entry.one_of):
            return Outcome(questions=() if task.entry.silent else _open_questions(task.kind, task, question))
        filled = _filled(task, question)
        if filled.conflicts:
            param, one, other = filled.conflicts[0]
            if one.turn == other.turn:
                return Outcome()  # two things in one breath: more likely misread than at odds
            return Outcome(questions=(f"{param.label}您前面说是“{one.said}”，又说是“{other.said}”，以哪个为准？",))
        return self._worked(task, filled, question)

    def _worked(self, task: Task, filled: Filled, question: Question) -> Outcome:
        day = question.inquiry.as_of
        try:
            runs = [calculate(task.kind, said, day, question.region, self._rates) for said in filled.alternatives]
        except MissingFacts as error:
            return self._unsaid(task, error, question)
        except BadFact:
            return Outcome()
        best = _agreed(runs, day)
        if best is None:
            if between := span_of_sums(runs):
                return Outcome(figure=_between(between, _figure(between.low, task, filled, question, exact=True)))
            asks = tuple(param.ask for param in filled.vague)
            return Outcome(questions=() if task.entry.silent else asks)
        if _says_nothing(best):
            return Outcome()
        return Outcome(figure=_figure(best, task, filled, question, exact=len(runs) == 1))

    def _unsaid(self, task: Task, error: MissingFacts, question: Question) -> Outcome:
        needed = [param for param in error.params if param.name not in _LOCAL]
        if not needed:
            if task.entry.instead:
                return self._outcome(
                    replace(task, kind=task.entry.instead, entry=replace(task.entry, instead="")), question
                )
            return Outcome()  # only a local value is missing: the rule is told, the value named by the card
        return Outcome(questions=() if task.entry.silent else _open_questions(task.kind, task, question, needed))


def _told_in_full(question: Question) -> bool:
    """True for a whole story with years and wage: what is still open is told as a rule, not asked back."""
    years = any(question.fact(name) for name in ("service", "start", "total_service"))
    wage = any(question.fact(name) for name in ("average_wage", "monthly_wage"))
    return years and wage and len(question.inquiry.caller_text) >= _WHOLE_STORY


def _ending_task(entry: Entry, ending: Ending) -> Task:
    fixed = {"reason": ending.reason} if ending.kind == "severance" and ending.reason else {}
    return Task(ending.kind or ENDING, entry, fixed, ending.ask)


def _filled(task: Task, question: Question) -> Filled:
    params = [param for param in registry()[task.kind].params if param.name not in task.fixed]
    filled = fill(params, task.entry.facts, question)
    return replace(filled, alternatives=tuple({**said, **task.fixed} for said in filled.alternatives))


def _open_questions(
    kind: str, task: Task, question: Question, needed: Sequence[Param] | None = None
) -> tuple[str, ...]:
    """The questions for parameters nobody spoke of: the needed ones, then what decides who pays."""
    params = registry()[kind].params
    sources = task.entry.facts
    if needed is None:
        names = {task.entry.ask_for, "service", *(param.name for param in params if param.required)}
        needed = [param for param in params if param.name in names]
    also = [param for param in params if param.name in task.entry.also_ask]
    known = {param.name for param in params if fact_for(param, sources, question) is not None}
    asked = [param for param in (*also, *needed) if param.name not in known and not _told(param, known)]
    if any(param.name == "service" for param in asked):
        asked = [param for param in asked if param.name not in ("start", "end")]
    return tuple(dict.fromkeys(param.ask for param in asked if param.name not in _LOCAL))


def _told(param: Param, known: set[str]) -> bool:
    """True for a length of service that the day of hire gives as well."""
    return param.name == "service" and "start" in known


def _agreed(runs: Sequence[Working], today: date) -> Working | None:
    """The working all runs agree on; of last days the earliest, which is the safe one; None where they differ.

    Last days on both sides of today differ in all that matters, so the exact day has to be asked for.
    """
    if not runs:
        return None
    if all(run.headline.value == runs[0].headline.value for run in runs):
        return runs[0]
    if runs[0].headline.name in _DATES and all(run.headline.unit == "日期" for run in runs):
        first, *_, last = sorted(runs, key=lambda run: str(run.headline.value))
        return None if str(first.headline.value) < today.isoformat() <= str(last.headline.value) else first
    return None


def _between(spread: Spread, figure: Figure) -> Figure:
    """The figure of the lower end, said as the range it opens."""
    line = f"具体日子没有说：短的算是{spread.low.headline.text}，长的算是{spread.high.headline.text}，按实际日子确定。"
    label = spread.low.headline.label.replace("合计", f"{spread.low.title}合计")
    headline = f"{label}在{spread.low.headline.text}到{spread.high.headline.text}之间，看具体日子。".replace(" ", "")
    return replace(figure, headline=headline, working=(*figure.working, line))


def _says_nothing(working: Working) -> bool:
    """A sum of nought is told by the rule, not by a figure."""
    value = working.headline.value
    return isinstance(value, Decimal | int) and value == 0


def _figure(working: Working, task: Task, filled: Filled, question: Question, exact: bool) -> Figure:
    headline = _headline(working, rough=bool(filled.rough))
    notes = [*working.assumptions, *_stood_in(task, question)]
    if filled.rough:
        notes.append(f"按您说的大约数（{'、'.join(filled.rough)}）粗算，有工资流水的以流水为准。")
    if not exact:
        notes.append(
            "具体哪一天没有说，按最早的一天算，这样最稳妥。"
            if working.headline.unit == "日期"
            else "具体日子没有说，不影响这个结果。"
        )
    lines = [
        *(_as_said(step, filled) for step in working.steps),
        *_against_offer(working, question),
        *(f"前提：{note}" for note in notes),
    ]
    if unsupported(headline, lines):
        lines.append(f"结果：{working.headline.text}。")
    record: dict[str, Any] = {name: value for name, value in working.as_json().items() if name != "headline"}
    return Figure(
        kind=working.kind,
        headline=headline,
        value=_value(working),
        unit=working.headline.unit,
        working=tuple(lines),
        basis=working.basis,
        caveats=(*working.caveats, *working.next_steps),
        record={**record, "figure": working.headline.as_json()},
    )


def _as_said(step: str, filled: Filled) -> str:
    """A step in the caller's words where it was worked out at the end of a range he never named."""
    plain = step
    for end, said in filled.stand_for:
        shown = day_text(date.fromisoformat(end)) if _ISO.fullmatch(end) else end
        plain = plain.replace(shown, said)
    if plain != step:
        plain = re.sub(r"，共[^。；]*", "", plain)
    return re.sub(r"余下[^，]+，", "余下的", plain) if filled.stand_for else plain


def _headline(working: Working, rough: bool) -> str:
    head = working.headline
    text = head.text.replace(" ", "")
    if head.unit.startswith("元"):
        label = f"{working.title}{head.label}" if head.label == "合计" else head.label
        about = "大约" if rough else "约"
        return f"{label}{about}{text}。" if label.endswith("支付") else f"{label}{about}为{text}。"
    if head.unit in ("日期", "年月"):
        return f"{head.label}是{text}。"
    return f"{head.label}：{text}。"


def _value(working: Working) -> Decimal | str | int:
    value = working.headline.value
    return value if isinstance(value, Decimal | int | str) else value.isoformat()


def _stood_in(task: Task, question: Question) -> list[str]:
    notes = []
    for param in registry()[task.kind].params:
        fact = fact_for(param, task.entry.facts, question)
        if fact is not None and (note := stand_ins().get(f"{param.name}:{fact.name}")):
            notes.append(note)
    return notes


def _against_offer(working: Working, question: Question) -> list[str]:
    """What an employer's lower offer leaves open; his sum itself is not said again."""
    offers: list[Fact] = [fact for fact in question.facts if fact.name == "offered"]
    due = working.headline.value
    if working.kind not in _OFFERED_AGAINST or len(offers) != 1 or not isinstance(due, Decimal):
        return []
    short = due - Decimal(plain_value(offers[0].value))
    return [f"单位提出的数比这个少 {yuan(short)}，少的部分可以要求补足。"] if short > 0 else []
