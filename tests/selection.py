"""Which tests run: long ones only when asked for by `-m long`, browser ones where a browser is."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOUD = "NO CHROMIUM ON PATH: the browser tests did not run (Debian: apt-get install chromium)"


def browser() -> str | None:
    """The browser that the tests drive, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(config, items):
    unwanted = set()
    if "long" not in config.option.markexpr:
        unwanted.add("long")
    if not browser():
        unwanted.add("browser")
    left_out = [item for item in items if any(item.get_closest_marker(each) for each in unwanted)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter):
    if not browser():
        terminalreporter.section(LOUD, sep="!", bold=True, red=True)
