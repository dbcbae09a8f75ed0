"""Bricks of lecture 03 drawn: the passes, the network as five bricks, products, what a layer costs."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import FancyBboxPatch, Rectangle

from lib.figures.sheets import draw_arrow, sheet
from lib.figures.style import PALETTE, tint

SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("second", "ink", "muted", "quiet"))
GREEN, VIOLET = PALETTE["weights"], PALETTE["activations"]
LIT = tint("second")
"""What lies below the entry that is talked about."""

CENTRED = {"ha": "center", "va": "center"}


def draw_brick(axes, left, bottom, width, height, color, studs=(0.16, 0.58), stud=40, rounding=8):
    """A brick with two studs on it, whose left edges are these shares of its width."""
    axes.add_patch(FancyBboxPatch((left, bottom), width, height, fc="white", ec=color, lw=3,
                                  boxstyle=f"round,pad=0,rounding_size={rounding}"))
    for share in studs:
        axes.add_patch(Rectangle((left + share * width, bottom + height + 2), stud, 12, fc=color, ec=color))


def draw_passes(figure, captions: Sequence[str]):
    """The four passes in a row with a caption each, and the one check below all of them."""
    axes = sheet(figure)
    names = "nudge", "chain rule", "tape", "layers"
    for k, (name, caption) in enumerate(zip(names, captions, strict=True)):
        x = 150 + 293 * k
        draw_brick(axes, x - 120, 96, 240, 86, VIOLET, studs=(35 / 240, 155 / 240), stud=50, rounding=10)
        axes.text(x, 155, f"{k + 1}  {name}", fontsize=26, color=VIOLET, **CENTRED)
        axes.text(x, 119, caption, fontsize=19, **CENTRED)
        draw_arrow(axes, (x, 94), (x, 58), MUTED, lw=3, size=20)
    axes.add_patch(Rectangle((30, 8), 1119, 46, fc=INK))
    axes.text(590, 31, "one check:  agrees(gradient)", fontsize=24, color="white", **CENTRED)


BRICKS = (("W₁", GREEN, "x W₁", "", "x", "1 × 2"),
          ("σ", VIOLET, "σ(z₁)", r"$\circ$ h₁(1 − h₁)", "z₁", "1 × 3"),
          ("W₂", GREEN, "h₁ W₂", "G W₂ᵀ", "h₁", "1 × 3"),
          ("σ", VIOLET, "σ(z₂)", r"$\circ$ h₂(1 − h₂)", "z₂", "1 × 2"),
          ("L", INK, "½ Σ (h₂ − y)²", "h₂ − y", "h₂", "1 × 2"))
"""Name, colour, what it does forwards and backwards; what comes into it, and the shape of that."""


def draw_bricks(figure, back: bool):
    """The network as bricks: what each does forwards, and backwards, or that this is not known yet."""
    axes = sheet(figure)
    bottom, size, gap = (70 if back else 10), 150, 80
    top = axes.get_ylim()[1] - 16
    forward, backward = top - 72, bottom + 34
    for k, (name, color, does, undoes, value, shape) in enumerate(BRICKS):
        left = 76 + k * (size + gap)
        middle, before = left + size / 2, left - gap / 2
        draw_brick(axes, left, bottom, size, top - bottom, color)
        axes.text(middle, top - 26, name, color=color, fontsize=28, **CENTRED)
        axes.text(middle, forward, does, fontsize=20, **CENTRED)
        draw_arrow(axes, (left - gap + 4, forward), (left - 4, forward), INK, lw=3, size=20)
        axes.text(before, forward + 22, value, fontsize=22, **CENTRED)
        if not back:
            axes.text(before, forward - 22, shape, fontsize=18, color=QUIET, **CENTRED)
        axes.text(middle, backward, undoes if back else "?", fontsize=19 if back else 30, color=SECOND,
                  **CENTRED)
        if k:
            draw_arrow(axes, (left - 4, backward), (left - gap + 4, backward), SECOND, lw=3, size=20)
            axes.text(before, backward + 22, f"∂L/∂{value}" if back else "?", fontsize=18 if back else 24,
                      color=SECOND, **CENTRED)
        if back and name.startswith("W"):
            draw_arrow(axes, (middle, bottom - 2), (middle, bottom - 36), SECOND, lw=3, size=20)
            axes.text(middle, bottom - 52, f"∂L/∂{name} = {value}ᵀ G", fontsize=20, color=SECOND, **CENTRED)


def draw_products(figure, products):
    """Products of matrices as boxes side by side.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    products : sequence of (str, tuple of int, tuple of int, tuple of str)
        A caption, the shapes of both matrices, and the names of these and of their product.
    """
    axes = sheet(figure)
    axes.set_ylim(8, 238)
    for start, (caption, left, right, names) in zip(range(10, 1180, 420), products):
        end = _draw_product(axes, start, left, right, names)
        axes.text((start + end) / 2, 222, caption, fontsize=22, weight="bold", **CENTRED)


def _draw_product(axes, x, left, right, names) -> float:
    """A product with one row, one column and the entry that they make; its right edge is returned."""
    (rows, inner), columns, cell, y = left, right[1], 34, 90
    boxes = (((rows, inner), lambda i, j: i == rows - 1), ((inner, columns), lambda i, j: j == columns - 1),
             ((rows, columns), lambda i, j: (i, j) == (rows - 1, columns - 1)))
    for ((tall, wide), is_lit), name, sign in zip(boxes, names, ("·", "=", "")):
        for i in range(tall):
            for j in range(wide):
                axes.add_patch(Rectangle((x + j * cell, y + (tall / 2 - i - 1) * cell), cell, cell, lw=2,
                                         ec=INK, fc=LIT if is_lit(i, j) else "white"))
        axes.text(x + wide * cell / 2, y + 70, name, fontsize=24, **CENTRED)
        axes.text(x + wide * cell / 2, y - 74, f"{tall} × {wide}", fontsize=20, color=QUIET, **CENTRED)
        axes.text(x + wide * cell + 20, y, sign, fontsize=28, **CENTRED)
        x += wide * cell + 40
    return x - 40


def draw_layer_cost(axes):
    """What a layer multiplies: once on the way there, twice on the way back."""
    axes.set(xlim=(0, 590), ylim=(0, 400))
    axes.set_axis_off()
    axes.text(20, 372, "a layer of m inputs and n outputs, one sample", fontsize=20, va="center")
    for y, name, formula, color in ((258, "forward", "x W", INK), (146, "back: by W", "xᵀ G", SECOND),
                                    (34, "back: by x", "G Wᵀ", SECOND)):
        axes.text(20, y + 40, name, fontsize=22, color=color, va="center")
        axes.text(190, y + 40, formula, fontsize=26, color=color, va="center")
        axes.add_patch(Rectangle((300, y), 135, 80, fc="white", ec=color, lw=3))
        axes.text(367, y + 40, "m × n", fontsize=22, color=color, **CENTRED)
        axes.text(455, y + 40, "m·n products", fontsize=20, va="center")
