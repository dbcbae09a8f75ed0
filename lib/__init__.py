# ruff: noqa: F401, I001 (the names of a file side by side)
"""Descent: a small numpy engine, and what the lectures show it with.

The names of the engine are offered here; pictures (``lib.figures``), controls (``lib.interactive``) and
exercises (``lib.exercises``) are imported from their own modules.
"""

from lib.activations import (ELU, GELU, Identity, LeakyReLU, ReLU, Sigmoid, SiLU, Softmax, Softplus, Tanh,
    sigmoid, softmax)
from lib.datasets import blobs, circles, mnist, moons, read_idx, spirals, xor, xor_cloud
from lib.descent import descend, newton_step
from lib.gradient_check import gradient_check, numerical_gradient
from lib.history import History
from lib.initializers import he, lecun, normal, xavier, zeros
from lib.landscapes import (Landscape, beale, bowl, double_well, noisy_valley, parabola, quadratic, ravine,
    rosenbrock, saddle)
from lib.layers import Dense, Dropout, Layer, Parameter, Residual
from lib.losses import MAE, MSE, BinaryCrossEntropy, CrossEntropy
from lib.metrics import accuracy, confusion_matrix, decide
from lib.network import Network, load
from lib.normalization import BatchNorm, LayerNorm
from lib.optimizers import (NAG, SGD, Adadelta, Adagrad, Adam, AdamW, AMSGrad, Momentum, Nadam, Optimizer,
    RMSprop, Rprop)
from lib.schedules import Constant, Cosine, Exponential, OneCycle, Steps, WarmUp
from lib.training import Divergence, EarlyStopping, batches, evaluate, fit, fit_steps


__all__ = [name for name, value in vars().items() if getattr(value, "__module__", "").startswith("lib.")]
