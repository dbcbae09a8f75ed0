"""Run by each kernel of ``make lab`` when it starts (PYTHONSTARTUP), before any cell."""

try:
    from slides.names import explain_unknown_names
except ImportError:  # another environment's Python, in a terminal of JupyterLab
    pass
else:
    explain_unknown_names()
    del explain_unknown_names
