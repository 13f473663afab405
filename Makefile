# Everything a person or a machine does here; "make help" lists it. Each
# target works from a fresh clone and does its own set-up.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

# One set of build flags everywhere: each further set compiles the C of the
# window anew, which takes minutes. Go's stamp of the commit needs a working
# git; a copy without one, or one that belongs to somebody else, goes without.
ifneq ($(shell git status --porcelain >/dev/null 2>&1 && echo yes),yes)
export GOFLAGS := $(GOFLAGS) -buildvcs=false
endif

.PHONY: help deps tools build nogui run test lint bench extract-bench match-bench fuzz screenshots font notices clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps: ## Install the system packages that are missing (Debian; elsewhere it says what to install)
	@.ci/deps

tools: deps
	@mkdir -p bin/tools
	@cd .ci/tools && go build -o ../../bin/tools/ tool

build: deps ## Build bin/redthread, window and command line
	@echo "build: bin/redthread"
	@go build -o bin/redthread .

nogui: ## Build bin/redthread-nogui, the command line alone; needs no C and no X
	@echo "build: bin/redthread-nogui"
	@CGO_ENABLED=0 go build -tags nogui -o bin/redthread-nogui .

run: build ## Write the sample case, its report and its wage figure to out/, and open the case
	@mkdir -p out
	@bin/redthread sample --force out/sakhalin.rtcase >/dev/null
	@rm -f out/sakhalin.pdf out/wages.svg
	@bin/redthread report out/sakhalin.rtcase -o out/sakhalin.pdf >/dev/null
	@bin/redthread figure out/sakhalin.rtcase wages -o out/wages.svg >/dev/null
	@printf '%s\n' out/sakhalin.rtcase out/sakhalin.pdf out/wages.svg
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "There is no display here, so the window stays closed."; \
	else \
		exec bin/redthread out/sakhalin.rtcase; \
	fi

test: tools ## Run every test, in layers; the last line is the sum
	@.ci/test

lint: tools ## Check format, vet and staticcheck under all build tags
	@echo "lint: gofumpt, vet, staticcheck"
	@.ci/lint

bench: build ## Measure against bare baselines and print the ratios
	@echo "bench: measuring; this takes minutes"
	@.ci/bench

match-bench: ## Measure the comparison of names beside a baseline (DATA=folder of names)
	@.ci/match-bench

extract-bench: deps ## Measure what is read of the files in DIR=folder against pdftotext and LibreOffice
	@.ci/extract-bench $(DIR)

fuzz: deps ## Run every fuzz target for FUZZTIME (8s)
	@.ci/fuzz

screenshots: build ## Picture every screen into out/screens (SCREENS, THEMES, SIZES narrow it down)
	@.ci/screenshots

font: ## Rebuild the merged faces in assets/fonts
	@echo "font: assets/fonts"
	@assets/fonts/build.sh

notices: tools ## Write the notices of everything that is linked in
	@echo "notices: assets/notices/THIRD_PARTY.txt"
	@bin/tools/notices

clean: ## Remove what was built; out/ stays
	@echo "clean: bin"
	@rm -rf bin
