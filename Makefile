# Targets carry their own help: `make` lists them. Needed are Go, a C compiler
# and Python 3; what else is used is fetched into this folder.
GO      ?= go
PYTHON  ?= python3
BIN     := bin
BUILD   := build
VENV    := .venv
PY      := $(VENV)/bin/python
WADE    := $(BIN)/wade

# Pip may find nothing newer than what was tried.
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

# Packages whose tests are also worth their time under the race detector.
RACE := ./kernel/internal/wire ./kernel/internal/history ./kernel/internal/transport ./kernel/internal/server ./kernel/internal/session \
	./kernel/internal/notebook ./kernel/internal/parent ./kernel/internal/resident ./kernel/internal/kernelspec ./kernel/internal/kerneltest ./sdk/display ./sdk/comm ./sdk/widget

.DEFAULT_GOAL := help
.PHONY: help demo build test check bench bench-cpu parity bench-published parity-golden parity-families parity-families-golden goldens soak train notebooks lab lab-test screenshot install corpus examples gosuite symbols fmt clean \
	arm64 sanitize test-go test-race test-python check-format check-lint check-generated check-cross

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 14

demo: build ## run the first notebook and leave a page to read
	@mkdir -p $(BUILD)/demo
	$(WADE) run notebooks/01-first-flight.ipynb -o $(BUILD)/demo/01-first-flight.ipynb --html $(BUILD)/demo/01-first-flight.html
	@echo
	@echo "read it:  $(abspath $(BUILD)/demo/01-first-flight.html)"
	@echo "run it:   make lab, or make install and open notebooks/01-first-flight.ipynb"

build: ## put wade and the CPU backend into bin/
	@mkdir -p $(BIN)
	CGO_ENABLED=0 $(GO) build -ldflags "-s -w" -o $(BIN)/ ./kernel/cmd/wade
	$(GO) build -o $(BIN)/ ./plugins/cpu/cmd/wade-backend-cpu

test: test-go test-python ## run all tests, those of Go and those through a real Jupyter client

test-go:
	$(GO) test ./...

test-race:
	$(GO) test -race $(RACE)
	$(GO) test -race -run TestStress ./plugins/cpu

test-python: build $(VENV)/.test
	$(WADE) install --prefix $(VENV)
	@rm -f $(BUILD)/history.sqlite # of the tests, not of whoever runs them
	cd tools && WADE_HISTORY=$(abspath $(BUILD)/history.sqlite) ../$(PY) -m unittest --buffer $(filter-out test_lab test_figures,$(patsubst tools/%.py,%,$(wildcard tools/test_*.py)))

# What can drive JupyterLab as a person would.
BROWSER := $(firstword $(foreach name,chromium chromium-browser google-chrome google-chrome-stable,$(shell command -v $(name))))

lab-test: build $(if $(BROWSER),$(VENV)/.test $(VENV)/.lab) ## drive JupyterLab in a browser, pictures to build/screenshots
ifeq ($(BROWSER),)
	@echo "SKIPPED: JupyterLab is not driven, no Chromium or Chrome found (apt-get install chromium)"
else
	$(WADE) install --prefix $(VENV)
	cd tools && WADE_HISTORY=$(abspath $(BUILD)/history.sqlite) ../$(PY) -m unittest test_lab test_figures
endif

# What can build and run the tests of another architecture.
ARM_CC  := $(shell command -v aarch64-linux-gnu-gcc)
ARM_RUN := $(shell command -v qemu-aarch64 || command -v qemu-aarch64-static)

arm64: ## run the tests of the C kernels for arm64 under an emulator
ifeq ($(and $(ARM_CC),$(ARM_RUN)),)
	@echo "SKIPPED: the kernels for arm64 are not tested, no cross compiler or emulator found (apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user)"
else
	CGO_ENABLED=1 GOOS=linux GOARCH=arm64 CC=$(ARM_CC) $(GO) test -exec "$(ARM_RUN) -L /usr/aarch64-linux-gnu" ./native/cpu
endif

# Whether the C compiler has sanitizers. Leaks are not looked for: Go's own memory is never freed.
SANITIZE   := $(shell echo 'int main(void){return 0;}' | $${CC:-cc} -x c -fsanitize=address,undefined -o /dev/null - 2>/dev/null && echo yes)
POOL_TESTS := 'Threads|Pool|Halt|Affinity|Calls'

sanitize: ## run the tests of the C kernels with the sanitizers for addresses, undefined behaviour and threads
ifeq ($(SANITIZE),)
	@echo "SKIPPED: the kernels are not sanitized, the C compiler has no sanitizers"
