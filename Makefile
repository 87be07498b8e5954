# Skrynia's commands. Each sets up what it needs first; a second call is quick.
#   make demo                a sample book from scan to VEPIS (make demo SCANS=folder for your own)
#   make serve               the site at http://127.0.0.1:8000 (PORT=… for another), worker beside it
#   make test                everything that must hold
#   make eval                real scans: pages, seconds, findings, confidence, error rates
#   make eval-qa             image checks: seeded faults found, sound pages left alone
#   make eval-ocr            text read and found: real scans, rendered old prints (OPTIONS="--pages 200")
#   make qa-pictures         the example pictures of docs/qa-codes.md
#   make bench               speed and memory (SIZE=full for the great sizes)

.PHONY: demo serve test eval eval-qa eval-ocr qa-pictures bench setup setup-test check texts

demo: setup
	@.venv/bin/skrynia demo $(if $(SCANS),--scans "$(SCANS)")

serve: setup
	@exec .venv/bin/skrynia serve --demo

test: check
	@.venv/bin/python -m pytest -q -n 2 --dist worksteal -m "not long"
	@.venv/bin/python -m tests.postgres -- .venv/bin/python -m pytest -q -n 2 --dist worksteal -m database

check: setup-test
	@.venv/bin/ruff check -q .
	@.venv/bin/ruff format -q --check .
	@.venv/bin/lint-imports --no-cache >build/imports.log 2>&1 || { cat build/imports.log; exit 1; }
	@.venv/bin/mypy --no-error-summary .

eval: setup-test
	@.venv/bin/python -m pytest -q -m long
	@.venv/bin/python -m tests.evaluation

eval-qa: setup-test
	@.venv/bin/python -m tests.evaluation.qa

eval-ocr: setup-test
	@test ! -f requirements/judge-ocrmypdf.txt || .venv/bin/python -m tests.judges ocrmypdf
	@.venv/bin/python -m tests.evaluation.ocr $(OPTIONS)

qa-pictures: setup-test
	@.venv/bin/python -m tests.evaluation.qa.pictures

bench: setup-test
	@.venv/bin/python -m tests.judges ocrmypdf
	@.venv/bin/python -m tests.benchmarks $(if $(SIZE),--size $(SIZE))

texts: setup
	@.venv/bin/python -m cli.texts gather

setup:
	@requirements/install run

setup-test:
	@mkdir -p build
	@requirements/install test
	@.venv/bin/python -m tests.judges ocfl-py
