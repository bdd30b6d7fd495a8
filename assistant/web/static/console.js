/* 坐席台: one key an act, the talk followed, playing held. */
"use strict";

const KEYS = new Set(["a", "e", "r", "l", "d", "/", "s", "w"]);
const writing = (element) => element.matches("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.target.id === "words" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.key === "Escape" && writing(event.target)) {
    event.target.blur();
    return;
  }
  const key = event.key.toLowerCase();
  if (writing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(key)) return;
  const place = ["a", "e", "r"].includes(key) ? document.querySelector(".suggestion[data-open]") : document;
  const control = place && place.querySelector(`[data-key="${key}"]`);
  if (!control) return;
  event.preventDefault();
  if (writing(control)) control.focus();
  else control.click();
  const opened = control.closest("details");
  if (opened && opened.open) opened.querySelector("textarea, select").focus();
});

/* Follow what is said, unless the agent reads further up. */
const talk = byId("talk");
let following = true;
talk.addEventListener("scroll", () => { following = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80; });
const follow = () => { if (following) talk.scrollTop = talk.scrollHeight; };
const emptied = () => { byId("nothing-yet").hidden = byId("suggestions").children.length > 0; };
document.addEventListener("htmx:afterSettle", () => { follow(); emptied(); });
document.addEventListener("live", () => { follow(); emptied(); });
follow();
emptied();

/* Holding the recorded call: the part that waits for the next line is put aside and back. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pause]");
  if (!button) return;
  const playing = byId("playing");
  const held = document.createElement("button");
  held.type = "button";
  held.textContent = "继续回放";
  held.addEventListener("click", () => {
    held.replaceWith(playing);
    htmx.process(playing);
    htmx.ajax("POST", playing.getAttribute("hx-post"), { source: playing, target: playing, swap: "outerHTML" });
  });
  playing.replaceWith(held);
});
