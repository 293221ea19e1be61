# SPDX-License-Identifier: EUPL-1.2
# Every target sets up its own environment in .venv/ the first time.
PY ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 22

.venv/.ok: requirements-dev.txt
	@$(PY) -c 'import sys, ensurepip; assert sys.version_info >= (3, 11)' 2>/dev/null \
	  || { echo "Serve Python 3.11 o successivo, con venv (Debian: apt install python3-venv)"; exit 1; }
	@echo "Preparo l'ambiente in .venv (una volta sola, circa un minuto)…"
	@$(PY) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

chat: .venv/.ok ## a conversation in the terminal
	@$(BIN)/python -m bot chat

test: .venv/.ok ## the whole test suite
	@$(BIN)/python -m pytest -q

test-mail-servers: .venv/.ok ## the mailbox on Dovecot and Postfix, where the system has them; Postfix as root only
	@$(BIN)/python -m pytest -q tests/system

check: .venv/.ok ## what CI runs: format, lint, types, contracts, content, docs, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m bot check
	$(BIN)/cog --check README.md
	$(BIN)/python -m pytest -q

bench: .venv/.ok ## the measurements, beside what a user would pick instead
	@$(BIN)/python -m tests.bench

build: .venv/.ok ## the matcher's weights, from the content
	@$(BIN)/python -m bot build

build-check: .venv/.ok ## whether the frozen thresholds are those that a build would find; some minutes
	@$(BIN)/python -m bot build --check

docs: .venv/.ok ## what README.md takes from the project itself, and the drawn flows
	@$(BIN)/cog -r README.md
	@$(BIN)/python -m bot flows draw docs/flows

package: .venv/.ok ## the wheel, installed alone in an empty folder; `check` from there
	@rm -rf build *.egg-info
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w build/package .
	@$(PY) -m venv build/env
	@build/env/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@build/env/bin/python -m pip install -q --disable-pip-version-check --no-deps build/package/*.whl
	@cd build/package && ../env/bin/python -m bot check

lock: .venv/.ok ## the pinned requirements, from pyproject.toml
	@$(PY) -m venv build/lock
	@build/lock/bin/python -m pip install -q --disable-pip-version-check uv
	@build/lock/bin/uv pip compile -q --universal --generate-hashes --no-header --no-emit-package pip --extra dev pyproject.toml -o requirements-dev.txt
	@build/lock/bin/uv pip compile -q --universal --generate-hashes --no-header --no-emit-package pip -c requirements-dev.txt pyproject.toml -o requirements.txt

.PHONY: help chat test test-mail-servers check bench build build-check docs package lock
