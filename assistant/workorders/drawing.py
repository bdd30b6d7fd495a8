"""The life of a work order as a Mermaid drawing, from the table that rules it."""

from assistant.domain.moves import TRANSITIONS
from assistant.domain.workorder import ENDED, STAGE_NAMES, VERB_NAMES, Stage

_EVERYWHERE = 5  # a step allowed in more stages than this without moving is told in words, not drawn


def mermaid() -> str:
    """The state diagram; an arrow is a step, the steps between the same two stages share one."""
    arrows: dict[tuple[Stage, Stage], list[str]] = {}
    anywhere = []
    for verb, moves in TRANSITIONS.items():
        if len(moves) > _EVERYWHERE and all(targets == frozenset({stage}) for stage, targets in moves.items()):
            anywhere.append(VERB_NAMES[verb])
            continue
        for stage, targets in moves.items():
            for target in Stage:
                if target in targets:
                    arrows.setdefault((stage, target), []).append(VERB_NAMES[verb])
    lines = ["stateDiagram-v2"]
    lines += [f"  {stage.value}: {STAGE_NAMES[stage]}" for stage in Stage]
    lines.append(f"  [*] --> {Stage.REPORTED.value}: 反映")
    lines += [f"  {a.value} --> {b.value}: {'、'.join(verbs)}" for (a, b), verbs in arrows.items()]
    lines += [f"  {stage.value} --> [*]" for stage in Stage if stage in ENDED]
    return "\n".join([*lines, f"  %% 未结束的任何阶段都可以：{'、'.join(anywhere)}", ""])
