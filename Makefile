# `make quickstart` and `make test` do all the set-up they need; both are quick the second time.
SWIFT ?= swift
# Swift Testing starts everything at once if it may; on few cores, requests then wait longer than their clients do.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 16
RUNTIME := .tools/onnxruntime/lib/libonnxruntime.so
SOURCES := Package.swift Sources Tests

.PHONY: quickstart test check build release setup format lint layers compatibility fuzz clean

quickstart: release
	@Scripts/quickstart

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest
	@Scripts/install-test-tools
	Compatibility/native/run .build/debug/roost
	Compatibility/formats/run .build/debug/roost
	Compatibility/onnx/run .build/debug/roost
	Compatibility/mlflow/run .build/debug/roost

check: lint layers test

build: setup
	$(SWIFT) build

release: setup
	$(SWIFT) build -c release --product roost

setup: $(RUNTIME)
	@Scripts/install-system-libraries

$(RUNTIME):
	@Scripts/fetch-onnxruntime

format:
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

lint:
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

layers:
	@Scripts/check-layers

fuzz:
	@Scripts/fuzz

clean:
	rm -rf .build .tools
