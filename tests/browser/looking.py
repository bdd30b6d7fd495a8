"""What is measured on a page that stands: contrast of every visible text, size of what is tapped, payloads that ran."""

from playwright.sync_api import Page

LOW_CONTRAST = """
() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
  const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (c) => {
    const f = c.slice(0, 3).map((v) => linear(v / 255));
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2];
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c[3] > 0.9) return c;
    }
    return [255, 255, 255, 1];
  };
  const unseen = "[disabled], .visually-hidden, .skip, script, option";
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest(unseen)) continue;
    const pair = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) bad.push(`${ratio.toFixed(2)} ${e.className}: ${walk.currentNode.data.trim().slice(0, 20)}`);
  }
  return bad;
}
"""
SMALL_TARGETS = """
(least) => [...document.querySelectorAll("button, .button, input:not([type=hidden]), textarea, select")]
  .filter((e) => e.checkVisibility() && !e.closest(".write__foot"))
  .filter((e) => e.getBoundingClientRect().height < least)
  .map((e) => `${e.getBoundingClientRect().height} ${e.className} ${e.textContent.trim().slice(0, 20)}`)
"""


def low_contrast(page: Page) -> list[str]:
    """Texts whose contrast is below 4.5."""
    found: list[str] = page.evaluate(LOW_CONTRAST)
    return found


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Controls lower than a finger."""
    found: list[str] = page.evaluate(SMALL_TARGETS, least)
    return found


def hacked(page: Page) -> bool:
    """True when a payload ran."""
    return bool(page.evaluate("() => Boolean(window.hacked)"))
