# `make demo` and `make test` need a Python >= 3.11 with venv, and nothing else: each does all the set-up.

VENV ?= .venv
JOBS ?= 2
PYTHON ?=
UPGRADE ?=
QUICK ?=

BIN := $(VENV)/bin
CANDIDATES := $(PYTHON) python3.13 python3.12 python3.11 python3 python
FITS := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))

# Sets the shell variable `python`, or stops with what to do about it.
define FIND_PYTHON
python=; for one in $(CANDIDATES); do \
	if "$$one" -c '$(FITS)' >/dev/null 2>&1; then python=$$one; break; fi; \
done; \
if [ -z "$$python" ]; then \
	echo "No Python 3.11 or newer with venv and ensurepip was found (tried: $(strip $(CANDIDATES)))." >&2; \
	echo "Install one (Debian and Ubuntu keep venv in a package of its own, python3-venv)," >&2; \
	echo "or say where it is: make PYTHON=/path/to/python3 TARGET" >&2; \
	exit 1; \
fi
endef

.DEFAULT_GOAL := help
.PHONY: help demo test bench validation claims soak docs lint format lock notebooks clean set-up-run set-up-dev which-python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: set-up-run ## compare the designs of the demo and print the answer
	@$(BIN)/cssim demo

test: lint ## lint, types, floors and all tests
	@echo "== pytest"
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

bench: set-up-dev ## ratios side by side, into docs/benchmarks.md; QUICK=1 prints smaller ones in minutes
	@$(BIN)/python -m benchmarks.ratios $(if $(QUICK),--quick,--write)

validation: set-up-dev ## hold the default company against the evidence, into docs/validation.md; QUICK=1 prints a small one
	@$(BIN)/python -m validation.report --jobs $(JOBS) $(if $(QUICK),--quick)

claims: set-up-dev ## put every practitioners' claim to the test, into docs/claims.md (half an hour); QUICK=1 prints a small one
	@$(BIN)/python -m validation.claims --jobs $(JOBS) $(if $(QUICK),--quick)

soak: set-up-dev ## kill studies at random moments, resume them, compare every byte; writes docs/soak.md
	@PYTHONPATH=. $(BIN)/python -m tests.soak.report

docs: set-up-dev ## write the pages that are generated: scenario reference, glossary, figures of the README, worked examples
	@$(BIN)/python -m cssim.scenario.manual.page
	@$(BIN)/python -m cssim.results.glossary
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/worked_example.py

lint: set-up-dev ## ruff, mypy, import-linter
	@echo "== ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== mypy"
	@$(BIN)/mypy
	@echo "== import-linter"
	@$(BIN)/lint-imports

format: set-up-dev ## put the source in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

notebooks: set-up-dev ## execute every notebook; outputs are not kept
	@for one in notebooks/*.ipynb; do \
		[ -e "$$one" ] || { echo "There is no notebook in notebooks/." >&2; exit 1; }; \
		echo "== $$one"; $(BIN)/jupyter-execute "$$one" || exit 1; \
	done

lock: ## rewrite constraints/*.txt; UPGRADE=1 takes the newest versions
	@$(FIND_PYTHON); "$$python" constraints/lock.py $(if $(UPGRADE),--upgrade)

clean: ## remove caches and built files, not the environment
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	@find src tests benchmarks validation constraints -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

set-up-run:
	@$(FIND_PYTHON); "$$python" constraints/setup_venv.py run --venv "$(VENV)"

set-up-dev:
	@$(FIND_PYTHON); "$$python" constraints/setup_venv.py dev --venv "$(VENV)"

which-python:
	@$(FIND_PYTHON); echo "$$python"
