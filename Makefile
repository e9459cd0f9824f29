.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

help: ## List what can be done
	@echo "make demo             the product with an example city on http://127.0.0.1:8000"
	@echo "make test             the tests (about ten minutes on two cores)"
	@echo
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

demo: .venv/product ## Install, build the example city, serve it, say who can sign in (ARGS="--port 8001")
	@$(BIN)/secaudit demo $(ARGS)

test: .venv/tools ## Run the tests (ARGS="-k journal")
	@$(PYTEST) $(ARGS)

test-long: .venv/tools ## Run what takes minutes: 200 kills and the like
	@$(PYTEST) -m long $(ARGS)

test-postgres: .venv/tools ## Run the tests on a PostgreSQL that is started for them
	@$(BIN)/python tools/postgres.py $(PYTEST) $(ARGS)

check: style types layers catalogue test ## All that must hold before a change is shared; CI runs this

style: .venv/tools ## How the code is written
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/tools ## What fits where
	@$(BIN)/mypy

layers: .venv/tools ## Who may know whom
	@$(BIN)/lint-imports

catalogue: .venv/tools ## The controls that come along
	@$(BIN)/secaudit catalogue check

bench: .venv/tools ## Measure a large city on SQLite, and on PostgreSQL where it is there (ARGS="--database sqlite")
	@$(BIN)/python -m bench $(ARGS)

bench-large: .venv/tools ## Measure pages over very many answers (ARGS="--departments 5200 --years 1")
	@$(BIN)/python -m bench.large $(ARGS)

words: .venv/tools ## Collect the words to translate, compile what is translated
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k lazy_gettext -o build/secaudit.pot .
	@$(BIN)/pybabel -q update --no-fuzzy-matching -i build/secaudit.pot -d secaudit/translations
	@$(BIN)/pybabel -q compile -d secaudit/translations

wheel: .venv/tools ## Build dist/secaudit-….whl with templates, words and controls inside
	@$(PIP) wheel --no-deps --wheel-dir dist .
	@ls dist

lock: .venv/tools ## Renew the list of packages in the archive (deploy/requirements.lock)
	@$(BIN)/python -m tools.bundle lock

bundle: .venv/tools ## Pack dist/secaudit-….tar: all that a machine without a network needs
	@$(BIN)/python -m tools.bundle

# The environment is made once, and again only when the list of packages changes.
$(BIN)/python:
	@for each in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	  $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  $$each -m venv .venv && exit 0; \
	  rm -rf .venv; \
	  echo "Python cannot make a virtual environment: apt-get install python3-venv" >&2; exit 2; \
	done; echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python" >&2; exit 2

.venv/product: setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing (about a minute, once) …"
	@$(PIP) install -e .
	@touch $@

.venv/tools: setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing with the tools of developers (about a minute, once) …"
	@$(PIP) install -e ".[dev,postgres]"
	@touch $@ .venv/product

.PHONY: help demo test test-long test-postgres check style types layers catalogue bench bench-large words wheel \
  lock bundle
