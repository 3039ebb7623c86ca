# Everything a person or a CI machine runs. Each target builds what is missing and nothing else.

BIN := .venv/bin
LAB := .venv/.lab-is-ready
DEV := .venv/.dev-is-ready

.PHONY: help lab test lint bench check fix constraints clean

help: ## Show these lines
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 20

lab: $(LAB) ## Open JupyterLab at the start notebook
	@$(BIN)/cmo-pathways lab $(ARGS)

test: $(DEV) lint ## Run every check and every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(DEV)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(DEV) ## Measure what the README states
	@$(BIN)/python -m benchmarks $(ARGS)

check: $(LAB) ## Validate all shipped content
	@$(BIN)/cmo-pathways check $(ARGS)

fix: $(DEV) ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

constraints: $(LAB) ## Pin the dependencies of pyproject.toml anew
	@$(BIN)/python scripts/compile_constraints.py $(ARGS)

clean: ## Remove everything that make built; learners' folders stay
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(LAB): constraints.txt scripts/uv.txt scripts/bootstrap pyproject.toml
	@sh scripts/bootstrap constraints.txt
	@touch $@

$(DEV): $(LAB) constraints-dev.txt scripts/system-packages
	@sh scripts/system-packages browser pdf
	@sh scripts/bootstrap constraints-dev.txt
	@touch $@
