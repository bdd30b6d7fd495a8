"""What is said when the answer is not the law itself: a person at once, a lawyer, an order, a question back, a kind no."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.triage import Triage
from assistant.domain.answer import Draft


@dataclass(frozen=True, slots=True)
class ServicePromises:
    """The office's own time limits in working days."""

    lawyer_reply_days: int
    order_contact_days: int
    order_reply_days: int


def crisis(triage: Triage) -> str:
    """Calm words, the number, one safe instruction; never a lecture on law first."""
    return f"{triage.says['words']}\n请立即拨打：{triage.says['number']}。正在为您转接值班人员，请不要挂断。"


def out_of_scope(triage: Triage) -> str:
    """A courteous refusal and where to turn."""
    return f"{triage.says['say']}{triage.says['route']}"


def escalation(triage: Triage | None, draft: Draft | None, promises: ServicePromises) -> str:
    """Who takes it, by when, what to do and not to do meanwhile, and what is certain already."""
    said = (
        triage.says["say"]
        if triage
        else "这个问题我没有查到足以直接答复您的规定，为免说错，我转给工会的值班律师来答复。"
    )
    lines = [f"{said}律师会在{promises.lawyer_reply_days}个工作日内联系您；情况紧急的请直接说“转人工”。"]
    safe: Sequence[str] = triage.says.get("safe", ()) if triage else ()
    if safe:
        lines.append("在这之前请注意：" + "；".join(f"{n}. {s}" for n, s in enumerate(safe, start=1)) + "。")
    if certain := certain_already(draft):
        lines.append(f"可以先告诉您的：{certain}")
    lines.append("经济确有困难，或者是农民工讨要工资、主张工伤待遇的，可以同时申请法律援助，不收费。")
    return "\n".join(lines)


def dispatch(triage: Triage, draft: Draft | None, promises: ServicePromises, missing: Sequence[str]) -> str:
    """Who will do what by when, what is still needed, and what is certain already; no result is promised."""
    lines = [
        triage.says["say"],
        f"承办：{triage.says['who']}，{promises.order_contact_days}个工作日内联系您核实情况，"
        f"一般{promises.order_reply_days}个工作日内答复办理情况。您的姓名、电话会保密，不愿公开的请告诉我。",
    ]
    if missing:
        lines.append("为了尽快办，请补充：" + "、".join(missing) + "。")
    if certain := certain_already(draft):
        lines.append(f"可以先告诉您的：{certain}")
    return "\n".join(lines)


def clarification(questions: Sequence[str], draft: Draft | None) -> str:
    """The questions, and what is certain whatever the answers are."""
    asked = "；".join(f"{n}. {q}" for n, q in enumerate(questions, start=1))
    lines = [f"要给您准确的答复，还需要了解：{asked}"]
    if certain := certain_already(draft):
        lines.append(f"可以先确定的是：{certain}")
    return "\n".join(lines)


def certain_already(draft: Draft | None) -> str:
    """The short approved answer of the draft, where there is one."""
    return draft.short if draft is not None and draft.card else ""
