// A plain form of few questions: 1, 2 … choose the first, second … answer of the question that has the
// focus, and go on to the next. The page is complete without this file.
"use strict";

(() => {
  const form = document.querySelector("form[data-digits]");
  if (!form) return;
  const questions = [...form.querySelectorAll("[data-question]")];
  const radios = (question) => [...question.querySelectorAll("input[type=radio]")];

  function focus(question) {
    const all = radios(question);
    (all.find((each) => each.checked) || all[0]).focus();
  }

  function goOn(question) {
    const next = questions[questions.indexOf(question) + 1];
    if (next) focus(next); else form.querySelector("[data-on]").focus();
  }

  // Never while a word is being composed, and only inside a question.
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    const question = event.target.closest("[data-question]");
    if (!question || event.target.type !== "radio") return;
    const typed = event.key.normalize("NFKC");
    const chosen = /^[1-9]$/.test(typed) ? radios(question)[typed - 1] : null;
    if (event.key !== "Enter" && !chosen) return;
    event.preventDefault();
    if (chosen && !chosen.checked) chosen.click();
    goOn(question);
  });

  for (const hint of document.querySelectorAll("[data-script-only]")) hint.hidden = false;
  // The browser itself goes to the address's # first, and would take the focus away again.
  if (location.hash === "#" + form.id) window.addEventListener("load", () => setTimeout(() => focus(questions[0])));
})();
