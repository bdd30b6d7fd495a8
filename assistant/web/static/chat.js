/* 职工端: sending with Enter, quick topics, following the talk, speaking and being read to. */
"use strict";

const text = byId("text");
const talk = document.querySelector(".talk");

const fit = () => { text.rows = Math.min(5, text.value.split("\n").length + Math.floor(text.value.length / 34)); };
text.addEventListener("input", fit);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId("write").requestSubmit();
  }
});

/* The message is shown by the server; the field is emptied only when it was kept. */
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id === "write" && event.detail.successful) {
    text.value = "";
    fit();
    text.focus();
  }
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "write" && !text.value.trim()) event.preventDefault();
});

/* Follow the talk: a new answer is shown from its beginning. */
const showLast = (event) => {
  const bubbles = byId("said").children;
  const last = bubbles[bubbles.length - 1];
  if (!last || (event.target !== document && byId("sheet").contains(event.target))) return;
  if (last.offsetHeight > talk.offsetHeight - 40) last.scrollIntoView({ block: "start" });
  else talk.scrollTop = talk.scrollHeight;
};
document.addEventListener("htmx:afterSettle", showLast);
document.addEventListener("live", showLast);
talk.scrollTop = talk.scrollHeight;
if (!byId("said").children.length) talk.scrollTop = 0;

document.addEventListener("click", (event) => {
  const topic = event.target.closest("[data-fill]");
  if (topic) {
    text.value = topic.dataset.ask ? "" : topic.dataset.fill;
    if (topic.dataset.ask) text.placeholder = topic.dataset.ask;
    fit();
    text.focus();
  }
  const reader = event.target.closest("[data-read]");
  if (reader && "speechSynthesis" in window) {
    window.speechSynthesis.cancel();
    const words = [...reader.closest("article").querySelectorAll(".section__text, .figure")].map((one) => one.textContent).join("。");
    const spoken = new SpeechSynthesisUtterance("以下由人工智能生成。" + words);
    spoken.lang = "zh-CN";
    spoken.rate = 0.9;
    window.speechSynthesis.speak(spoken);
  }
});

/* Speaking: recorded here, turned into text by the server, looked over by the caller before it is sent. */
const mic = byId("mic");
let recorder = null;
if (navigator.mediaDevices && window.MediaRecorder) mic.hidden = false;
const heardWell = async (sound) => {
  const form = new FormData();
  form.append("sound", sound, "voice.webm");
  mic.textContent = "识别…";
  const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
  const answer = await fetch("/chat/voice", { method: "POST", body: form, headers: { ...headers, Accept: "application/json" } });
  const made = await answer.json();
  if (answer.ok) text.value = (text.value + made.text).trim();
  else text.placeholder = made.error.message;
  fit();
  text.focus();
};
mic.addEventListener("click", async () => {
  if (recorder) {
    recorder.stop();
    return;
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", async () => {
      stream.getTracks().forEach((track) => track.stop());
      recorder = null;
      mic.setAttribute("aria-pressed", "false");
      try {
        await heardWell(new Blob(parts));
      } finally {
        mic.textContent = "话筒";
      }
    });
    recorder.start();
    mic.setAttribute("aria-pressed", "true");
    mic.textContent = "停";
  } catch {
    text.placeholder = "没有打开话筒，请直接打字";
    mic.hidden = true;
  }
});
