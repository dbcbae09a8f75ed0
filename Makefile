# The commands of Descent. Each does its own set-up: all that must be there is make and Python 3.11 or newer.
# PYTHON=python3.12 chooses the Python for .venv, CONSTRAINTS= takes the newest packages, ARGS= is passed on;
# LECTURE=02 builds and tests one lecture.

VENV        := .venv
RUN         := $(VENV)/bin/python
CONSTRAINTS := constraints.txt
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
            $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: all test bench records lab clean help

all: $(VENV)/.ready
	@$(RUN) -m slides.chromium || true  # without one the build makes everything but the PDFs, and says so
	@$(RUN) -m slides $(ARGS)

test: $(VENV)/.ready-test
	@$(RUN) -m slides.chromium || true
	$(RUN) -m slides $(LECTURE)
	OPENBLAS_NUM_THREADS=1 $(RUN) -m pytest -n 2 --dist loadgroup --no-loadscope-reorder \
	    $(addprefix --lecture=,$(LECTURE)) $(ARGS)

bench: $(VENV)/.ready-bench
	$(RUN) -m bench $(ARGS)

# Needs PyTorch; README says how to get it.
records: $(VENV)/.ready
	OPENBLAS_NUM_THREADS=1 $(RUN) -m bench.pytorch

lab: $(VENV)/.ready
	@$(RUN) -m slides.lab $(ARGS)

clean:
	rm -rf $(VENV) slides/dist slides/.cache

help:
	@echo 'make         build every deck, handout and PDF into slides/dist'
	@echo 'make test    build, then run the tests;  make test LECTURE=02 does it for one lecture,'
	@echo '             make test ARGS="-k deck" runs some of the tests'
	@echo 'make bench   time the engine beside other libraries, and write bench/results.md'
	@echo 'make records  make the recorded runs anew, which the lectures show'
	@echo 'make lab     open JupyterLab on working copies of the lectures, in work/'
	@echo 'make clean   remove what was built, and .venv; the working copies in work/ stay'

# Set if the environment's Python does not run: the system's, which it stands on, may be gone.
BROKEN := $(shell [ ! -e $(VENV) ] || $(RUN) -c 0 2>/dev/null || echo broken)
.PHONY: broken

$(VENV)/.ready: pyproject.toml constraints.txt $(BROKEN)
	@$(call install,-e .)

$(VENV)/.ready-test: pyproject.toml constraints.txt $(BROKEN)
	@$(call install,-e ".[test]")
	@touch $(VENV)/.ready

$(VENV)/.ready-bench: pyproject.toml constraints.txt $(BROKEN)
	@$(call install,-e ".[bench]")
	@touch $(VENV)/.ready

# An installation that was killed may have left half a package: .unfinished tells, and the next one starts anew.
define install
	if [ -e $(VENV)/.unfinished ] || ! $(RUN) -m pip --version >/dev/null 2>&1; then rm -rf $(VENV); fi; \
	if [ ! -e $(VENV) ]; then \
	    if ! $(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Descent needs Python 3.11 or newer. PYTHON=... names one: make PYTHON=python3.12" >&2; exit 1; \
	    fi; \
	    if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	        echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	    mkdir $(VENV); touch $(VENV)/.unfinished; \
	    echo "Making the environment $(VENV) with $(PYTHON); this takes a minute or two."; \
	    $(PYTHON) -m venv $(VENV) || exit 1; \
	fi; \
	touch $(VENV)/.unfinished; \
	$(RUN) -m pip install --quiet --disable-pip-version-check $(addprefix -c ,$(CONSTRAINTS)) $(1); status=$$?; \
	rm -f $(VENV)/.unfinished; \
	if [ $$status != 0 ]; then echo "The installation failed; see pip's message above." >&2; exit 1; fi; \
	touch $@
endef
