# The one door: people and CI use the same names. Plain `make` lists them.
# Each finished step leaves a stamp in .stamps/, so a second call costs nothing.

PYTHON ?= python3
UV ?= uv
PORT ?= 8123
OPEN ?= yes
# Workers for the test suite: one more than two cores, since browsers wait. Benchmarks run alone.
WORKERS ?= 3

BIN := .venv/bin
VENDOR := src/plumbline/web/static/vendor
LOCALE := src/plumbline/locale
CATALOGS := $(wildcard $(LOCALE)/*/LC_MESSAGES/*.po)
HAZARDS := build/hazards.json
# Releases younger than this may vanish, or not be served to everybody yet.
COOL_DOWN := $(PYTHON) -c 'import datetime as d; print(d.date.today() - d.timedelta(days=10))'
UV_COMPILE := $(UV) pip compile --quiet --upgrade --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --python-version 3.11 --universal
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PIP_LOCKED := $(PIP_INSTALL) --require-hashes --only-binary=:all:

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup spark run check test bench docs wheel lock clean

help: ## list what there is to run
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-7s %s\n", $$1, $$2}' Makefile

setup: .stamps/dev .stamps/vendor .stamps/catalogs ## everything a developer needs, in .venv and node_modules

spark: .stamps/spark ## PySpark beside it (500 MB, minutes); its tests say that they are skipped without

run: .stamps/app .stamps/vendor .stamps/catalogs ## start Plumbline here (PORT=8123, OPEN=no for no browser)
	@PYTHONPATH=src exec $(BIN)/python -m plumbline serve --port $(PORT) $(if $(filter no,$(OPEN)),--no-open)

check: setup ## formatting, lints, types, layers, knowledge, lock files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	@sh scripts/check-javascript
	$(BIN)/plumbline knowledge check
	@sh scripts/check-locks

# In the order of the folders: the browser's long files first, so that the workers end together.
test: setup ## the whole test suite; writes build/hazards.json
	@sh scripts/ensure-chromium
	@mkdir -p build
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --hazards-strict \
	  --hazards-report=$(HAZARDS)

bench: setup .stamps/spark ## every performance claim, measured side by side
	@set -e; for file in bench/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

docs: setup ## print the handbook, the clinical manual and the safety case into build/docs
	@test -f $(HAZARDS) || $(MAKE) test
	$(BIN)/python docs/print.py --hazards $(HAZARDS) --out build/docs

wheel: setup ## build the wheel, browser libraries and translations inside, into dist/
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: ## choose versions anew (needs uv); nothing younger than ten days
	$(UV_COMPILE) --exclude-newer "$$($(COOL_DOWN))" requirements/app.in -o requirements/app.txt
	$(UV_COMPILE) --exclude-newer "$$($(COOL_DOWN))" -c requirements/app.txt requirements/dev.in -o requirements/dev.txt
	$(UV_COMPILE) --exclude-newer "$$($(COOL_DOWN))" requirements/spark.in -o requirements/spark.txt
	$(UV_COMPILE) --exclude-newer "$$($(COOL_DOWN))" requirements/spark-build.in -o requirements/spark-build.txt
	npm install --package-lock-only --before "$$($(COOL_DOWN))"
	cd bench/cohort && npm install --package-lock-only --before "$$($(COOL_DOWN))"
	@sh scripts/check-locks

clean: ## remove all that was built or installed here
	rm -rf .venv .stamps node_modules build dist $(VENDOR) .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -f $(LOCALE)/*/LC_MESSAGES/*.mo
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- the steps behind them -------------------------------------------------------------------

.stamps/venv:
	@mkdir -p .stamps
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Plumbline needs Python 3.11 or newer (make PYTHON=python3.11)")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@touch $@

.stamps/app: requirements/app.txt | .stamps/venv
	@echo "Installing the locked libraries"
	@$(PIP_LOCKED) -r requirements/app.txt
	@touch $@

.stamps/dev: requirements/dev.txt pyproject.toml | .stamps/venv
	@echo "Installing the locked libraries and tools"
	@$(PIP_LOCKED) -r requirements/dev.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --no-index -e .
	@touch $@ .stamps/app

# It comes as source, and what builds it is no tool of ours: so it stands apart.
.stamps/spark: requirements/spark.txt requirements/spark-build.txt | .stamps/dev
	@echo "Installing PySpark"
	@$(PIP_LOCKED) -r requirements/spark-build.txt
	@$(PIP_LOCKED) --no-binary=pyspark --no-build-isolation -r requirements/spark.txt
	@touch $@

.stamps/vendor: package-lock.json scripts/vendor | .stamps/venv
	@echo "Fetching the browser libraries"
	@npm ci --silent
	@sh scripts/vendor
	@touch $@

.stamps/catalogs: $(CATALOGS) | .stamps/app
	@sh scripts/compile-catalogs
	@touch $@
