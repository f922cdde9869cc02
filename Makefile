# make demo   the sample documents into out/
# make test   every test
# make web    the design that the web pages wear, from its registry
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out

.PHONY: demo test check bench golden catalog lock web clean

demo: .venv/ready
	$(BIN)/hjemmetraening demo --out $(OUT)

test: .venv/ready
	$(BIN)/python -m pytest -n auto

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/ready
	$(BIN)/python -m benchmarks

golden: .venv/ready
	$(BIN)/python -m pytest -q tests/test_golden.py tests/test_reading_copies.py --update-golden

catalog: .venv/ready
	$(BIN)/python -m pipeline.locale.extract
	$(BIN)/python -m pipeline.locale.documents

# Versions with hashes, the build back end included; the file names no index.
lock:
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q -o requirements.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

web:
	npm ci --prefix pipeline/web/design --ignore-scripts --no-audit --no-fund

clean:
	rm -rf .venv out build dist
