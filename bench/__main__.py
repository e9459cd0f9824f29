"""`python -m bench`: the example city at full size, each page measured against its own floor."""

import argparse
import json
import tempfile
from pathlib import Path

from bench import audits, catalogue, keys, pages
from bench.city import city_of
from bench.measure import printed
from tests.selection import browser


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--departments", type=int, default=200)
    options.add_argument("--years", type=int, default=4, help="frozen years before this one")
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--data", type=Path, help="keep the city here and use it again")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        app = city_of(chosen.data or Path(passing), chosen.departments, chosen.years)
        rows = [
            *pages.measured(app, chosen.runs),
            *audits.measured(app, chosen.runs),
            *catalogue.measured(chosen.runs),
        ]
        in_browser = keys.said(keys.measured(app)) if browser() and not chosen.json else ""
    if chosen.json:
        print(json.dumps([vars(row) | {"ratio": row.ratio} for row in rows]))
    else:
        print(f"{chosen.departments} departments, {chosen.years + 1} years")
        print(printed(rows))
        print(in_browser or "keys: no Chromium here")


if __name__ == "__main__":
    main()
