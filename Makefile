# Everything a newcomer types. Each target does its own set-up: Python 3.11+ and make are enough.
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 1
BASELINES ?= all
SAMPLE ?= 150
REPORT ?= report
SHARED ?= ../shared/eval
VENV ?= .venv
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := $(VENV)/bin

.PHONY: run test check lint bench report report-dev index serve clean

$(VENV)/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Romarin needs Python 3.11+; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: serve ## build what is missing, then serve in the foreground

index: $(VENV)/.run
	$(BIN)/romarin build

serve: $(VENV)/.run
	$(BIN)/romarin serve --host $(HOST) --port $(PORT) --workers $(WORKERS)

test: $(VENV)/.dev ## every test, the slow ones too
	$(BIN)/python -m pytest

check: lint ## what must be green before a commit
	$(BIN)/python -m pytest -m "not slow"

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy models indexer service eval tests
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## answers under load, then speed, memory, start and build, beside baselines
	@mkdir -p $(REPORT)
	$(BIN)/romarin bench --quick --json $(REPORT)/bench.json
	$(BIN)/python tests/bench/run.py

# Our own cases, then the dev sets where they stand: each result as JSON, all of them in one page.
EVAL = $(BIN)/romarin eval
MEASURED = --baselines $(BASELINES) --times --json $(REPORT)
report: $(VENV)/.dev ## accuracy of every task beside the baselines, as one page
	@mkdir -p $(REPORT)
	$(EVAL) lookup --cases eval/cases/lookup $(MEASURED)/lookup.json
	$(EVAL) competences --cases eval/cases/competences.tsv $(MEASURED)/competences.json
	$(EVAL) extraction --cases eval/cases/extraction $(MEASURED)/extraction.json
	test ! -d $(SHARED) || $(MAKE) --no-print-directory report-dev
	$(EVAL) report $(REPORT)/*.json --report $(REPORT)/index.html --markdown $(REPORT)/summary.md

report-dev: $(VENV)/.dev
	@mkdir -p $(REPORT)
	$(EVAL) lookup --cases $(SHARED)/queries_dev.tsv $(MEASURED)/dev-lookup.json
	$(EVAL) make-keystrokes $(SHARED)/offers_dev.jsonl.gz --out $(REPORT)/keystrokes.tsv
	$(EVAL) keystrokes --cases $(REPORT)/keystrokes.tsv --sample $(SAMPLE) $(MEASURED)/dev-keystrokes.json
	$(EVAL) titles --cases $(SHARED)/offers_dev.jsonl.gz --coding $(SHARED)/titles_coded_dev.tsv $(MEASURED)/dev-titles.json
	$(EVAL) extraction --cases $(SHARED)/skills_dev.jsonl $(MEASURED)/dev-extraction.json

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
