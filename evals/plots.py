"""The plots of a report as plain SVG: no plotting library is installed, and five small figures need none."""

from collections.abc import Sequence
from html import escape

from evals.metrics.calibration import Bin, RiskPoint

WIDE, HIGH, EDGE = 460, 300, 44
INK, SOFT, LINE, ALERT = "#1f2a37", "#d5dbe3", "#1a5fb4", "#b3261e"
BAR = 18


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Share sound over confidence; on the diagonal the confidence means what it says."""
    diagonal = f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="{SOFT}" stroke-width="2"/>'
    most = max((b.n for b in bins), default=1)
    dots = [
        f'<circle cx="{_x(b.confidence)}" cy="{_y(b.sound)}" r="{3 + 7 * (b.n / most) ** 0.5:.1f}" fill="{LINE}" '
        f'fill-opacity="0.75"><title>confidence {b.confidence:.2f}, sound {b.sound:.2f}, n={b.n}</title></circle>'
        for b in bins
    ]
    return _frame("Reliability: share sound by confidence", diagonal + "".join(dots), "confidence", "sound", 1.0)


def risk_coverage_plot(points: Sequence[RiskPoint]) -> str:
    """Risk among what is answered, over the share answered."""
    top = max((point.risk for point in points), default=0.0) or 1.0
    path = " ".join(f"{_x(point.coverage)},{_y(point.risk / top)}" for point in points)
    drawn = f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>'
    marks = "".join(
        f'<line x1="{_x(0)}" x2="{_x(1)}" y1="{_y(risk / top)}" y2="{_y(risk / top)}" stroke="{ALERT}" stroke-dasharray="4 4"/>'
        f"{_text(_x(1), _y(risk / top) - 4, f'{risk:.0%}', 'end')}"
        for risk in (0.02, 0.05)
        if risk <= top
    )
    return _frame("Risk–coverage", marks + drawn, "coverage", "risk", top)


def bars(title: str, values: Sequence[tuple[str, float | None, int]]) -> str:
    """A horizontal bar a slice, with its value and n."""
    left, width = 150, 250
    height = 34 + (BAR + 6) * len(values)
    parts = []
    for place, (label, value, n) in enumerate(values):
        y = 30 + place * (BAR + 6)
        length = width * (value or 0.0)
        shown = "–" if value is None else f"{value:.2f}"
        parts.append(_text(left - 8, y + 13, label, "end"))
        parts.append(f'<rect x="{left}" y="{y}" width="{width}" height="{BAR}" fill="{SOFT}" fill-opacity="0.5"/>')
        parts.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{LINE}"/>')
        parts.append(_text(left + width + 6, y + 13, f"{shown} (n={n})", "start"))
    return _svg(title, "".join(parts), WIDE + 40, height)


def confusion_plot(counts: dict[tuple[str, str], int]) -> str:
    """Expected action down, action taken across; the darker, the more of that row."""
    across = sorted({taken for _, taken in counts})
    down = sorted({expected for expected, _ in counts})
    cell, left, top = 72, 150, 56
    parts = [
        _text(left + place * cell + cell / 2, top - 8, _short(name), "middle") for place, name in enumerate(across)
    ]
    for line, expected in enumerate(down):
        total = sum(counts.get((expected, taken), 0) for taken in across) or 1
        y = top + line * 34
        parts.append(_text(left - 8, y + 21, expected, "end"))
        for place, taken in enumerate(across):
            n = counts.get((expected, taken), 0)
            colour = LINE if expected == taken else ALERT
            parts.append(
                f'<rect x="{left + place * cell}" y="{y}" width="{cell - 2}" height="32" fill="{colour}" '
                f'fill-opacity="{0.04 + 0.8 * n / total:.2f}"/>'
            )
            parts.append(_text(left + place * cell + cell / 2, y + 21, str(n) if n else "·", "middle"))
    return _svg(
        "Expected action (down) and action taken (across)",
        "".join(parts),
        left + cell * len(across) + 10,
        top + 34 * len(down) + 8,
    )


def latency_plot(stages: Sequence[tuple[str, float, float]]) -> str:
    """Median and 95th percentile of each stage, in milliseconds."""
    top = max((p95 for _, _, p95 in stages), default=1.0) or 1.0
    left, width = 110, 260
    parts = []
    for place, (name, median, p95) in enumerate(stages):
        y = 30 + place * (BAR + 6)
        parts.append(_text(left - 8, y + 13, name, "end"))
        parts.append(f'<rect x="{left}" y="{y}" width="{width * p95 / top:.1f}" height="{BAR}" fill="{SOFT}"/>')
        parts.append(f'<rect x="{left}" y="{y}" width="{width * median / top:.1f}" height="{BAR}" fill="{LINE}"/>')
        parts.append(_text(left + width + 6, y + 13, f"{median:.1f} / {p95:.1f}", "start"))
    return _svg(
        "Latency by stage: median and 95th percentile, ms", "".join(parts), WIDE + 40, 34 + (BAR + 6) * len(stages)
    )


def _x(share: float) -> float:
    return round(EDGE + share * (WIDE - 2 * EDGE), 1)


def _y(share: float) -> float:
    return round(HIGH - EDGE - share * (HIGH - 2 * EDGE), 1)


def _frame(title: str, inside: str, across: str, up: str, top: float) -> str:
    ticks = "".join(
        f"{_text(_x(t), HIGH - EDGE + 16, f'{t:.2f}', 'middle')}{_text(EDGE - 6, _y(t) + 4, f'{t * top:.2f}', 'end')}"
        for t in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    box = (
        f'<rect x="{_x(0)}" y="{_y(1)}" width="{_x(1) - _x(0)}" height="{_y(0) - _y(1)}" fill="none" stroke="{SOFT}"/>'
    )
    names = _text(_x(0.5), HIGH - 6, across, "middle") + _text(EDGE, EDGE - 10, up, "start")
    return _svg(title, box + ticks + names + inside, WIDE, HIGH)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" fill="{INK}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, inside: str, width: float, height: float) -> str:
    label = escape(title)
    head = f'<text x="4" y="14" font-size="13" font-weight="600" fill="{INK}">{label}</text>'
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" xmlns="http://www.w3.org/2000/svg">{head}{inside}</svg>'
    )


def _short(action: str) -> str:
    return action.split("_")[0]
