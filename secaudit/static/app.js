// What all pages share; each function is one behaviour and hooks on a data attribute.
// Every page is complete without this file.
"use strict";

(() => {
  const all = (selector) => document.querySelectorAll(selector);
  const announce = (text) => { document.querySelector("[data-announcer]").textContent = text; };

  // The error summary, or a conflict, is the first thing a keyboard or screen reader meets.
  function focusOnProblem() {
    document.querySelector("[data-focus]")?.focus();
  }

  // A summary's link goes to the field itself, with its label in view.
  function linkToField(event) {
    const link = event.target.closest(".error-summary a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field, .question") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  }

  // [data-guard]: typed and not sent yet: the browser asks before it leaves.
  const changed = new Set();
  function guard(form) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
  function askBeforeLeaving(event) {
    if (changed.size) event.preventDefault();
  }

  // A form is sent once; a slow answer shows on the button, which keeps its focus.
  // [data-repeat]: a form that answers with a file and may be sent again at once.
  const sent = new WeakSet();
  function sendOnce(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "repeat" in form.dataset) return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    const button = event.submitter;
    if (button) setTimeout(() => sent.has(form) && busy(button), 400);
    setTimeout(() => again(form), 5000);
  }
  function busy(button) {
    button.dataset.text = button.textContent;
    button.textContent = document.body.dataset.busy;
    button.setAttribute("aria-disabled", "true");
    announce(document.body.dataset.busy);
  }
  // Still here after a while: the answer was a file. What is sent twice is done once by the server.
  function again(form) {
    sent.delete(form);
    for (const button of form.querySelectorAll("button[data-text]")) {
      button.textContent = button.dataset.text;
      button.removeAttribute("aria-disabled");
      delete button.dataset.text;
    }
  }
  // The browser shows a page again as it was left: the buttons must work again.
  function free(event) {
    if (event.persisted) for (const form of document.forms) again(form);
  }

  // [data-counter=ID]: how much room is left; spoken only after a pause in typing.
  function count(line) {
    const field = document.getElementById(line.dataset.counter);
    const show = () => {
      const left = line.dataset.limit - [...field.value].length;
      line.classList.toggle("over", left < 0);
      line.textContent = line.dataset[left < 0 ? "over" : "left"].replace("{n}", Math.abs(left));
    };
    let pause;
    field.addEventListener("input", () => {
      show();
      clearTimeout(pause);
      pause = setTimeout(() => announce(line.textContent), 1500);
    });
    show();
  }

  // [data-reveal=ID]: show what is typed into a password field.
  function reveal(button) {
    const field = document.getElementById(button.dataset.reveal);
    button.hidden = false;
    button.addEventListener("click", () => {
      field.type = field.type === "password" ? "text" : "password";
      button.setAttribute("aria-pressed", field.type === "text");
    });
  }

  // [data-paste]: a picture or file from the clipboard goes into the form's file field.
  function paste(field) {
    (field.form || document).addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      field.files = event.clipboardData.files;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // [data-filter=ROWS]: while typing, only rows with these words stay; sending the form searches more.
  // A section of which nothing is left goes with its rows.
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  function filter(field) {
    const rows = [...all(field.dataset.filter)].map((row) => [row, plain(row.textContent)]);
    let pause;
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/);
      let found = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        found += !row.hidden;
      }
      for (const part of new Set(rows.map(([row]) => row.closest("section")).filter(Boolean))) {
        part.hidden = !rows.some(([row]) => part.contains(row) && !row.hidden);
      }
      clearTimeout(pause);
      pause = setTimeout(() => announce((field.dataset.found || "{n}").replace("{n}", found)), 800);
    });
  }

  // [data-idle=MINUTES]: two minutes before the session ends for idleness, offer to go on.
  // Other tabs and background saving count as well: they say `secaudit:alive`.
  function watchSession(strip) {
    const form = strip.querySelector("form");
    const idle = strip.dataset.idle * 60000;
    const storageKey = "secaudit-alive";
    const warned = (on) => {
      strip.hidden = !on;
      document.documentElement.classList.toggle("is-warned", on);
    };
    let warn, end;
    const start = () => {
      clearTimeout(warn);
      clearTimeout(end);
      warned(false);
      warn = setTimeout(() => warned(true), idle - 120000);
      end = setTimeout(() => { form.hidden = true; strip.querySelector("p").textContent = strip.dataset.over; }, idle);
    };
    const alive = () => { start(); localStorage.setItem(storageKey, Date.now()); };
    document.addEventListener("secaudit:alive", alive);
    window.addEventListener("storage", (event) => event.key === storageKey && start());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const headers = { Accept: "application/json" };
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers }).catch(() => null);
      if (answer?.ok) alive();
    });
    alive();
  }

  // Paper cannot be unfolded.
  function unfold() {
    for (const fold of all("details:not([open])")) fold.open = fold.dataset.folded = true;
  }
  function fold() {
    for (const each of all("details[data-folded]")) {
      each.open = false;
      delete each.dataset.folded;
    }
  }

  all("form[data-guard]").forEach(guard);
  all("[data-counter]").forEach(count);
  all("[data-reveal]").forEach(reveal);
  all("[data-paste]").forEach(paste);
  all("[data-filter]").forEach(filter);
  all("[data-idle]").forEach(watchSession);
  document.addEventListener("click", linkToField);
  document.addEventListener("submit", sendOnce);
  window.addEventListener("beforeunload", askBeforeLeaving);
  window.addEventListener("pageshow", free);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", fold);
  focusOnProblem();
})();
