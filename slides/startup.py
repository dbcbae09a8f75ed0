"""Run by each kernel of ``make lab`` when it starts (PYTHONSTARTUP), before any cell."""

try:
    from slides.explained import explain_errors
except ImportError:  # another environment's Python, in a terminal of JupyterLab
    pass
else:
    explain_errors()
    del explain_errors
