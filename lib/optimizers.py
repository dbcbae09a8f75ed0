"""Optimizers: each is a formula about two arrays, the parameters `theta` and the gradient `grad`.

The same object runs x^2 - 4x + 6, a ravine in the plane and a network, because all of them keep their
parameters in one vector. Names, conventions and defaults are those of ``torch.optim``; where a textbook
writes a formula differently, the docstring gives both. In the formulas g is the gradient, and products,
quotients and roots are taken entry by entry.
"""

import math

import numpy as np

from lib import expect
from lib.configurable import Configurable


class Optimizer(Configurable):
    """What all optimizers share: a learning rate, and a state that belongs to one vector.

    Parameters
    ----------
    lr : float
        Learning rate, positive.

    Attributes
    ----------
    state : tuple of str
        Names of the arrays it remembers, which start at 0 and have the shape of `theta`.
    t : int
        Number of steps since the start.

    Raises
    ------
    ValueError
        If `lr` is not a positive finite number.
    """

    state: tuple[str, ...] = ()

    def __init__(self, lr: float):
        self.lr = expect.number("lr", lr, "(0, inf)")
        self.reset()

    def reset(self) -> None:
        """Forget the state, so that the next step is a first step."""
        self.t = 0

    def begin(self, theta: np.ndarray) -> None:
        """Make the state for the first step, of the shape of `theta`."""
        self._shape = theta.shape
        for name in self.state:
            setattr(self, name, np.zeros_like(theta))

    def step(self, theta: np.ndarray, grad: np.ndarray) -> None:
        """Move `theta` in place, one step along its gradient.

        Parameters
        ----------
        theta : ndarray
            Parameters, changed in place.
        grad : ndarray
            Gradient at `theta`, of the same shape; it may be used up.

        Raises
        ------
        ValueError
            If the two shapes differ, or differ from those of the step before.
        """
        if self.t == 0:
            if not isinstance(theta, np.ndarray) or theta.dtype.kind != "f":
                raise TypeError(f"theta: expected an array of floats, got {theta!r}")
            expect.instance("grad", grad, np.ndarray)
            self.begin(theta)
        if grad.shape != theta.shape:
            raise ValueError(f"grad: expected the shape of theta, {theta.shape}, got {grad.shape}")
        if theta.shape != self._shape:
            raise ValueError(f"theta: this {type(self).__name__} has begun with shape {self._shape}, got "
                             f"{theta.shape}; call reset() or make a new one")
        self.t += 1
        self.update(theta, grad)

    def update(self, theta: np.ndarray, grad: np.ndarray) -> None:
        """The formula itself, for arrays that have been checked; `grad` may be used up."""
        raise NotImplementedError


class SGD(Optimizer):
    """Gradient descent: theta <- theta - lr * grad.

    Called stochastic when `grad` comes from a sample of the data; the formula is the same.

    Parameters
    ----------
    lr : float
        Learning rate.

    References
    ----------
    A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847.
    """

    def __init__(self, lr: float = 1e-3):
        super().__init__(lr)

    def update(self, theta, grad):
        theta -= self.lr * grad


