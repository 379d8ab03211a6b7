# One word each: make run | test | check | bench | messages | lock
#   make run                 serve http://localhost:8000 (PORT=8080 another port, TLS=1 HTTPS for phones nearby)
#   make test                every test on both databases, in a real browser
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# A moved folder needs a new venv: its scripts name their place.
STAMP := $(VENV)/.installed-$(firstword $(shell printf '%s' '$(CURDIR)' | cksum))
LINJU := $(BIN)/python -m app.cli
PYTEST := $(BIN)/python -m pytest
# Browsers are heavy: they run after the others, two files at a time.
NO_BROWSER := not browser and not webkit
BROWSER := -m "not ($(NO_BROWSER))"
PARALLEL := -n 2 --dist worksteal
TWO_FILES := -n 2 --dist loadfile

export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Bytecode is written: without it every start and every test run compiles everything again.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench messages lock browser
.SILENT:

run: $(STAMP)
	exec $(LINJU) serve --demo $(if $(TLS),--tls)

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	LINJU_TEST_QUICK=1 $(PYTEST) $(PARALLEL) -m "$(NO_BROWSER) and not thorough"

test: $(STAMP) browser
	LINJU_TEST_POSTGRES=1 $(PYTEST) $(PARALLEL) -m "$(NO_BROWSER)"
	@# A real browser on a busy machine is now and then too late. What failed is named, and fails if it does again, alone.
	LINJU_TEST_POSTGRES=1 $(PYTEST) $(TWO_FILES) $(BROWSER) || { echo "Once more, only what failed:"; \
	  LINJU_TEST_POSTGRES=1 $(PYTEST) $(BROWSER) --last-failed --last-failed-no-failures none; }

browser: $(STAMP)
	$(BIN)/python -m tests.browsers

bench: $(STAMP) browser
	$(BIN)/python -m tests.bench

messages: $(STAMP)
	$(BIN)/python -m app.shared.messages

lock: $(STAMP)
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile --universal --generate-hashes --all-extras --no-header --no-emit-index-url -q \
	  pyproject.toml -o requirements.lock
	$(LINJU) build --lock

$(STAMP): requirements.lock pyproject.toml
	sh .ci/install $(VENV) $@
