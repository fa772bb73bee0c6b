# demo and test set up what they lack; nothing is installed again while the locked requirements stay the same.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
COLLECTION ?= demo-collection
EXAMPLE ?= example
TOPIC ?= $(word 2,$(MAKECMDGOALS))
TOPICS := coding copies desk estimate evidence fetch happenings hostile importing linking names reading release scale store
UV_VERSION := 0.13.9
PIP := $(BIN)/python -m pip --disable-pip-version-check

RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

.PHONY: help demo test lint docs bench prove postgres lock clean

help:
	@echo "make demo          set up, and code the bundled example into ./$(COLLECTION)"
	@echo "make test          lint, types and tests"
	@echo "make bench         one table of accuracy and speed beside plain spaCy"
	@echo "make prove coding  the full-size runs, kept under bench/results/ and held against bench/floors.toml"
	@echo "make prove copies  copies and stories found among texts of which it is known what was taken from where"
	@echo "make prove importing  the same of every sheet in the folder ONRECORD_SHEETS"
	@echo "make docs          write the generated reference pages and the JSON Schemas again"
	@echo "make prove desk    how quick the desk is: a long report in a browser, a long queue, searches, minutes of load"
	@echo "make prove estimate  estimates beside those published of the same lists, in the folder ONRECORD_MSE"
	@echo "make prove evidence  one bit flipped anywhere is found and named; captures handed over; an add that is killed 100 times"
	@echo "make prove fetch   nothing of this machine is asked, whatever leads there; an add that is killed 100 times"
	@echo "make prove happenings  acts of several reports judged one doing: made-up acts, and events of ECB+"
	@echo "make prove hostile 20,000 broken files: each read or refused in words, within three seconds"
	@echo "make prove linking  100,000 persons in 1,000,000 mentions joined: how right, how fast, in how much memory"
	@echo "make prove names   how right names are judged and found, in the folder ONRECORD_NAMES, and how fast"
	@echo "make prove reading bodies and days of published sets of pages, beside trafilatura and htmldate alone"
	@echo "make prove release a release of 100,000 happenings, and one that is killed 50 times: a reader sees the old or the new"
	@echo "make prove store   power cuts, failing and full disks, many at once, decisions through recodings"
	@echo "make prove scale   search, facets and adding in a collection of a million acts"
	@echo "make postgres      a scratch PostgreSQL server, until Ctrl-C; says its address"
	@echo "make lock          resolve requirements/*.txt again (needs the network)"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Onrecord needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: on Debian or Ubuntu install python3-venv" >&2; exit 1; }

$(RUNTIME): requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(PIP) install -q --require-hashes --no-deps --only-binary :all: -r requirements/runtime.txt
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(PIP) install -q --require-hashes --no-deps --only-binary :all: -r requirements/dev.txt
	@touch $@

demo: $(RUNTIME)
	$(BIN)/onrecord add $(EXAMPLE) --collection $(COLLECTION)
	$(BIN)/onrecord show --collection $(COLLECTION)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n auto $(PYTEST_OPTIONS)

bench: $(DEV)
	$(BIN)/python -m bench.coding

# `make prove coding`: the second word is the topic, not a target of its own.
prove: $(DEV)
	@test -n "$(filter $(TOPIC),$(TOPICS))" || { echo "make prove TOPIC, where TOPIC is one of: $(TOPICS)" >&2; exit 2; }
	$(BIN)/python -m bench.$(TOPIC) --prove

ifeq (prove,$(firstword $(MAKECMDGOALS)))
$(filter $(TOPICS),$(TOPIC)): ; @:
.PHONY: $(filter $(TOPICS),$(TOPIC))
endif

postgres: $(DEV)
	$(BIN)/python tests/postgresql.py

docs: $(DEV)
	$(BIN)/python -m docs.generate

lock: $(BIN)/python
	$(PIP) install -q uv==$(UV_VERSION)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q pyproject.toml --universal --fork-strategy fewest \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--group build -o requirements/runtime.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q pyproject.toml --universal --fork-strategy fewest \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--group build --group dev --extra charts --extra pdf --extra postgres --extra release --extra timestamps -c requirements/runtime.txt -o requirements/dev.txt

clean:
	rm -rf $(COLLECTION) build dist .pytest_cache .mypy_cache .ruff_cache
