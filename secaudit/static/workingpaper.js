// Rows of a working paper are saved in the background. Without this file each row has its button.
"use strict";

(() => {
  const texts = document.querySelector("[data-texts]").dataset;
  const PAUSE = 600;
  const RETRY = 5000;

  // One row: what is typed, what the server has, and at most one request under way.
  function row(form) {
    const status = form.querySelector("[data-status]");
    const version = form.elements.version;
    let timer, busy = false, waiting = false, unsaved = false;
    form.querySelector("[data-save]").hidden = true;

    const say = (text, failed = false) => {
      if (status.textContent !== text) status.textContent = text;
      status.classList.toggle("failed", failed);
    };
    const later = (pause) => { unsaved = true; clearTimeout(timer); timer = setTimeout(send, pause); };

    async function send() {
      if (busy) { waiting = true; return; }
      busy = true;
      say(texts.saving);
      const data = Object.fromEntries(new FormData(form));
      delete data.csrf_token;
      const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
      const answer = await fetch(form.action, { method: "PUT", headers, body: JSON.stringify(data) }).catch(() => null);
      busy = false;
      if (!answer || answer.status >= 500) { say(texts.failed, true); later(RETRY); return; }
      const said = await answer.json().catch(() => ({}));
      document.dispatchEvent(new Event("secaudit:alive"));
      if (answer.ok) {
        version.value = said.version;
        unsaved = false;
        say(said.said);
        count();
        if (waiting) { waiting = false; later(0); }
      } else if (answer.status === 409 && said.theirs) {
        say(texts.conflict, true);
        conflict(said, data);
      } else {
        say(said.error || texts.failed, true);
      }
    }

    // Both, side by side; nothing is overwritten without a press.
    function conflict(said, ours) {
      form.querySelector(".conflict")?.remove();
      const box = document.createElement("div");
      box.className = "conflict";
      box.tabIndex = -1;
      const sides = document.createElement("div");
      sides.className = "sides";
      for (const side of [said.theirs, ours]) {
        const each = document.createElement("div");
        each.className = "side";
        each.append(...lines(side));
        sides.append(each);
      }
      const buttons = document.createElement("div");
      buttons.className = "buttons";
      buttons.append(choice(texts.theirs, () => { fill(said.theirs); unsaved = false; }), choice(texts.mine, () => later(0)));
      box.append(sides, buttons);
      form.append(box);
      box.focus();
      function choice(text, then) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        button.addEventListener("click", () => { version.value = said.version; box.remove(); say(""); then(); });
        return button;
      }
    }
    function lines(side) {
      return ["judgement", "seen", "procedure", "population", "sample"].filter((name) => side[name]).map((name) => {
        const line = document.createElement("p");
        line.textContent = name === "judgement" ? word(side[name]) : side[name];
        return line;
      });
    }
    const word = (value) => form.querySelector(`[name=judgement][value="${CSS.escape(value)}"]`)?.nextElementSibling.lastChild.textContent || value;
    function fill(side) {
      for (const [name, value] of Object.entries(side)) {
        const field = form.elements[name];
        if (field) field.value = value;
      }
    }

    form.addEventListener("input", (event) => later(event.target.type === "radio" ? 300 : PAUSE));
    form.addEventListener("submit", (event) => { event.preventDefault(); later(0); });
    form.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); next(form); }
      else if (event.key === "Escape" && event.target.matches("textarea")) form.querySelector(":checked")?.focus();
      else if (event.target.type === "radio") digit(event, form);
    });
    return () => unsaved;
  }

  // A digit inside the judgements chooses; Enter goes on to the next row.
  function digit(event, form) {
    if (event.key === "Enter") { event.preventDefault(); return next(form); }
    const key = event.key.normalize("NFKC");
    const radio = /^\d$/.test(key) && form.querySelector(`[data-key="${key}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function next(form) {
    const forms = [...document.querySelectorAll("[data-judge]")];
    forms[forms.indexOf(form) + 1]?.querySelector(":checked, [type=radio]")?.focus();
  }

  // The page shows a part of the paper: what was judged elsewhere is added to what is seen here.
  const shown = () => [...document.querySelectorAll("[data-judge]")].filter((form) => form.querySelector(":checked")?.dataset.key !== "0").length;
  const counter = document.querySelector("[data-judged]");
  const elsewhere = Number(counter.textContent) - shown();
  function count() {
    counter.textContent = elsewhere + shown();
    counter.closest(".sticky").querySelector("progress").value = elsewhere + shown();
  }

  const rows = [...document.querySelectorAll("[data-judge]")].map(row);
  window.addEventListener("beforeunload", (event) => { if (rows.some((unsaved) => unsaved())) event.preventDefault(); });

  // Ctrl+Enter records the finding that is being written; a digit on its severity chooses one.
  document.querySelector("#new-finding form")?.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); return event.currentTarget.requestSubmit(); }
    const radios = event.currentTarget.querySelectorAll("[name=severity]");
    const radio = event.target.name === "severity" && radios[Number(event.key.normalize("NFKC")) - 1];
    if (radio) { event.preventDefault(); radio.checked = true; radio.focus(); }
  });
})();
