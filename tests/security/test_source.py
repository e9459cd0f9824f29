"""What the product's own text must not hold, whoever adds to it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCES = [
    path for path in sorted((ROOT / "secaudit").rglob("*.py")) if "migrations" not in path.parts
]
SCRIPTS = [
    path for path in sorted((ROOT / "secaudit/static").rglob("*.js")) if "vendor" not in path.parts
]


@cache
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text())))


@cache
def calls(path):
    """(name as written, node) of every call: `subprocess.run`, `eval`."""
    return [(ast.unparse(each.func), each) for each in nodes(path) if isinstance(each, ast.Call)]


def imports(path):
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def found(names):
    pattern = re.compile(names)
    return {
        (path.name, name) for path in SOURCES for name, _ in calls(path) if pattern.fullmatch(name)
    }


def test_no_shell_no_eval_no_pickle():
    assert not found(
        r"eval|exec|compile|os\.(system|popen)|(pickle|marshal|shelve)\..*|yaml\.(load|unsafe_load|full_load)"
        r"|render_template_string|.*from_string|Markup\.format"
    )
    loud = [
        (path.name, ast.unparse(keyword))
        for path in SOURCES
        for _, node in calls(path)
        for keyword in node.keywords
        if keyword.arg == "shell"
    ]
    assert not loud


def test_patterns_are_never_made_of_what_people_typed():
    pattern = re.compile(r"re\.(compile|match|search|fullmatch|sub|split|findall|finditer)")
    made = [
        (path.name, ast.unparse(node.args[0]))
        for path in SOURCES
        for name, node in calls(path)
        if pattern.fullmatch(name)
    ]
    assert len(made) > 20
    typed = re.compile(r"request|form\b|typed|query|\.data\b")
    assert not [each for each in made if typed.search(each[1]) and "re.escape" not in each[1]]


def test_the_server_fetches_nothing():
    """No client of the network: what would reach out is imported nowhere, but for the mail relay's,
    and for asking a server that the doctor itself has started on this machine."""
    reaching = re.compile(
        r"urllib\.request|http\.client|requests|httpx|smtplib|ftplib|aiohttp|telnetlib"
    )
    found = {(p.parent.name, n) for p in SOURCES for n in imports(p) if reaching.fullmatch(n)}
    assert found <= {("mail", "smtplib"), ("operating", "http.client")}


def test_chance_comes_from_secrets():
    """`random` makes the example city, the same every time, and draws no secret."""
    chancy = {p.parent.name for p in SOURCES for name in imports(p) if name == "random"}
    assert chancy <= {"example", "audits"}


def test_no_weak_algorithm():
    weak = r"(hashlib\.)?(md5|sha1|new)|.*\.(DES|ARC4|Blowfish|ECB|CBC)|.*PKCS1v15"
    assert not found(weak)


def test_no_form_is_poured_into_a_row():
    assert not found(r".*\.populate_obj")
    poured = [
        path.name
        for path in SOURCES
        for _, node in calls(path)
        for keyword in node.keywords
        if keyword.arg is None
        and re.search(r"form\.data|request\.(form|args|json)", ast.unparse(keyword))
    ]
    assert not poured


def test_uploads_are_not_kept():
    assert not found(r".*\.extractall|shutil\.unpack_archive|.*\.data\.save|.*\.files\..*save")


def test_scripts_write_text_not_markup():
    """But for the preview of a policy, which the server has cleaned and the page may not run."""
    risky = re.compile(
        r"innerHTML\s*=|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|__proto__"
    )
    assert {(p.name, m[0]) for p in SCRIPTS for m in risky.finditer(p.read_text())} <= {
        ("preview.js", "innerHTML =")
    }


def test_browsers_keep_drafts_only():
    """Put by in the browser are unsent answers, and when a tab was last used."""
    keeping = re.compile(r"localStorage|indexedDB|sessionStorage")
    assert {p.name for p in SCRIPTS if keeping.search(p.read_text())} <= {"answers.js", "app.js"}


@pytest.mark.parametrize("words", ["|safe", "autoescape false", "Markup(request"])
def test_templates_escape(words):
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert not [path.name for path in templates if words in path.read_text()]
