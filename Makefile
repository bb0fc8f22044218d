# Two commands matter: `make run` serves the site, `make test` proves it. HOST, PORT and DATA_DIR pass through.
BOOT := $(shell command -v /usr/bin/python3.11 || command -v python3.11 || command -v python3)
PYTHON := .venv/bin/python
MAKEFLAGS += --no-print-directory

.PHONY: run setup test check bench faults messages lock up down clean

run:
	@$(BOOT) scripts/setup.py && exec $(PYTHON) manage.py serve

setup:
	@$(BOOT) scripts/setup.py --with-tests

test: setup
	@exec $(PYTHON) -m scripts.test $(ONLY)

check: setup
	@exec $(PYTHON) -m scripts.test check

bench: setup
	@exec $(PYTHON) -m bench $(ARGS)

faults: setup
	@exec $(PYTHON) -m faults $(ARGS)

messages: setup
	@exec $(PYTHON) -m scripts.messages

lock: setup
	@cd requirements && for name in base test installer node; do \
	  UV_PYTHON_DOWNLOADS=never ../.venv/bin/uv pip compile --quiet --upgrade --only-binary :all: --python ../$(PYTHON) \
	    --generate-hashes --no-emit-index-url --no-header $$name.in -o $$name.txt || exit 1; done

up:
	@docker compose up --build --detach --wait

down:
	@docker compose down

clean:
	@rm -rf .venv frontend/node_modules static/dist staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find locale -name '*.mo' -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