else
	CGO_CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined" CGO_LDFLAGS="-fsanitize=address,undefined" ASAN_OPTIONS=detect_leaks=0 $(GO) test ./native/cpu
	CGO_CFLAGS="-O1 -g -fsanitize=thread" CGO_LDFLAGS="-fsanitize=thread" $(GO) test -run $(POOL_TESTS) ./native/cpu
endif

check: check-format check-lint check-cross check-generated test test-race arm64 sanitize lab-test $(if $(wildcard $(VENV)/.families),parity-families) $(if $(wildcard $(VENV)/.goldens),goldens) ## everything that continuous integration runs
	@echo "all checks passed"

check-format:
	@bad=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$bad" || { echo "not formatted, run make fmt: $$bad"; exit 1; }

check-lint:
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# Kernel and SDK hold no C, so they build for every platform.
check-cross:
	for os in linux darwin windows; do CGO_ENABLED=0 GOOS=$$os $(GO) build ./kernel/... ./sdk/... || exit 1; done

# The generators must not change what is committed.
GENERATED := kernel/internal/symbols sdk/pond
check-generated:
	@before=$$(git ls-files $(GENERATED) | xargs sha256sum); \
	$(GO) generate $(addprefix ./,$(GENERATED)) || exit 1; \
	test "$$before" = "$$(git ls-files $(GENERATED) | xargs sha256sum)" || { echo "generated files were not up to date, commit them now:"; git status --short $(GENERATED); exit 1; }

bench: build $(VENV)/.bench bench-cpu ## time the kernel against ipykernel, models, training and probes against PyTorch and llama.cpp, in the same run each
	$(PY) bench/kernel.py --wade $(WADE)
	$(PY) bench/train_torch.py --wade $(WADE)
	$(GO) build -o $(BUILD)/bench-probes ./bench/probes
	WADE_PLUGIN_PATH=$(abspath $(BIN)) $(PY) bench/probes_torch.py --wade-probes $(BUILD)/bench-probes

bench-cpu: build $(VENV)/.llama ## time the CPU backend on a large model only (CPU_FLAGS=--quick, or --only and groups)
	$(GO) build -o $(BUILD)/bench-model ./bench/model
	$(GO) build -o $(BUILD)/bench-kernels ./bench/kernels
	$(PY) bench/cpu.py $(CPU_FLAGS)

bench-published: build $(VENV)/.families ## time OpenFlamingo-3B at its full size, of random weights, beside open_flamingo (6 GB of disk)
	$(GO) build -o $(BUILD)/bench-published ./bench/published
	WADE_PLUGIN_PATH=$(abspath $(BIN)) $(FAMILIES)/bin/python -W ignore bench/published.py $(PUBLISHED_FLAGS)

parity: build $(VENV)/.bench ## compare captures and interventions with PyTorch hooks on the same weights
	@mkdir -p $(BUILD)/parity
	WADE_PLUGIN_PATH=$(abspath $(BIN)) $(GO) test ./sdk -run TestParityWithPyTorch -count 1 -parity $(abspath $(BUILD)/parity)
	$(PY) tools/parity_torch.py $(BUILD)/parity $(PARITY_FLAGS)

parity-golden: ## the same, and keep a sample of PyTorch's values for the test that needs no PyTorch
	$(MAKE) parity PARITY_FLAGS="--golden sdk/testdata/parity.safetensors"

# An environment that borrows the PyTorch of the benchmarks: the first argument is its folder.
define VENV_WITH_TORCH
@$(PY) -m venv $(1)
@$(PY) -c "import sysconfig; print(sysconfig.get_path('purelib'))" > "$$($(1)/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/torch-of-bench.pth"
endef

# open_flamingo wants packages of 2023, so they are in an environment of their own.
FAMILIES := $(VENV)/families
$(VENV)/.families: tools/requirements-families.txt tools/requirements-families-nodeps.txt | $(VENV)/.bench
	$(call VENV_WITH_TORCH,$(FAMILIES))
	@$(FAMILIES)/bin/python -m pip install --quiet --disable-pip-version-check -r tools/requirements-families.txt \
	&& $(FAMILIES)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tools/requirements-families-nodeps.txt \
	&& touch $@ || echo "SKIPPED: the packages of tools/requirements-families.txt cannot be had here"

parity-families: build $(VENV)/.families ## compare every published family with the public Python packages, on small random models made now
	@test ! -e $(VENV)/.families || { $(FAMILIES)/bin/python -W ignore tools/families.py $(BUILD)/families $(FAMILIES_FLAGS) && \
	WADE_PLUGIN_PATH=$(abspath $(BIN)) $(GO) test ./sdk ./sdk/family -run TestFamilies -count 1 -families $(abspath $(BUILD)/families) -v; }

