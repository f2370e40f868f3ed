# Everything from a fresh clone. Needs Python 3.11 (or newer) and make; the rest it gets by itself.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
unexport PYTHONPATH

PY := .venv/bin/python
BUILT := portico/design/static/built
DESIGN := $(shell find portico/design/assets portico/design/brands -type f 2>/dev/null | sed 's/ /\\ /g')
WELSH := locale/cy/LC_MESSAGES/django.mo
RESULTS := test-output
# What is killed and watched there is killed and watched alone.
KILLS := portico/wiring/launcher

.PHONY: help run test test-long check bench pictures build clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' Makefile | awk -F'|' '{printf "  %-16s %s\n", $$1, $$2}'

run: build ## everything up to http://127.0.0.1:8000 (or PORT), with the demo council
	@PORTICO_DEMO=$${PORTICO_DEMO:-1} exec $(PY) -m portico run

test: build .venv/tested ## everything up to a green suite, browser journeys included
	@setup/browser
	@mkdir -p $(RESULTS)
	@code=0; . setup/browser-found; \
	$(PY) -m pytest -m "not journey and not long" -n 2 --dist loadfile --junit-xml=$(RESULTS)/unit.xml || code=1; \
	$(PY) -m pytest -m "journey and not long" -n 2 --dist loadfile --junit-xml=$(RESULTS)/journeys.xml || code=1; \
	exit $$code

test-long: build .venv/tested ## kills, soak, every page in every look: half an hour
	@setup/browser
	@mkdir -p $(RESULTS)
	@code=0; . setup/browser-found; \
	$(PY) -m pytest -m long portico --ignore=$(KILLS) -n 2 --dist worksteal --junit-xml=$(RESULTS)/long.xml || code=1; \
	$(PY) -m pytest -m long $(KILLS) tests --ignore=tests/journeys --junit-xml=$(RESULTS)/kills.xml || code=1; \
	$(PY) -m pytest -m long tests/journeys -n 2 --dist worksteal --junit-xml=$(RESULTS)/looks.xml || code=1; \
	exit $$code

check: build .venv/tested ## lint, types, the rules of the house
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@.venv/bin/lint-imports
	@$(PY) -m mypy .
	@DATABASE_URL=postgresql://nobody@127.0.0.1:1/none $(PY) -W ignore -m portico makemigrations --check --dry-run

bench: build .venv/tested ## the benchmarks, one JSON object a line
	@$(PY) -m tests.bench

pictures: build .venv/tested ## the pictures of the README, taken of the running demo
	@setup/browser
	@. setup/browser-found; $(PY) -m tests.pictures

build: .venv/installed $(BUILT)/.stamp $(WELSH)

# Stamps lie in what they speak of: take the folder away and it is made anew.
.venv/installed: requirements/base.txt requirements/tools.txt pyproject.toml setup/python
	@setup/python base tools
	@touch $@

.venv/tested: requirements/dev.txt .venv/installed
	@setup/python dev
	@touch $@

node_modules/.stamp: package.json package-lock.json
	@setup/node npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT)/.stamp: node_modules/.stamp $(DESIGN)
	@setup/node npm run --silent build
	@touch $@

$(WELSH): locale/cy/LC_MESSAGES/django.po .venv/installed
	@.venv/bin/pybabel --quiet compile --locale cy --input-file $< --output-file $@

clean: ## take away what was built; what Portico keeps (var/) stays
	@rm -rf .venv node_modules $(BUILT) $(WELSH) $(RESULTS) *.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Cleaned. The database and files of this Portico are untouched."
