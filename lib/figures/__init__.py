"""Pictures: one module a family, and the style they share.

Importing this package puts the style of the lectures in force.
"""

from lib.figures.style import DIVERGING, FIELD, PALETTE, TYPE, apply_style, new_figure, panels, shades, tint

__all__ = ["DIVERGING", "FIELD", "PALETTE", "TYPE", "new_figure", "panels", "shades", "tint"]

apply_style()