class Momentum(Optimizer):
    """A heavy ball: v <- momentum * v + g;  theta <- theta - lr * v.

    The textbook form has the rate inside, v <- momentum * v + lr * g and theta <- theta - v. The paths are
    the same as long as the rate is; under a schedule the old steps in v keep their old rate there.

    Parameters
    ----------
    lr : float
        Learning rate.
    momentum : float
        Share of the velocity kept in a step, in [0, 1).

    References
    ----------
    B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    state = ("v",)

    def __init__(self, lr: float = 1e-3, momentum: float = 0.9):
        super().__init__(lr)
        self.momentum = expect.number("momentum", momentum, "[0, 1)")

    def update(self, theta, grad):
        self.v *= self.momentum
        self.v += grad
        theta -= self.lr * self.v


class NAG(Momentum):
    """Nesterov's accelerated gradient: v <- momentum * v + g;  theta <- theta - lr * (g + momentum * v).

    The textbook form takes the gradient at the point to which the velocity alone would lead:
    v <- momentum * v + lr * g(theta - momentum * v) and theta <- theta - v. Those look-ahead points are the
    points of this form.

    Parameters
    ----------
    lr : float
        Learning rate.
    momentum : float
        Share of the velocity kept in a step, in [0, 1).

    References
    ----------
    Y. Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k^2)", 1983;
    I. Sutskever and others, "On the importance of initialization and momentum in deep learning", ICML 2013.
    """

    def update(self, theta, grad):
        self.v *= self.momentum
        self.v += grad
        theta -= self.lr * (grad + self.momentum * self.v)


class Adagrad(Optimizer):
    """A rate for each parameter: s <- s + g^2;  theta <- theta - lr * g / (sqrt(s) + eps).

    Parameters
    ----------
    lr : float
        Learning rate.
    eps : float
        Keeps the quotient finite.

    References
    ----------
    J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic
    optimization", JMLR 12, 2011.
    """

    state = ("s",)

    def __init__(self, lr: float = 1e-2, eps: float = 1e-10):
        super().__init__(lr)
        self.eps = expect.number("eps", eps, "[0, inf)")

    def update(self, theta, grad):
        self.s += grad * grad
        theta -= self.lr * grad / (np.sqrt(self.s) + self.eps)


class Adadelta(Optimizer):
    """Steps in the unit of the parameter: d = sqrt(u + eps) / sqrt(s + eps) * g;  theta <- theta - lr * d.

    Before that s <- rho * s + (1 - rho) * g^2, after it u <- rho * u + (1 - rho) * d^2. The paper has no
    rate, which is lr = 1, and rho = 0.95.

    Parameters
    ----------
    lr : float
        Factor of the step.
    rho : float
        Share of the running means kept in a step, in [0, 1).
    eps : float
        Makes the first steps possible, inside both roots.

    References
    ----------
    M. Zeiler, "ADADELTA: an adaptive learning rate method", 2012.
    """

    state = ("s", "u")

    def __init__(self, lr: float = 1.0, rho: float = 0.9, eps: float = 1e-6):
        super().__init__(lr)
        self.rho = expect.number("rho", rho, "[0, 1)")
        self.eps = expect.number("eps", eps, "[0, inf)")

    def update(self, theta, grad):
        self.s += (1 - self.rho) * (grad * grad - self.s)
        d = np.sqrt(self.u + self.eps) / np.sqrt(self.s + self.eps) * grad
        self.u += (1 - self.rho) * (d * d - self.u)
        theta -= self.lr * d


class RMSprop(Optimizer):
    """A running mean in place of Adagrad's sum: s <- alpha * s + (1 - alpha) * g^2.

    Then theta <- theta - lr * g / (sqrt(s) + eps). The textbook form has alpha = 0.9 and eps inside the
    root, sqrt(s + eps).

    Parameters
    ----------
    lr : float
        Learning rate.
    alpha : float
        Share of the running mean kept in a step, in [0, 1).
    eps : float
        Keeps the quotient finite.

    References
    ----------
    T. Tieleman, G. Hinton, "Neural networks for machine learning", lecture 6.5, 2012.
    """

    state = ("s",)

    def __init__(self, lr: float = 1e-2, alpha: float = 0.99, eps: float = 1e-8):
        super().__init__(lr)
        self.alpha = expect.number("alpha", alpha, "[0, 1)")
        self.eps = expect.number("eps", eps, "[0, inf)")

    def update(self, theta, grad):
        self.s += (1 - self.alpha) * (grad * grad - self.s)
        theta -= self.lr * grad / (np.sqrt(self.s) + self.eps)


class Adam(Optimizer):
    """Momentum and a rate for each parameter, from running means of g and g^2.

    m <- b1 m + (1 - b1) g  and  v <- b2 v + (1 - b2) g^2, both too small at the start by the factors
    c1 = 1 - b1^t and c2 = 1 - b2^t in step t; so theta <- theta - lr * (m / c1) / (sqrt(v / c2) + eps).

    The code takes fewer passes over the parameters to the same numbers: m and v lack their factors (1 - b1)
    and (1 - b2), which are put into c1 and c2, and numerator and denominator are multiplied by sqrt(c2).

    Parameters
    ----------
    lr : float
        Learning rate.
    betas : tuple of (float, float)
        b1 and b2, the shares of the running means kept in a step, in [0, 1).
    eps : float
        Keeps the quotient finite.

    References
    ----------
    D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015.
    """

    state = ("m", "v")

    def __init__(self, lr: float = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8):
        super().__init__(lr)
        self.betas = expect.two_numbers("betas", betas, "[0, 1)", "[0, 1)")
        self.eps = expect.number("eps", eps, "[0, inf)")

    def update(self, theta, grad):
        b1, b2 = self.betas
        c1, root = (1 - b1**self.t) / (1 - b1), math.sqrt((1 - b2**self.t) / (1 - b2))
        self.m *= b1
        self.m += grad
        self.v *= b2
        self.v += np.square(grad, out=grad)  # the gradient is not needed again
        below = np.sqrt(self.v, out=grad)
        below += root * self.eps
        theta -= np.divide(self.lr * root / c1 * self.m, below, out=below)


class AMSGrad(Adam):
    """Adam whose rates can only fall: the largest v so far takes the place of v.

    The largest is taken of v before the correction c2, as in PyTorch; the paper has no corrections c1, c2
    at all.

    Parameters
    ----------
    lr : float
        Learning rate.
    betas : tuple of (float, float)
        b1 and b2, the shares of the running means kept in a step, in [0, 1).
    eps : float
        Keeps the quotient finite.

    References
    ----------
    S. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018.
    """

    state = ("m", "v", "v_max")

    def update(self, theta, grad):
        b1, b2 = self.betas
        self.m += (1 - b1) * (grad - self.m)
        self.v += (1 - b2) * (grad * grad - self.v)
        np.maximum(self.v_max, self.v, out=self.v_max)
        c1, c2 = 1 - b1**self.t, 1 - b2**self.t
        theta -= self.lr / c1 * self.m / (np.sqrt(self.v_max / c2) + self.eps)


class Nadam(Adam):
    """Adam with Nesterov's look-ahead: m / c1 becomes  mu' m / (1 - P mu') + (1 - mu) g / (1 - P).

    The momentum grows with the step t: mu = b1 (1 - 0.96^(t psi) / 2), mu' is that of the next step and P the
    product of all mu up to now; m and v are Adam's. The textbook form has the constant mu = b1, which is
    b1 m / (1 - b1^(t+1)) + (1 - b1) g / (1 - b1^t).

    Parameters
    ----------
    lr : float
        Learning rate.
    betas : tuple of (float, float)
        b1 and b2, the shares of the running means kept in a step, in [0, 1).
    eps : float
        Keeps the quotient finite.
    momentum_decay : float
        psi, at least 0.

    References
    ----------
    T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
    """

    def __init__(self, lr: float = 2e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
                 momentum_decay: float = 4e-3):
        super().__init__(lr, betas, eps)
        self.momentum_decay = expect.number("momentum_decay", momentum_decay, "[0, inf)")

    def begin(self, theta):
        super().begin(theta)
        self.product = 1.0

    def update(self, theta, grad):
        b1, b2 = self.betas
        psi, now = self.momentum_decay, self.t
        mu, mu_next = (b1 * (1 - 0.96 ** (t * psi) / 2) for t in (now, now + 1))
        self.product *= mu
        self.m += (1 - b1) * (grad - self.m)
        self.v += (1 - b2) * (grad * grad - self.v)
        ahead = mu_next / (1 - self.product * mu_next) * self.m
        ahead += (1 - mu) / (1 - self.product) * grad
        theta -= self.lr * ahead / (np.sqrt(self.v / (1 - b2**now)) + self.eps)


class AdamW(Adam):
    """Adam, and every step shrinks the parameters: theta <- (1 - lr * weight_decay) * theta.

    An L2 penalty would be divided by sqrt(v) like the rest of the gradient; this decay is not.

    Parameters
    ----------
    lr : float
        Learning rate.
    betas : tuple of (float, float)
        b1 and b2, the shares of the running means kept in a step, in [0, 1).
    eps : float
        Keeps the quotient finite.
    weight_decay : float
        Strength of the decay, at least 0; all of theta decays, biases too.

    References
    ----------
    I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019.
    """

    def __init__(self, lr: float = 1e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8,
                 weight_decay: float = 1e-2):
        super().__init__(lr, betas, eps)
        self.weight_decay = expect.number("weight_decay", weight_decay, "[0, inf)")

    def update(self, theta, grad):
        theta *= 1 - self.lr * self.weight_decay
        super().update(theta, grad)


class Rprop(Optimizer):
    """Resilient propagation: only the sign of the gradient counts, theta <- theta - sign(g) * size.

    Each parameter has its own step size. It grows by eta+ where g has the sign it had before, and shrinks
    by eta- where the sign has changed; there no step is taken this time. Meant for full batches.

    Parameters
    ----------
    lr : float
        First step size.
    etas : tuple of (float, float)
        eta-, in (0, 1), and eta+, greater than 1.
    step_sizes : tuple of (float, float)
        Smallest and largest step size.

    References
    ----------
    M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP
    algorithm", ICNN 1993; in this variant (iRprop-) C. Igel, M. Hüsken, "Improving the Rprop learning
    algorithm", NC 2000.
    """

    state = ("before", "size")

    def __init__(self, lr: float = 1e-2, etas: tuple[float, float] = (0.5, 1.2),
                 step_sizes: tuple[float, float] = (1e-6, 50)):
        super().__init__(lr)
        self.etas = expect.two_numbers("etas", etas, "(0, 1)", "(1, inf)")
        smallest, _ = self.step_sizes = expect.two_numbers("step_sizes", step_sizes, "(0, inf)", "(0, inf)")
        expect.number("step_sizes", self.step_sizes[1], f"[{smallest}, inf)")

    def begin(self, theta):
        super().begin(theta)
        self.size += self.lr

    def update(self, theta, grad):
        agree = np.sign(grad * self.before)
        shrink, grow = self.etas
        self.size *= np.choose((agree + 1).astype(int), [shrink, 1, grow])
        np.clip(self.size, *self.step_sizes, out=self.size)
        grad[agree < 0] = 0
        theta -= np.sign(grad) * self.size
        self.before[...] = grad
