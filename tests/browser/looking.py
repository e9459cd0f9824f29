"""What is wrong with a page, in a real browser: by axe, by its width, by its words, by its errors."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

AXE = (Path(__file__).parents[1] / "vendor/axe/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDE = {"width": 1366, "height": 768}
NARROW = {"width": 320, "height": 768}

VIOLATIONS = """async ([tags, colours]) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], elementRef: false,
    rules: {"color-contrast": {enabled: colours}}});
  return found.violations.map((each) => `axe ${each.id}: ` + each.nodes.slice(0, 3)
    .map((node) => `${node.target.join(" ")} ${node.any.concat(node.all, node.none)
      .map((check) => check.message).join("; ").slice(0, 160)}`).join(" | "));
}"""
# Words on the page that a person reads, but not code, names of keys and what says its language.
WORDS = """() => {
  const language = document.documentElement.lang, said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const where = node.parentElement;
    if (where.closest("code, pre, kbd, samp, script, textarea, .id")) continue;
    if (where.closest("[lang]").lang.slice(0, 2) !== language) continue;
    const text = node.textContent.replace(/\\s+/g, " ").trim();
    if (text) said.push(text);
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (each.getAttribute(name)) said.push(each.getAttribute(name));
  return [document.title, ...said];
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const out = [...document.body.querySelectorAll("*")].filter((each) =>
    each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll"));
  const last = out[out.length - 1];
  return `${document.documentElement.scrollWidth} > ${width}: ` + (last ?
    `${last.tagName}.${last.className} ${last.textContent.trim().slice(0, 60)}` : "?");
}"""
ENGLISH = re.compile(r"(?:[A-Za-z][a-z'’]+[ ,]+){2,}[A-Za-z][a-z'’]+")
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
RAW = re.compile(r"%\(\w+\)[sd]|\{\{|\{%")


@dataclass
class Eye:
    """A tab that notes what goes wrong while pages load in it."""

    page: object
    origin: str
    noted: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.add_init_script(AXE)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.noted.append(f"script: {error}"))
        self.page.on("request", self._request)

    def _console(self, message):
        if message.type == "error":
            self.noted.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.origin, "data:")):
            self.noted.append(f"another origin: {urlsplit(request.url).netloc}")

    def look(self, address: str, language: str, colours: bool = True) -> list[str]:
        """Every fault of the page at this address. Colours take axe the longest."""
        self.noted.clear()
        self.page.set_viewport_size(WIDE)
        answer = self.page.goto(self.origin + address)
        faults = [] if answer.status == 200 else [f"status {answer.status}"]
        faults += (
            self._width() + self._axe(colours) + wrong_words(self.page.evaluate(WORDS), language)
        )
        self.page.set_viewport_size(NARROW)
        return faults + self._width() + self.noted

    def _axe(self, colours: bool) -> list[str]:
        return self.page.evaluate(VIOLATIONS, [TAGS, colours])

    def _width(self) -> list[str]:
        found = self.page.evaluate(TOO_WIDE)
        return [f"wider than the window: {found}"] if found else []


def wrong_words(said: list[str], language: str) -> list[str]:
    faults = [f"raw words: {text}" for text in said if RAW.search(text)]
    if language == "ja":
        faults += [f"not translated: {text}" for text in said if untranslated(text)]
    return list(dict.fromkeys(faults))


def untranslated(text: str) -> bool:
    """Three English words in a row in a text without any Japanese."""
    return bool(ENGLISH.search(text)) and not JAPANESE.search(text)
