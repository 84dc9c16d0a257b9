# Targets carry their own help: `make` lists them.
GO      ?= go
BIN     := bin

.DEFAULT_GOAL := help
.PHONY: help build test check fmt clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 14

build: ## compile every package, and the commands into bin/
	$(GO) build ./...

test: ## run the tests
	$(GO) test ./...

fmt: ## format the Go code
	gofmt -l -w $$(git ls-files '*.go')

check: ## everything that continuous integration runs
	@bad=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$bad" || { echo "not formatted, run make fmt: $$bad"; exit 1; }
	$(GO) vet ./...
	CGO_ENABLED=0 $(GO) build ./kernel/... ./sdk/...
	$(GO) test ./...

clean: ## remove what the targets made
	rm -rf $(BIN) .venv
