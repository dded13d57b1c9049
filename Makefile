# `make run` serves the product with its demo academy; `make test` passes every test.
# Both set up what they need in .venv; Python 3.11 or later and make are all a machine must have.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DEMO_PORT ?= 8001
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check lint types setup setup-test clean

run: $(VENV)/.run ## serve Koers on http://localhost:8000 and the demo academy on http://localhost:8001
	$(BIN)/koers serve --port $(PORT) --demo-port $(DEMO_PORT)

# Two tests at a time on two cores: more threads of mathematics for each only wait for one another.
test: $(VENV)/.test $(VENV)/.browser lint types ## lint, types and all tests
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

check: test

setup: $(VENV)/.run

setup-test: $(VENV)/.test $(VENV)/.browser

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Koers needs Python 3.11 or later; set PYTHON=/path/to/python3.11."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[test,transformers]'
	@touch $@ $(VENV)/.run

# The pages are driven in a real Chromium. Debian and Ubuntu have one; elsewhere install your own
# and set KOERS_CHROMIUM to its path.
$(VENV)/.browser: scripts/browser.sh | $(BIN)/python
	@sh scripts/browser.sh
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
