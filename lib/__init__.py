# ruff: noqa: I001 (the names of a file side by side)
"""Descent: a small numpy engine, and what the lectures show it with.

The names of the engine are offered here; pictures (``lib.figures``), controls (``lib.stage``) and
exercises (``lib.exercises``) are imported from their own modules.
"""

from lib.activations import (ELU, GELU, Identity, LeakyReLU, ReLU, Sigmoid, SiLU, Softmax, Softplus, Tanh,
    sigmoid, softmax)
from lib.datasets import blobs, circles, mnist, moons, read_idx, spirals, xor, xor_cloud
from lib.descent import descend, newton_step
from lib.gradient_check import gradient_check, numerical_gradient
from lib.initial import he, lecun, normal, xavier, zeros
from lib.landscapes import (Landscape, beale, bowl, double_well, noisy_valley, parabola, quadratic, ravine,
    rosenbrock, saddle)
from lib.layers import Dense, Dropout, Residual
from lib.losses import MAE, MSE, BinaryCrossEntropy, CrossEntropy
from lib.metrics import accuracy, confusion_matrix, decide
from lib.network import Network, load
from lib.neuron import SigmoidNeuron
from lib.optimizers import (NAG, SGD, Adadelta, Adagrad, Adam, AdamW, AMSGrad, Momentum, Nadam, Optimizer,
    RMSprop, Rprop)
from lib.schedules import Constant, Cosine, Exponential, OneCycle, Steps, WarmUp
from lib.training import Divergence, EarlyStopping, History, batches, evaluate, fit, fit_steps

__all__ = ["AMSGrad", "Adadelta", "Adagrad", "Adam", "AdamW", "BinaryCrossEntropy", "Constant", "Cosine",
           "CrossEntropy", "Dense", "Divergence", "Dropout", "ELU", "EarlyStopping", "Exponential", "GELU",
           "History", "Identity", "Landscape", "LeakyReLU", "MAE", "MSE", "Momentum", "NAG", "Nadam",
           "Network", "OneCycle", "Optimizer", "RMSprop", "ReLU", "Residual", "Rprop", "SGD", "SiLU",
           "Sigmoid", "SigmoidNeuron", "Softmax", "Softplus", "Steps", "Tanh", "WarmUp", "accuracy",
           "batches", "beale", "blobs", "bowl", "circles", "confusion_matrix", "decide", "descend",
           "double_well", "evaluate", "fit", "fit_steps", "gradient_check", "he", "lecun", "load", "mnist",
           "moons", "newton_step", "noisy_valley", "normal", "numerical_gradient", "parabola", "quadratic",
           "ravine", "read_idx", "rosenbrock", "saddle", "sigmoid", "softmax", "spirals", "xavier", "xor",
           "xor_cloud", "zeros"]