parity-families-golden: ## the same, and keep the models and PyTorch's values for the tests that need no Python
	$(MAKE) parity-families FAMILIES_FLAGS="--pack sdk/family/testdata"

# The packages that tokenizers, pictures and prompts are held to, newer than those of the families.
GOLDENS := $(VENV)/goldens
$(VENV)/.goldens: tools/requirements-goldens.txt | $(VENV)/.bench
	$(call VENV_WITH_TORCH,$(GOLDENS))
	@$(GOLDENS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tools/requirements-goldens.txt \
	&& touch $@ || echo "SKIPPED: the packages of tools/requirements-goldens.txt cannot be had here"

goldens: $(VENV)/.goldens ## make the goldens of tokenizers, pictures and prompts anew with the Python packages; what changes shows in git
	$(GOLDENS)/bin/python -W ignore tools/tokenizers_golden.py sdk/tokenize/testdata
	$(GOLDENS)/bin/python -W ignore tools/pictures_golden.py sdk/picture/testdata/pictures.zip
	$(GOLDENS)/bin/python -W ignore tools/prompts_golden.py sdk/tokenize/testdata sdk/prompt/testdata/prompts.json
	git diff --exit-code --stat -- sdk/tokenize/testdata sdk/picture/testdata sdk/prompt/testdata
	$(GO) test ./sdk/tokenize ./sdk/picture ./sdk/prompt

soak: ## run 10,000 cells through a kernel and look for what stays behind
	$(GO) test ./kernel/internal/kerneltest -run TestSoak -soak 10000 -timeout 1h -v

train: build ## train the demonstration model again (about an hour on two cores)
	$(WADE) train --out runs/pond --resume

notebooks: build ## run every notebook and write its outputs into it
	for n in notebooks/*.ipynb; do $(WADE) run --in-place --timeout 10m $$n || exit 1; done

# Jupyter refuses the administrator, who is the only user of many containers.
lab: build $(VENV)/.lab ## open JupyterLab with the kernel, in the folder of the notebooks (LAB_FLAGS=--no-browser)
	$(WADE) install --prefix $(VENV)
	$(PY) -m jupyterlab --notebook-dir notebooks $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_FLAGS)

screenshot: build $(VENV)/.lab ## photograph the first notebook in JupyterLab
	$(WADE) install --prefix $(VENV)
	$(PY) tools/screenshot.py notebooks/01-first-flight.ipynb --out $(BUILD)/screenshots

install: build ## add the kernel to the Jupyter of this user
	$(WADE) install

corpus: ## compare what the sequences of cells are expected to print with programs built by the Go compiler (minutes)
	$(GO) test ./kernel/internal/engine -run TestCorpus -corpus -timeout 30m -v

examples: ## run the examples of the standard library as cells, and list those that fail
	$(GO) test ./kernel/internal/engine -run TestExamples -examples -timeout 30m -v

gosuite: ## run the programs of Go's own test suite as cells, and list those that fail (minutes)
	$(GO) test ./kernel/internal/engine -run TestGoSuite -gosuite -timeout 30m -v

symbols: ## generate the tables of what a cell may import
	$(GO) generate ./kernel/internal/symbols
	$(GO) test ./kernel/internal/symbols -run TestTablesAreWhole -update

fmt: ## format the Go code
	gofmt -l -w $$(git ls-files '*.go')

clean: ## remove what the targets made
	rm -rf $(BIN) $(BUILD) $(VENV)

$(PY):
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make a virtual environment: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }

$(VENV)/.test: tools/requirements.txt tools/constraints.txt | $(PY)
	$(PIP) -r tools/requirements.txt -c tools/constraints.txt
	@touch $@

$(VENV)/.lab: tools/requirements-lab.txt tools/constraints.txt | $(PY)
	$(PIP) -r tools/requirements-lab.txt -c tools/constraints.txt
	@touch $@

# llama.cpp is built for this very processor; without it, its columns stay empty.
$(VENV)/.llama: bench/requirements-llama.txt tools/constraints.txt bench/llama_amx.h | $(VENV)/.bench
	@echo "building llama.cpp, which takes some minutes"
	@CMAKE_ARGS="-DGGML_NATIVE=ON -DLLAVA_BUILD=OFF -DCMAKE_CXX_FLAGS=-include\ $(abspath bench/llama_amx.h)" \
	$(PIP) --no-binary llama-cpp-python -r bench/requirements-llama.txt -c tools/constraints.txt \
	&& touch $@ || echo "SKIPPED: llama.cpp cannot be built here (it needs CMake and a C++ compiler)"

$(VENV)/.bench: bench/requirements.txt tools/constraints.txt | $(PY)
	$(PIP) -r bench/requirements.txt -c tools/constraints.txt
	@touch $@
