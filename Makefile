# SPDX-License-Identifier: AGPL-3.0-or-later
# The short commands for people. Each one does what is missing and no more, so any of them may be run first.
.DEFAULT_GOAL := help
.PHONY: help deps build install run stop test lint bench fuzz clean

JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
PROGRAM := build/guvoh

help:
	@echo 'make run     install what is missing, build, try the example documents, start Guvoh for your browser'
	@echo 'make stop    end what make run started'
	@echo 'make test    install what is missing, build, run every test'
	@echo
	@echo 'make deps    install what is missing to build and test, nothing else'
	@echo 'make build   leave the optimised program at $(PROGRAM)'
	@echo 'make install put program, man page and completion in PREFIX ($(PREFIX))'
	@echo 'make lint    check the house rules only (a second)'
	@echo 'make bench   measure speed against other programs (docs/benchmarks.md)'
	@echo 'make fuzz    feed broken input to every parser, 60 seconds each'
	@echo 'make clean   remove everything built'

deps:
	@tools/install-deps.sh --tests

build:
	@tools/install-deps.sh
	@tools/configure.sh release
	@cmake --build build/release --parallel $(JOBS) --target guvoh
	@install -C -m 755 build/release/apps/guvoh/guvoh $(PROGRAM)
	@echo 'The program is $(PROGRAM)'

install: build
	@tools/make-man-page.py docs/cli.md >build/guvoh.1
	@build/guvoh completion >build/guvoh.completion
	@install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/guvoh
	@install -D -m 644 build/guvoh.1 $(DESTDIR)$(PREFIX)/share/man/man1/guvoh.1
	@install -D -m 644 build/guvoh.completion $(DESTDIR)$(PREFIX)/share/bash-completion/completions/guvoh
	@echo 'Installed in $(DESTDIR)$(PREFIX): the program, its man page and completion'

run: build
	@tools/run-example.sh

stop:
	@tools/stop-server.sh

test: deps
	@tools/configure.sh dev
	@cmake --build build/dev --parallel $(JOBS)
	@ctest --test-dir build/dev --parallel $(JOBS) --output-on-failure --no-tests=error --label-exclude bench
	@echo 'All tests passed: unit, conformance, journey, fault, lint and docs.'

lint:
	@python3 tests/lint/lint.py all

bench: build
	@cmake --build build/release --parallel $(JOBS)
	@bench/run.sh build/release

fuzz: deps
	@tools/configure.sh fuzz
	@cmake --build build/fuzz --parallel $(JOBS)
	@tools/run-fuzzers.sh build/fuzz 60

clean:
	@rm -rf build
