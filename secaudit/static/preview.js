// [data-preview=URL]: while somebody writes, the pane beside shows how it will look.
// Without this file the form's own button does the same.
"use strict";

for (const form of document.querySelectorAll("form[data-preview]")) {
  const pane = form.querySelector("[data-preview-pane]");
  let pause, asked;
  async function show() {
    asked?.abort();
    asked = new AbortController();
    const options = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal: asked.signal };
    const answer = await fetch(form.dataset.preview, options).catch(() => null);
    if (!answer?.ok) return;
    pane.innerHTML = (await answer.json()).html; // cleaned by the server
    document.dispatchEvent(new Event("secaudit:alive"));
  }
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 600);
  });
}
