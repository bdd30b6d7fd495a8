/* Server-sent events into the page: each event names itself, each slot says where its HTML goes. The browser connects again by
   itself and tells the server the last place it had, so nothing is lost and nothing comes twice. */
"use strict";

const put = (slot, html) => {
  const place = byId(slot.dataset.into);
  if (!place) return;
  if (slot.dataset.how === "replace") {
    place.outerHTML = html;
    htmx.process(byId(slot.dataset.into));
  } else {
    if (slot.dataset.how === "inside") place.innerHTML = html;
    else place.insertAdjacentHTML(slot.dataset.how, html);
    htmx.process(place);
  }
  document.body.dispatchEvent(new CustomEvent("live-" + slot.dataset.event));
  document.dispatchEvent(new CustomEvent("live"));
};

const connect = () => {
  document.querySelectorAll("[data-live]").forEach((root) => {
    if (root.dataset.connected) return;
    root.dataset.connected = "yes";
    const source = new EventSource(root.dataset.live);
    root.querySelectorAll("[data-event]").forEach((slot) => {
      source.addEventListener(slot.dataset.event, (event) => put(slot, event.data));
    });
    source.addEventListener("open", () => { byId("lost").hidden = true; });
    source.addEventListener("error", () => { byId("lost").hidden = source.readyState === EventSource.OPEN; });
    window.addEventListener("pagehide", () => source.close());
  });
};
document.addEventListener("htmx:afterSettle", connect);
connect();
