"""One table says which step leads where; `advance` is the only way an order moves.

An order is the fold of its steps: the order as opened and every step in turn give the order as it stands, so a stored
row can be checked against its history at any time.
"""

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain.workorder import (
    ENDED,
    STAGE_NAMES,
    VERB_NAMES,
    Stage,
    Step,
    Verb,
    WorkOrder,
)
from assistant.errors import BadInput, Conflict

CALL_BACKS = 3  # tries before an order may be closed without having reached the caller

_S = Stage
_WORKED_ON = (_S.ASSIGNED, _S.IN_HAND)
_OPEN = tuple(stage for stage in Stage if stage not in ENDED)


def _stay(*stages: Stage) -> dict[Stage, frozenset[Stage]]:
    return {stage: frozenset({stage}) for stage in stages}


def _go(target: Stage, *stages: Stage) -> dict[Stage, frozenset[Stage]]:
    return {stage: frozenset({target}) for stage in stages}


TRANSITIONS: Mapping[Verb, Mapping[Stage, frozenset[Stage]]] = {
    Verb.ASK_FACTS: _stay(_S.REPORTED),
    Verb.AMEND: _stay(_S.REPORTED, _S.ACCEPTED, *_WORKED_ON),
    Verb.ACCEPT: _go(_S.ACCEPTED, _S.REPORTED),
    Verb.REFUSE: _go(_S.REFUSED, _S.REPORTED),
    Verb.DISPATCH: _go(_S.ASSIGNED, _S.ACCEPTED),
    Verb.SIGN: _go(_S.IN_HAND, _S.ASSIGNED),
    Verb.ASK_EXTENSION: _stay(_S.IN_HAND),
    Verb.GRANT_EXTENSION: _stay(_S.IN_HAND),
    Verb.DENY_EXTENSION: _stay(_S.IN_HAND),
    Verb.ASK_RETURN: _go(_S.RETURN_ASKED, *_WORKED_ON),
    Verb.GRANT_RETURN: _go(_S.ACCEPTED, _S.RETURN_ASKED),
    Verb.DENY_RETURN: _go(_S.ASSIGNED, _S.RETURN_ASKED),
    Verb.RE_ROUTE: _go(_S.ASSIGNED, *_WORKED_ON),
    Verb.CO_HANDLE: _stay(*_WORKED_ON),
    Verb.MERGE: _go(_S.MERGED, _S.REPORTED, _S.ACCEPTED, *_WORKED_ON),
    Verb.SUPERVISE: _stay(*_OPEN),
    Verb.NOTE: _stay(*_OPEN),
    Verb.RECKON: _stay(*_OPEN),
    Verb.REPLY: _go(_S.REPLIED, _S.IN_HAND),
    Verb.SEND_BACK: _go(_S.IN_HAND, _S.REPLIED),
    Verb.APPROVE: _go(_S.REVIEWED, _S.REPLIED),
    # not reached: stays for the next try; dissatisfied: handled once more; else on to the check
    Verb.CALL_BACK: {_S.REVIEWED: frozenset({_S.REVIEWED, _S.IN_HAND, _S.CALLED_BACK})},
    Verb.CLOSE: _go(_S.CLOSED, _S.CALLED_BACK),
    Verb.REOPEN: _go(_S.IN_HAND, _S.CALLED_BACK, _S.CLOSED),
}


def allowed_verbs(order: WorkOrder) -> tuple[Verb, ...]:
    """What may be done with the order in its stage."""
    return tuple(verb for verb, moves in TRANSITIONS.items() if order.stage in moves)


def check_stage(order: WorkOrder, verb: Verb) -> None:
    """Pass, or say that the stage does not allow the step."""
    if order.stage not in TRANSITIONS[verb]:
        raise Conflict(f"工单{STAGE_NAMES[order.stage]}，不能再{VERB_NAMES[verb]}")


def advance(order: WorkOrder, step: Step) -> WorkOrder:
    """The order after the step.

    Raises:
        Conflict: in one sentence, when the stage does not allow the step.
        BadInput: when the step lacks what it needs.
    """
    moves = TRANSITIONS[step.verb]
    check_stage(order, step.verb)
    _require(order, step)
    after = _effect(order, step)
    target = _target(after, step, moves[order.stage])
    if step.verb is Verb.CALL_BACK and target is Stage.IN_HAND:
        after = replace(after, redone=after.redone + 1, tries=0)
    return replace(after, stage=target, version=order.version + 1, steps=(*order.steps, step))


def replay(opened: WorkOrder, steps: tuple[Step, ...]) -> WorkOrder:
    """The order as its history says it stands."""
    order = opened
    for step in steps:
        order = advance(order, step)
    return order


def _target(order: WorkOrder, step: Step, targets: frozenset[Stage]) -> Stage:
    if len(targets) == 1:
        return next(iter(targets))
    made = step.call_back
    if made is None or not made.reached:
        return Stage.CALLED_BACK if order.tries >= CALL_BACKS else Stage.REVIEWED
    return Stage.CALLED_BACK if made.satisfied or order.redone else Stage.IN_HAND


