"""The one palette and type scale of figures, decks and handouts.

One matplotlib point is one CSS pixel of a 1280 x 720 slide, so a font size of 18 means 18 pixels there.
"""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure

from lib.figures import fonts
from lib.settings import SETTINGS

OF_PAGES = ("link",)
"""Roles of controls on a page; a figure has none of them."""

PALETTE = {role: colour for role, colour in SETTINGS.colours.items() if role not in OF_PAGES}
"""Roles and their colours: the three roles of a network, the first and second class or curve, the inks.

``ink`` is for what is said, ``quiet`` for words that hold back and for what is only compared with, ``muted``
for lines and marks that stay behind; it is too light for words.

They stand in lib/settings.toml, where a university may replace them.
"""

WRITTEN = {"#0a8cf5": "#0b5cab", "#b0610b": "#8f4e09", "#8a919c": PALETTE["quiet"]}
"""The tone in which words are written whose colour is dark enough for lines, but not for small text."""

METHODS = {
    "SGD": ("ink", ""), "Momentum": ("first", ""), "NAG": ("first", "9 5"), "Rprop": ("weights", ""),
    "Adagrad": ("second", ""), "Adadelta": ("second", "2 5"), "RMSprop": ("second", "9 5"),
    "Adam": ("activations", ""), "Nadam": ("activations", "2 5"), "AMSGrad": ("activations", "9 5 2 5"),
    "AdamW": ("activations", "9 5"),
}
"""Role of the colour, and dashes in pixels, for each optimizer: a family shares its colour."""

TYPE = {"title": 40, "text": 28, "code": 20, "label": 22, "caption": 20, "smallest": 16}
"""Font sizes in pixels on a 1280 x 720 slide; nothing in a picture is below the smallest."""

SANS = [fonts.SANS, "Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans"]
MONO = [fonts.CODE, fonts.SANS, "Source Code Pro", "Cascadia Mono", "Consolas", "Menlo", "DejaVu Sans Mono"]
"""Families of words and of code. The first travel with the files; the others are for what these lack, such as
Chinese, and code takes from the words the few signs that it lacks."""

POINTS_PER_INCH = 72

RC = {
    "figure.dpi": POINTS_PER_INCH,
    # DejaVu Sans, which comes with matplotlib, is for characters that ours lacks.
    "font.family": [fonts.SANS, "DejaVu Sans"],
    "font.monospace": [fonts.CODE, fonts.SANS, "DejaVu Sans Mono"],
    "mathtext.fontset": "custom",
    "mathtext.rm": fonts.SANS,
    "mathtext.it": f"{fonts.SANS}:italic",
    "mathtext.bf": f"{fonts.SANS}:bold",
    "mathtext.bfit": f"{fonts.SANS}:bold:italic",
    "mathtext.sf": fonts.SANS,
    "mathtext.tt": fonts.CODE,
    "mathtext.cal": f"{fonts.SANS}:italic",
    "mathtext.fallback": "stixsans",
    "font.size": TYPE["caption"],
    "axes.titlesize": TYPE["label"] + 2,
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.titley": 1.0,  # a place of its own, which need not be looked for at each drawing
    "axes.labelsize": TYPE["label"],
    "xtick.labelsize": TYPE["caption"],
    "ytick.labelsize": TYPE["caption"],
    "legend.fontsize": TYPE["caption"],
    "text.color": PALETTE["ink"],
    "axes.titlecolor": PALETTE["ink"],
    "axes.labelcolor": PALETTE["ink"],
    "xtick.labelcolor": PALETTE["ink"],
    "ytick.labelcolor": PALETTE["ink"],
    "xtick.color": PALETTE["muted"],
    "ytick.color": PALETTE["muted"],
    "axes.edgecolor": PALETTE["muted"],
    "axes.linewidth": 1.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 3,
    "lines.markersize": 9,
    "grid.color": PALETTE["muted"],
    "grid.alpha": 0.25,
    "axes.formatter.useoffset": False,
}
"""Settings of matplotlib that carry the look; in force once ``lib.figures`` is imported."""

FIELD = LinearSegmentedColormap.from_list("field", ["#ffffff", "#eaf0f7", "#d0dcea", "#b4c5d9"])
"""Map for fields (costs, contours): light, so that what lies on top is read first."""

DIVERGING = LinearSegmentedColormap.from_list("diverging", [PALETTE["second"], "#ffffff", PALETTE["first"]])
"""Map for signed quantities, white in the middle."""


def tint(role: str, share: float = 0.2) -> str:
    """The colour of a role mixed with white, for the ground below words and marks."""
    colour = np.array(to_rgb(PALETTE[role]))
    return to_hex(1 - share * (1 - colour))


def shades(role: str) -> LinearSegmentedColormap:
    """A map from white to the colour of a role."""
    return LinearSegmentedColormap.from_list(role, ["#ffffff", PALETTE[role]])


def new_figure(width: int = 1180, height: int = 500) -> Figure:
    """An empty figure of `width` x `height` pixels on a 1280 x 720 slide."""
    return Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=POINTS_PER_INCH)


def panels(figure: Figure, *widths: float, left: int = 80, right: int = 30, top: int = 48, bottom: int = 68,
           gap: int = 110) -> list[Axes]:
    """Axes side by side, at places that do not depend on what is drawn in them.

    Axes that are fitted to their labels jump while a control moves; these cannot.

    Parameters
    ----------
    figure : Figure
        Where to put them.
    *widths : float
        Relative widths, one for each panel.
    left, right, top, bottom : int
        Margins in pixels.
    gap : int
        Room between two panels, in pixels.

    Returns
    -------
    list of Axes
        From left to right.
    """
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    room = width - left - right - gap * (len(widths) - 1)
    axes, x = [], left
    for share in widths:
        w = room * share / sum(widths)
        axes.append(figure.add_axes((x / width, bottom / height,
                                     w / width, (height - top - bottom) / height)))
        x += w + gap
    return axes


def apply_style() -> None:
    """Put the look in force for all figures made from now on."""
    fonts.register()
    matplotlib.rcParams.update(RC)
