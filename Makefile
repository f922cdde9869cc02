# make demo   the sample documents into out/
# make test   every test
# make web    the design that the web pages wear, from its registry
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
MINUTES ?= 10

.PHONY: demo test check bench bench-peers fuzz golden catalog lock sbom audit wheel docs dead web clean

demo: .venv/ready
	$(BIN)/hjemmetraening demo --out $(OUT)

test: .venv/ready
	$(BIN)/python -m pytest -n auto

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m upkeep.audit --if-you-can

# Known faults in the libraries of the lock file. Ends with 1 where there are, 4 where nobody answered.
audit: .venv/ready
	$(BIN)/python -m upkeep.audit

# What the wheel needs, as CycloneDX; kept with the project and put into the wheel. After `make lock`.
sbom: .venv/ready
	$(BIN)/python -m upkeep.bom

# The same tree and zlib give the same bytes.
wheel: sbom
	SOURCE_DATE_EPOCH=1577836800 $(BIN)/python -m pip wheel --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --wheel-dir dist .
	cp hjemmetraening.cdx.json dist/

# The API's pages, from the docstrings.
docs: .venv/ready
	$(BIN)/python -W error -m upkeep.apidocs build/api

# Code that nobody seems to call: to be judged, not believed.
dead: .venv/ready
	$(BIN)/vulture pipeline --min-confidence 60 --sort-by-size

bench: .venv/ready
	$(BIN)/python -m benchmarks $(WHAT)

# What comes in, broken at random: ten minutes, a fresh seed. Faults are kept in fuzz-findings/.
fuzz: .venv/ready
	$(BIN)/python -m tests.fuzzing --minutes $(MINUTES) --write

# Everybody else's programs, to be timed against; never part of what is installed or tested.
bench-peers: .venv-bench/ready
	npm ci --prefix benchmarks/node --ignore-scripts --no-audit --no-fund

.venv-bench/ready: benchmarks/requirements.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	touch $@

golden: .venv/ready
	$(BIN)/python -m pytest -q tests/test_golden.py tests/test_reading_copies.py --update-golden

catalog: .venv/ready
	$(BIN)/python -m pipeline.locale.extract
	$(BIN)/python -m pipeline.locale.documents

# Versions with hashes, the build back end included; the file names no index.
lock:
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q -o requirements.lock
	$(BIN)/uv pip compile --group pyproject.toml:bench --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q -o benchmarks/requirements.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

web:
	npm ci --prefix pipeline/web/design --ignore-scripts --no-audit --no-fund

clean:
	rm -rf .venv .venv-bench out build dist
