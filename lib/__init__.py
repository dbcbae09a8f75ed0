"""Descent: a small numpy engine, and what the lectures show it with.

The names of the engine are offered here; pictures (``lib.figures``), controls (``lib.explore``) and
exercises (``lib.exercises``) are imported from their own modules.
"""

from lib.descent import descend, newton_step
from lib.landscapes import Landscape, bowl, double_well, parabola, quadratic, ravine, saddle
from lib.neuron import SigmoidNeuron, sigmoid
from lib.optimizers import SGD, Optimizer

__all__ = ["Landscape", "Optimizer", "SGD", "SigmoidNeuron", "bowl", "descend", "double_well", "newton_step",
           "parabola", "quadratic", "ravine", "saddle", "sigmoid"]
