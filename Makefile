# Two commands are the front door: `make run` and `make test`. `make help` lists the others.
.DEFAULT_GOAL := help
SHELL := /bin/bash
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
PYTHON := .venv/bin/python
export UV_PYTHON_PREFERENCE := system
# so that a slow line does not end a first installation
export UV_HTTP_TIMEOUT := 300

.PHONY: help run test check content-check migrations prism simulate chaos bench bench-desk bench-outreach screenshots evaluate gaps preview train vectors sync clean lock
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: sync ## start everything (demo desks, embedded database) and print the addresses
	@$(PYTHON) -m deploy.launch

test: sync train prism ## every test, on a real database, a trained model and real HTTP
	@$(PYTHON) -m pytest

check: sync ## lint, types, room borders, dependencies, content, migrations
	$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	.venv/bin/deptry .
	$(PYTHON) -m content.check
	$(PYTHON) -m channels.budgets
	$(PYTHON) -m pytest -q tests/migrations

preview: sync ## every text as workers see it, in var/preview; prints the address
	@$(PYTHON) -m deploy.cli preview

train: sync ## train the model if the content or the bot changed
	@$(PYTHON) -m deploy.cli train

vectors: sync ## encode new questions for the repository, so that training elsewhere is quick
	@PYTHONPATH=. bot/.venv/bin/python -m bot.encode_questions

prism: ## install Prism, Spectral and Twilio's own OpenAPI files, where there is node (only when their lock changed)
	@if command -v npm >/dev/null; then $(MAKE) -s --no-print-directory tests/twilio/node_modules/.synced; \
	else echo "NOTE: no node and npm here, so the contract suite with Twilio's own description is NOT run"; fi

tests/twilio/node_modules/.synced: tests/twilio/package-lock.json
	@echo "installing Prism and Twilio's OpenAPI files (half a minute) …"
	@npm --prefix tests/twilio ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@

simulate: sync prism ## phones side by side, to try WhatsApp and SMS by hand against the whole house
	@$(PYTHON) -m tests.simulator

chaos: sync ## 200 people file reports while every process is killed: each message answered once, in order? (ten minutes)
	@$(PYTHON) -m tests.chaos

bench: sync train ## measure: acknowledgement, replies, throughput, memory (takes minutes)
	@$(PYTHON) -m tests.bench

bench-desk: sync ## measure the desk with 50,000 cases: list, intake, officers at work, change of key (two minutes)
	@$(PYTHON) -m tests.bench.desk

bench-outreach: sync ## measure share links opened 200 times a second with counting on, and posters alone and by the 200 (a minute)
	@$(PYTHON) -m tests.bench.outreach
	@$(PYTHON) -m tests.bench.printing

screenshots: sync ## the pictures in docs/desk, taken anew from the first-case journey
	@mkdir -p docs/desk && WEGWIJZER_SCREENSHOTS=docs/desk $(PYTHON) -m pytest -q tests/referral/test_pages_in_a_browser.py -k first_case

evaluate: sync ## how well messages are understood
	@$(PYTHON) -m deploy.cli evaluate

gaps: sync ## what could not be answered and how useful answers were, by language
	@$(PYTHON) -m deploy.cli gaps

sync: .venv/.synced bot/.venv/.synced .venv/.design ## install both environments (only when a lock file changed)

.venv/.synced: uv.lock pyproject.toml | $(UV)
	@echo "installing the root environment (once; a minute or two) …"
	@$(UV) sync --frozen --quiet && touch $@

bot/.venv/.synced: bot/uv.lock bot/pyproject.toml | $(UV)
	@echo "installing the bot's environment: Python 3.10, Rasa, TensorFlow (once; a few minutes) …"
	@$(UV) --directory bot sync --frozen --quiet && touch $@

.venv/.design: deploy/design.py .venv/.synced
	@$(PYTHON) -m deploy.design; [ ! -f referral/inbox/static/design/.fetched ] || touch $@

.uv/bin/uv:
	@echo "fetching uv into .uv …"
	@deploy/get-uv.sh

lock: | $(UV) ## resolve both lock files again
	$(UV) lock && $(UV) --directory bot lock

clean: ## remove what was built and all demo data
	rm -rf var bot/.build .mypy_cache .ruff_cache
