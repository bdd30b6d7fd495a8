/* What every screen does: a lost line is shown, messages go away, articles open, the keyboard works. */
"use strict";

const byId = (id) => document.getElementById(id);
let clearing = 0;

/* An article opens in a sheet where there is one, else where it stands. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "toast") {
    window.clearTimeout(clearing);
    clearing = window.setTimeout(() => byId("toast").replaceChildren(), 9000);
  }
  if (event.detail.target.id === "article") {
    const sheet = byId("sheet");
    if (sheet && !sheet.open) sheet.showModal();
    const tab = byId("tab-article");
    if (tab) tab.click();
  }
});

/* After a form was sent well, it is empty again; what was refused stays as it was written. */
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (event.detail.successful && form instanceof HTMLFormElement && form.dataset.empties !== undefined) {
    form.querySelectorAll("textarea, input[type=text]").forEach((field) => { field.value = ""; });
  }
});

/* The line: shown when lost, hidden when healed. */
const lost = (is) => { byId("lost").hidden = !is; };
window.addEventListener("offline", () => lost(true));
window.addEventListener("online", () => lost(false));
document.addEventListener("htmx:sendError", () => lost(true));
document.addEventListener("htmx:afterOnLoad", () => lost(false));

/* Tabs: aria-controls names the panel. */
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (!tab) return;
  tab.parentElement.querySelectorAll("[role=tab]").forEach((one) => {
    const chosen = one === tab;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    byId(one.getAttribute("aria-controls")).hidden = !chosen;
  });
});
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (!tab || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const all = [...tab.parentElement.querySelectorAll("[role=tab]")];
  const step = event.key === "ArrowRight" ? 1 : all.length - 1;
  const next = all[(all.indexOf(tab) + step) % all.length];
  next.focus();
  next.click();
});
