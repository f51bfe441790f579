# Names for the commands of the README. A bare machine needs python3 (3.11 or later), make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ENVIRONMENTS := dev prod
export UV_PROJECT_ENVIRONMENT := $(VENV)

.DEFAULT_GOAL := help
.PHONY: help install check report test test-fast lint types format schemas bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## Install everything into .venv

# uv goes into the project's own environment: the machine need not have it.
$(READY): pyproject.toml uv.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	@$(BIN)/uv sync --quiet --frozen --inexact --compile-bytecode
	@touch $@

check: $(READY) ## Plan every environment offline, find every link, judge it, write the pages to out/
	@set -e; for env in $(ENVIRONMENTS); do \
		$(BIN)/carveout report --env $$env --output out/$$env; \
		echo; $(BIN)/carveout check --env $$env; echo; \
	done

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

test-fast: $(READY) ## Run the tests that need neither a browser nor a long plan
	@$(BIN)/python -m pytest -n 2 -m "not slow and not browser"

lint: $(READY) ## Lint and check the format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## Check types, strictly in carveout/
	@$(BIN)/basedpyright

format: $(READY) ## Format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

schemas: $(READY) ## Generate docs/schema and the catalogues
	@$(BIN)/python -m carveout.boundary.schema
	@$(BIN)/python -m carveout.links.catalogue.compile

clean: ## Remove what was generated
	@rm -rf out .pytest_cache .ruff_cache .hypothesis
