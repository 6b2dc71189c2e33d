# The two commands of the README are `make demo` and `make test`; `make` alone lists all of them.
# What other people made is fetched, never committed: tools into .tools, web assets into templates/assets/vendor.

CARGO ?= cargo
PORT ?= 8080
CARGO_DENY = 0.20.2

TARGET = $(or $(CARGO_TARGET_DIR),target)
WITH_POSTGRES = python3 tests/support/with_postgres.py
BROWSER_TESTS = TEST_PROGRAM=$(TARGET)/debug/passgenau $(WITH_POSTGRES) .tools/node/bin/node tests/browser/run.mjs
NPM_CI = $(CURDIR)/.tools/node/bin/npm ci --ignore-scripts --include=dev --no-audit --no-fund --no-update-notifier --loglevel=error --silent
# Only where HiGHS has to be compiled: the cmake that does it.
export PATH := $(if $(wildcard .tools/bin/cmake),$(CURDIR)/.tools/bin:)$(PATH)

# Steps share one package manager and one build folder.
.NOTPARALLEL:
.PHONY: help demo test test-rust test-browser screenshots lint bench bench-quick release notices assets tools test-tools clean
.DEFAULT_GOAL := help

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1@\2/p' Makefile | awk -F@ '{ printf "%-18s %s\n", $$1, $$2 }'

demo: tools assets ## build and serve the demo city on http://127.0.0.1:8080 (PORT=... for another port)
	@echo "demo: building (the first time takes some minutes)"
	@$(CARGO) build --locked
	@PORT=$(PORT) exec $(TARGET)/debug/passgenau demo

test: test-tools assets tests/browser/node_modules/.current ## run all tests, on SQLite, PostgreSQL and in Chromium
	@echo "test: building (the first time takes some minutes)"
	@$(CARGO) build --locked --bins --tests
	@echo "test: Rust, on SQLite and PostgreSQL"
	@$(WITH_POSTGRES) $(CARGO) test --locked --no-fail-fast -- --quiet; rust=$$?; \
	  echo "test: pages in Chromium"; \
	  $(BROWSER_TESTS) && exit $$rust

test-rust: test-tools assets ## run the Rust tests only (ARGS='store::' for some of them)
	@$(WITH_POSTGRES) $(CARGO) test --locked $(ARGS)

test-browser: test-tools assets tests/browser/node_modules/.current ## run the browser tests only (ARGS='smoke' for some files)
	@$(CARGO) build --locked
	@$(BROWSER_TESTS) $(ARGS)

screenshots: test-tools assets tests/browser/node_modules/.current ## take the pictures of the README anew
	@$(CARGO) build --locked
	@$(BROWSER_TESTS) readme.shots

lint: tools assets ## formatting, clippy, licences and banned crates
	@echo "lint: formatting"
	@$(CARGO) fmt --all --check
	@echo "lint: clippy"
	@$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	@[ -x .tools/bin/cargo-deny-$(CARGO_DENY) ] || { \
	  echo "lint: building cargo-deny $(CARGO_DENY), once (about seven minutes)"; \
	  CARGO_TARGET_DIR=.tools/build $(CARGO) install --quiet --locked cargo-deny --version $(CARGO_DENY) --root .tools && \
	  mv .tools/bin/cargo-deny .tools/bin/cargo-deny-$(CARGO_DENY) && rm -rf .tools/build; }
	@echo "lint: licences, sources and banned crates"
	@.tools/bin/cargo-deny-$(CARGO_DENY) --config .deny.toml --log-level error --locked check --hide-inclusion-graph bans licenses sources

bench: tools ## the solver's goals as a table, beside HiGHS and CP-SAT (an hour; `make bench-quick` takes some minutes)
	@python3 solver/benches/bench.py full

bench-quick: tools ## the same for every day
	@python3 solver/benches/bench.py quick

release: tools assets ## the optimised program with everything it needs, in dist/passgenau
	@echo "release: building (ten minutes and more)"
	@PASSGENAU_BUNDLE=1 $(CARGO) build --locked --release
	@python3 .config/bundle.py $(TARGET)/release/passgenau dist/passgenau
	@python3 .config/notices.py >dist/passgenau/THIRD-PARTY-NOTICES.txt
	@du -sh dist/passgenau

notices: tools assets ## the licences of everything that goes into the program: target/THIRD-PARTY-NOTICES.txt
	@mkdir -p $(TARGET)
	@python3 .config/notices.py >$(TARGET)/THIRD-PARTY-NOTICES.txt
	@echo "notices: $(TARGET)/THIRD-PARTY-NOTICES.txt"

assets: templates/assets/vendor/.current ## fetch the style sheets and fonts of others (lists them in .config/assets.py)
	@:

tools: ## install what the build needs (root installs Debian packages, others are told the command)
	@sh .config/tools.sh build

test-tools:
	@sh .config/tools.sh build test

clean: ## delete what was built or fetched, except .tools and data
	rm -rf $(TARGET) dist templates/assets/vendor templates/assets/node_modules tests/browser/node_modules

templates/assets/vendor/.current: .config/assets.py templates/assets/package-lock.json | tools
	@echo "assets: fetching"
	@cd templates/assets && $(NPM_CI)
	@python3 .config/assets.py
	@touch $@

tests/browser/node_modules/.current: tests/browser/package-lock.json | tools
	@echo "test: fetching playwright-core and axe-core"
	@cd tests/browser && $(NPM_CI)
	@touch $@