_NEEDS: Mapping[Verb, tuple[tuple[str, str], ...]] = {
    Verb.ASK_FACTS: (("text", "请写明要补充了解什么"),),
    Verb.AMEND: (("amended", "补正应当写明改成什么"),),
    Verb.REFUSE: (("text", "不予受理应当写明理由"), ("channel", "不予受理应当告知正确的渠道")),
    Verb.DISPATCH: (("org", "交办应当写明承办工会"),),
    Verb.ASK_EXTENSION: (("text", "申请延期应当写明理由"), ("extension_days", "申请延期应当写明延长几个工作日")),
    Verb.GRANT_EXTENSION: (("due", "同意延期应当给出新的期限"),),
    Verb.DENY_EXTENSION: (("text", "不同意延期应当写明理由"),),
    Verb.ASK_RETURN: (("text", "申请退单应当写明理由"),),
    Verb.DENY_RETURN: (("text", "不同意退单应当写明理由"),),
    Verb.RE_ROUTE: (("org", "改派应当写明新的承办工会"), ("text", "改派应当写明理由")),
    Verb.CO_HANDLE: (("org", "会办应当写明会办工会"),),
    Verb.MERGE: (("other", "并单应当写明并入哪一张工单"),),
    Verb.SUPERVISE: (("level", "督办应当写明等级"),),
    Verb.NOTE: (("text", "备注不能是空的"),),
    Verb.REPLY: (("text", "反馈应当写明办理情况"), ("basis", "反馈应当写明依据的规定")),
    Verb.SEND_BACK: (("text", "审核退回应当写明理由"),),
    Verb.CALL_BACK: (("call_back", "回访应当写明是否接通"),),
    Verb.REOPEN: (("text", "重办应当写明理由"),),
}


def _require(order: WorkOrder, step: Step) -> None:
    for name, sentence in _NEEDS.get(step.verb, ()):
        if not getattr(step, name):
            raise BadInput(sentence)
    if step.verb in (Verb.GRANT_EXTENSION, Verb.DENY_EXTENSION) and not order.extension_asked:
        raise Conflict("没有待审批的延期申请")
    if step.verb is Verb.ASK_EXTENSION and order.extension_asked:
        raise Conflict("已有一份延期申请在审批")
    if step.verb is Verb.MERGE and step.other == order.id:
        raise BadInput("工单不能并入自己")
    if step.recovered_fen < 0:
        raise BadInput("追回金额不能是负数")


def _effect(order: WorkOrder, step: Step) -> WorkOrder:
    """The fields the step changes, beside stage and version."""
    match step.verb:
        case Verb.DISPATCH | Verb.RE_ROUTE:
            changed = replace(order, org=step.org, owner=None, extension_asked=0, due=step.due or order.due)
        case Verb.AMEND if step.amended is not None:
            new = step.amended
            changed = replace(
                order,
                matter=new.matter,
                category=new.category,
                region=new.region,
                difficulty=new.difficulty,
                priority=new.priority,
                confidential=new.confidential,
            )
        case Verb.SIGN:
            changed = replace(order, owner=step.actor)
        case Verb.ASK_EXTENSION:
            changed = replace(order, extension_asked=step.extension_days)
        case Verb.GRANT_EXTENSION:
            changed = replace(order, extension_asked=0, extensions=order.extensions + 1, due=step.due, supervised="")
        case Verb.DENY_EXTENSION:
            changed = replace(order, extension_asked=0)
        case Verb.GRANT_RETURN:
            changed = replace(order, org=None, owner=None, due=None)
        case Verb.CO_HANDLE:
            changed = replace(order, co_orgs=tuple(dict.fromkeys((*order.co_orgs, step.org or ""))))
        case Verb.MERGE:
            changed = replace(order, merged_into=step.other, closed_at=step.at)
        case Verb.SUPERVISE:
            changed = replace(order, supervised=step.level)
        case Verb.RECKON:
            changed = replace(order, due=step.due or order.due)
        case Verb.REPLY:
            changed = replace(
                order, reply=step.text, basis=step.basis, recovered_fen=order.recovered_fen + step.recovered_fen
            )
        case Verb.CALL_BACK:
            changed = replace(order, tries=order.tries + 1, last_call_back=step.call_back)
        case Verb.REFUSE | Verb.CLOSE:
            changed = replace(order, closed_at=step.at)
        case Verb.REOPEN:
            changed = replace(order, closed_at=None, tries=0, redone=order.redone + 1, due=step.due or order.due)
        case _:
            changed = order
    moves_on = TRANSITIONS[step.verb][order.stage] != frozenset({order.stage})
    return replace(changed, stage_due=step.stage_due) if step.stage_due or moves_on else changed
