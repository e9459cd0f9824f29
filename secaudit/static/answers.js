// The section page: digits answer, every answer is saved in the background, nothing typed is lost.
// The page is complete without this file; the same fields are then sent as a plain form.
"use strict";

(() => {
  const form = document.querySelector("[data-section]");
  if (!form) return;
  const words = form.dataset;
  const questions = [...form.querySelectorAll("[data-question]")];
  const status = form.querySelector("[data-status]");
  const storageKey = words.drafts && `secaudit-draft:${words.key}`;
  const KEEP_DAYS = 7;
  const ask = JSON.parse(words.ask);

  const idOf = (question) => question.dataset.question;
  // Looked for inside the question: a page may have 250 of them, and a key must not wait for that.
  const part = (question, name) => question.querySelector(`[name="${name}-${idOf(question)}"]`);
  const chosen = (question, name) => question.querySelector(`[name="${name}-${idOf(question)}"]:checked`)?.value ?? "";
  const choose = (question, name, value) => {
    for (const radio of question.querySelectorAll(`[name="${name}-${idOf(question)}"]`)) radio.checked = radio.value === value;
  };
  const radios = (question) => [...question.querySelectorAll("[data-answers] input")];
  const isText = (element) => element.matches("textarea, input[type='text'], input:not([type])");

  // ---- What stands on the page ----

  function read(question) {
    return {
      value: chosen(question, "value"),
      reason: part(question, "reason").value,
      ready_reason: chosen(question, "ready"),
      promised_on: part(question, "promised").value,
      version: Number(part(question, "version").value),
    };
  }

  function write(question, answer) {
    choose(question, "value", answer.value);
    part(question, "reason").value = answer.reason;
    choose(question, "ready", answer.ready_reason);
    part(question, "promised").value = answer.promised_on;
    part(question, "version").value = answer.version;
    unfold(question);
  }

  // The note opens with the question that fits the answer.
  function unfold(question) {
    const value = chosen(question, "value");
    const note = question.querySelector("[data-note]");
    const label = note.querySelector("[data-ask]");
    words.reason ??= label.textContent;
    label.textContent = ask[value] || words.reason;
    note.hidden = !ask[value] && !part(question, "reason").value;
    note.querySelector("[data-ready]").hidden = value !== "not applicable";
    note.querySelector("[data-colleague]")?.toggleAttribute("hidden", value !== "unknown");
    note.querySelector("[data-promise]").hidden = !["partial", "not implemented"].includes(value);
  }

  function count() {
    const done = form.querySelectorAll("[data-answers] :checked").length;
    const bar = form.querySelector("progress"), onward = form.querySelector("[data-next]");
    form.querySelector("[data-done]").textContent = done;
    bar.value = done;
    if (onward) onward.hidden = done === bar.max;
  }

  function say(question, text) {
    const line = question.querySelector("[data-said]");
    line.textContent = text;
    line.hidden = !text;
  }

  function tell(text, failed = false) {
    if (status.textContent !== text) status.textContent = text;
    form.querySelector("[data-bar]").classList.toggle("failed", failed);
  }

  // ---- What has not reached the server yet, also in the browser's own store ----

  const unsent = new Map();
  const clocks = new Map();
  let sending = false, signedOut = false, wait = 1000, timer;

  function keep() {
    if (!storageKey) return;
    try {
      const others = Object.entries(kept()).filter(([id]) => !form.querySelector(`[data-question="${id}"]`));
      const mine = [...unsent].map(([id, answer]) => [id, { ...answer, at: Date.now() }]);
      const all = Object.fromEntries([...others, ...mine]);
      if (Object.keys(all).length) localStorage.setItem(storageKey, JSON.stringify(all));
      else localStorage.removeItem(storageKey);
    } catch { /* a full or forbidden store: the page itself still has it */ }
  }

  function kept() {
    try {
      const all = Object.entries(JSON.parse(localStorage.getItem(storageKey)) || {});
      return Object.fromEntries(all.filter(([, answer]) => Date.now() - answer.at < KEEP_DAYS * 864e5));
    } catch { return {}; }
  }

  function restore() {
    if (!storageKey) return;
    for (const [id, draft] of Object.entries(kept())) {
      const question = questions.find((each) => idOf(each) === id);
      if (!question) continue;
      write(question, draft);
      unsent.set(id, draft);
      tell(words.restored);
    }
  }

  // ---- Saving: one request at a time, the newest answer of each question ----

  function changed(question, delay) {
    unfold(question);
    count();
    const answer = read(question);
    if (!answer.value) return;
    unsent.set(idOf(question), answer);
    keep();
    clearTimeout(clocks.get(question));
    clocks.set(question, setTimeout(() => { clocks.delete(question); send(); }, delay));
  }

  async function send() {
    if (sending || timer || !unsent.size) return;
    const id = [...unsent.keys()].find((each) => !clocks.has(questionOf(each)));
    if (!id) return;
    sending = true;
    tell(words.saving);
    const good = await put(id, unsent.get(id)).catch(() => false);
    sending = false;
    if (!good) return later();
    wait = 1000;
    send();
  }

  const questionOf = (id) => questions.find((each) => idOf(each) === id);

  async function put(id, answer) {
    if (signedOut && !(await renewed())) return false;
    const response = await fetch(words.section.replace(/-$/, id), {
      method: "PUT",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
      body: JSON.stringify({ ...answer, entry: form.elements.entry?.value ?? "", version: Number(part(questionOf(id), "version").value) }),
    });
    if (response.status >= 500 || response.status === 429) return false;
    const said = await response.json();
    // A session that ended takes its form token with it: 400 without the name of a field.
    if (response.status === 401 || (response.status === 400 && !said.field)) { signedOut = true; return false; }
    settle(id, answer, response.status, said);
    return true;
  }

  function settle(id, answer, code, said) {
    const question = questionOf(id);
    const newest = unsent.get(id) === answer;
    if (newest) unsent.delete(id);
    keep();
    say(question, "");
    if (code === 200) return saved(question, said, newest);
    if (code === 409 && said.theirs) return conflict(question, answer, said.theirs);
    say(question, said.error);
    tell(said.error, true);
  }

  function saved(question, said, newest) {
    part(question, "version").value = said.version;
    if (newest && chosen(question, "value") === "same") { write(question, said); say(question, ""); }
    document.dispatchEvent(new Event("secaudit:alive"));
    if (unsent.size) return;
    tell(words.saved.replace("{time}", said.at));
  }

  function later() {
    if (signedOut) over(); else tell(words.unsaved.replace("{n}", unsent.size), true);
    timer = setTimeout(now, wait);
    wait = Math.min(wait * 2, 30000);
  }

  function now() {
    clearTimeout(timer);
    timer = undefined;
    send();
  }

  // ---- Signed out: say so, and go on with a fresh token once they are back ----

  function over() {
    if (status.querySelector("a")) return;
    tell(words.over + " ", true);
    const link = document.createElement("a");
    Object.assign(link, { href: words.signIn, target: "_blank", rel: "noopener", textContent: words.signInText });
    status.append(link);
  }

  async function renewed() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("[data-section] [name=csrf_token]")?.value;
    if (!token) return false;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
    signedOut = false;
    return true;
  }

  // ---- Two people, one question: both answers, two buttons ----

  function conflict(question, mine, theirs) {
    question.querySelector(".conflict")?.remove();
    const panel = form.querySelector("template[data-conflict]").content.cloneNode(true).firstElementChild;
    const heading = panel.querySelector("h4");
    heading.textContent = heading.textContent.replace("{who}", theirs.by).replace("{at}", theirs.at);
    panel.querySelector("[data-theirs]").textContent = inWords(question, theirs);
    panel.querySelector("[data-mine]").textContent = inWords(question, mine);
    panel.addEventListener("click", (event) => {
      const choice = event.target.dataset.keep;
      if (!choice) return;
      panel.remove();
      write(question, choice === "mine" ? { ...mine, version: theirs.version } : theirs);
      count();
      if (choice === "mine") changed(question, 0); else tell("");
      focus(question);
    });
    question.append(panel);
    tell(panel.querySelector("h3").textContent, true);
    panel.querySelector("button").focus();
  }

  function inWords(question, answer) {
    const radio = radios(question).find((each) => each.value === answer.value);
    const label = radio ? [...radio.nextElementSibling.childNodes].filter((n) => n.nodeName !== "KBD").map((n) => n.textContent.trim()).join(" ") : answer.value;
    return [label, answer.reason].filter(Boolean).join(" ");
  }

  // ---- A picture or file from the clipboard becomes evidence of the question it is pasted into ----

  function paste(event) {
    const question = event.target.closest("[data-question]") || document.activeElement.closest("[data-question]");
    const [file] = event.clipboardData.files;
    // Cells of a spreadsheet come as words and as a picture of them: the words are meant.
    if (!question || !file || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    if (!words.attach) return say(question, words.noFiles);
    attach(question, file).catch(() => say(question, words.notAttached));
  }

  async function attach(question, file) {
    const body = new FormData();
    const number = question.querySelector(".number").textContent;
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("title", file.name === "image.png" ? words.pasted.replace("{number}", number) : file.name);
    body.set("file", file);
    say(question, "");
    tell(words.attaching);
    const response = await fetch(words.attach.replace("/-/", `/${idOf(question)}/`), { method: "POST", headers: { Accept: "application/json" }, body });
    const said = response.status < 500 ? await response.json() : {};
    if (response.ok) return attached(question, said);
    tell("");
    say(question, said.error || words.notAttached);
  }

  function attached(question, said) {
    const line = Object.assign(document.createElement("p"), { className: "sub", textContent: said.said });
    question.querySelector("[data-proofs]").prepend(line);
    tell(said.said);
  }

  // ---- Keys: only inside a question, never while a word is being composed ----

  function focus(question) {
    const all = radios(question);
    (all.find((each) => each.checked) || all[0]).focus();
  }

  function goOn(question) {
    const next = questions[questions.indexOf(question) + 1];
    if (next) focus(next); else form.querySelector("[data-on]").focus();
  }

  function key(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) return;
    const question = event.target.closest("[data-question]");
    if (!question || event.target.closest("details, .conflict")) return;
    if (isText(event.target)) return keyInText(event, question);
    if (event.ctrlKey) return;
    if (event.key === "Enter" && event.target.type === "radio") {
      event.preventDefault();
      goOn(question);
    } else if (/^[0-9]$/.test(event.key.normalize("NFKC"))) digit(event, question, event.key.normalize("NFKC"));
  }

  function keyInText(event, question) {
    if (event.key === "Escape") focus(question);
    else if (event.key === "Enter" && (event.ctrlKey || event.target.matches("input"))) {
      event.preventDefault();
      goOn(question);
    }
  }

  function digit(event, question, number) {
    event.preventDefault();
    const ready = event.target.closest("[data-ready]");
    const radio = ready ? ready.querySelectorAll("input")[number - 1] : radios(question).find((each) => each.dataset.key === number);
    if (!radio) return;
    radio.checked = true;
    changed(question, 300);
    if (ready) return radio.value ? goOn(question) : part(question, "reason").focus();
    if (radio.value === "not applicable" && ask[radio.value]) question.querySelector("[data-ready] input").focus();
    else if (ask[radio.value]) part(question, "reason").focus();
    else goOn(question);
  }

  // ---- Together ----

  form.addEventListener("change", (event) => {
    const question = event.target.closest("[data-question]");
    if (question && event.target.type === "radio") changed(question, 300);
    else if (question) changed(question, 0);
  });
  form.addEventListener("input", (event) => {
    const question = event.target.closest("[data-question]");
    if (question && isText(event.target)) changed(question, 1200);
  });
  form.addEventListener("keydown", key);
  document.addEventListener("paste", paste);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine && !signedOut) return unsent.clear();
    event.preventDefault();
    later();
  });
  form.querySelector("[data-next]")?.addEventListener("click", (event) => {
    const open = questions.find((question) => !chosen(question, "value"));
    if (!open) return;
    event.preventDefault();
    open.scrollIntoView();
    focus(open);
  });
  window.addEventListener("online", () => { wait = 1000; now(); });
  window.addEventListener("focus", () => signedOut && now());
  window.addEventListener("beforeunload", (event) => { if (unsent.size) event.preventDefault(); });
  for (const hint of document.querySelectorAll("[data-script-only]")) hint.hidden = false;

  restore();
  questions.forEach(unfold);
  count();
  if (unsent.size) send();
  // The browser itself goes to the address's # first, and would take the focus away again.
  const start = questions.find((question) => "#" + question.id === location.hash);
  if (start) window.addEventListener("load", () => setTimeout(() => focus(start)), { once: true });
})();
