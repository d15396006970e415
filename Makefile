# Every target works from a clean clone: what is missing is set up first.
# A package index other than pip's default comes from your own pip configuration, never from here.

PYTHON ?= python3
DEBUG ?= 1
ARGS ?=
export DEBUG
# Tests and tools start many processes: each would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
PYTEST := $(PY) -m pytest -n auto --maxprocesses 4 --dist loadgroup
PYTHON_IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

# need SET: a Python that is new enough, .venv, and the packages of requirements/SET.txt.
define need
@$(PYTHON) -c '$(PYTHON_IS_NEW_ENOUGH)' 2>/dev/null || { echo 'Python 3.11 or newer is missing ($(PYTHON) is absent or older): apt install python3 python3-venv, or name one with PYTHON=python3.12'; exit 1; }
@$(PYTHON) -m tools.venv $(1)
endef

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup run migrate test test-fast test-postgres test-install e2e check-law check-phrases bench-deadlines bench-pages bench-search canary drill-reminders check fix messages docs

##@ Start here
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } /^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo 'Variables: PORT=8001 (run), ARGS="-k timeline" (all tests), PYTHON=python3.12 (first set-up), DATABASE_URL.'

setup: ## create .venv with everything that development needs
	$(call need,e2e)

run: ## start web, worker and job process with the flagship case; Ctrl-C stops all of them
	$(call need,core)
	@$(PY) -m tools.run

migrate: ## bring the database up to date
	$(call need,core)
	@$(PY) manage.py migrate
	@$(PY) manage.py load_rules

##@ Tests
test: ## the whole suite but the tests of the browser and of a whole installation
	$(call need,dev)
	$(PYTEST) $(ARGS)

test-fast: ## the suite without the slow tests
	$(call need,dev)
	$(PYTEST) -m 'not slow and not e2e and not installation' $(ARGS)

test-postgres: ## all of it that asks a database, on PostgreSQL: DATABASE_URL, else a throw-away local cluster
	$(call need,dev)
	@$(PY) -m tools.postgres $(PYTEST) $(ARGS)

test-install: ## starts what an operator starts: `make run`, every service of docker-compose.yml
	$(call need,dev)
	$(PYTEST) -m installation $(ARGS)

e2e: ## the browser tests, in a real Chromium
	$(call need,e2e)
	@$(PY) -m tools.browser $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile -m e2e tests/e2e $(ARGS)

check-law: ## the deadline engine against worked cases outside the repository: EXAMPLES=path
	$(call need,dev)
	@$(PY) -m tools.check_law $(EXAMPLES)

check-phrases: ## the reader of docket texts against texts outside the repository: FILE=path
	$(call need,dev)
	@$(PY) -m tools.check_phrases $(FILE)

bench-deadlines: ## deadlines with their steps per second and core, beside a plain loop
	$(call need,dev)
	@$(PY) -m tools.bench_deadlines

canary: ## marked words in every state that hides, looked for on every route; prints JSON
	$(call need,dev)
	@$(PY) -m tests.canary

bench-pages: ## CPU time of pages beside the least that Django can answer, on cases of 100, 1,000 and 5,000 entries
	$(call need,dev)
	@$(PY) -m tests.bench_pages

bench-search: ## search with 100,000 invented records on both databases, beside pg_trgm: NAMES=path, TEXTS=path, COUNT=5000
	$(call need,dev)
	@$(PY) -m tools.bench_search $(if $(NAMES),--names $(NAMES)) $(if $(TEXTS),--texts $(TEXTS)) $(if $(COUNT),--count $(COUNT))

drill-reminders: ## workers killed while they send, on SQLite and PostgreSQL: MBOX=path, SEED=7, DATABASES=sqlite
	$(call need,dev)
	@$(PY) -m tools.drill_reminders

##@ Quality
check: ## format, lint, types, import contracts, migrations, templates, messages, lock files
	$(call need,dev)
	@$(PY) -m tools.check

fix: ## format the code and repair what the linter can
	$(call need,dev)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

messages: ## collect the texts of the pages for translation and compile them (needs gettext)
	$(call need,dev)
	@$(PY) -m tools.messages collect compile

docs: ## write docs/deadline-rules.md from the rule library
	$(call need,core)
	@$(PY) -m tools.rules_page
