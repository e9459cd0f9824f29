// Words that read as assurance are pointed out while they are typed. Nothing is refused.
"use strict";

(() => {
  const PAUSE = 500;

  function watch(box) {
    const assuring = new RegExp(box.dataset.wording, "gi");
    for (const field of box.querySelectorAll("textarea, input[type=text]")) {
      const note = document.createElement("p");
      note.id = `${field.id}-wording`;
      note.setAttribute("role", "status");
      field.after(note);
      let pause;
      const look = () => {
        const words = [...new Set(field.value.match(assuring) || [])];
        const said = words.length ? box.dataset.says.replace("{words}", words.join("、")) : "";
        if (note.textContent !== said) note.textContent = said;
        note.className = said ? "banner warning" : "";
      };
      field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(look, PAUSE); });
      look();
    }
  }

  document.querySelectorAll("[data-wording]").forEach(watch);
})();
