# Senderdesk: `make run` opens the application, `make test` checks everything. Each sets up what it needs.

SHELL := /bin/sh
SIMULATOR_TESTS := src-tauri/crates/simulator/tests
CORE_TESTS := src-tauri/crates/core/tests
export NPM_CONFIG_UPDATE_NOTIFIER := false
ifdef CI
export CARGO_INCREMENTAL := 0
export CARGO_TERM_COLOR := never
endif

.DEFAULT_GOAL := help
.PHONY: help run test soak lint fmt bindings bench packages fixtures set-up test-set-up clean

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

set-up:
	@scripts/check-versions
	@scripts/apt-packages
	@scripts/npm-packages ui scripts

test-set-up: set-up
	@scripts/apt-packages test
	@$(MAKE) --no-print-directory fixtures

run: set-up ## build the application and open its window
	scripts/app debug
	target/app/debug/senderdesk

test: test-set-up ## every check and every test; the last line counts them
	@scripts/test

soak: test-set-up ## many more schedules of faults: make soak SCHEDULES=100000 FIRST=1000 MINUTES=60
	@scripts/soak

fixtures: ## what tests need of npm and PyPI: Twilio's libraries, its segment calculator and its OpenAPI documents
	@scripts/npm-packages tests/openapi $(SIMULATOR_TESTS)/node $(CORE_TESTS)/segments
	@scripts/python-packages $(SIMULATOR_TESTS)/python/requirements.txt

lint: set-up ## formatting, lints and the page's types
	cargo fmt --all --check
	npm --prefix ui run --silent build
	cargo clippy --workspace --all-targets --locked -- -D warnings

fmt: ## format the Rust code
	cargo fmt --all

bindings: set-up ## write the page's view of the commands anew
	SENDERDESK_WRITE_BINDINGS=1 cargo test -p senderdesk --lib contract

bench: test-set-up ## measure against the budgets, into target/bench.json
	scripts/app packages
	scripts/app empty-window
	cargo run --release --locked -p senderdesk-bench

packages: set-up ## .deb and .rpm, under target/app/release/bundle
	scripts/app packages

clean: ## remove what was built and fetched
	rm -rf target ui/dist ui/node_modules scripts/node_modules tests/openapi/node_modules $(SIMULATOR_TESTS)/node/node_modules $(CORE_TESTS)/segments/node_modules
