# Everything a newcomer types. Each target does its own set-up: Python 3.11+ and make are enough.
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 1
VENV ?= .venv
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := $(VENV)/bin

.PHONY: run test check lint bench index serve clean

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

bench: $(VENV)/.dev ## latency, throughput, memory and quality, beside baselines
	$(BIN)/python tests/bench/run.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
