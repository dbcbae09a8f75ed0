// Optimizers, as in lib/optimizers.py: each is a formula about two arrays, the parameters and the gradient.

/** @typedef {Float64Array | number[]} Vector */

/** What all share: a learning rate, and a state that belongs to one vector. */
class Optimizer {
  /** Number of steps since the start. */
  t = 0;

  /** @param {number} lr  Learning rate, looked up in each step. */
  constructor(lr) {
    this.lr = lr;
  }

  /** Forget the state, so that the next step is a first step. */
  reset() {
    this.t = 0;
  }

  /**
   * Move theta one step along its gradient.
   * @param {Vector} theta  Changed in place.
   * @param {Vector} grad
   */
  step(theta, grad) {
    if (this.t === 0) {
      this.size = theta.length;
      this.begin(theta.length);
    }
    if (theta.length !== this.size || grad.length !== this.size) {
      throw new Error(`theta, grad: expected ${this.size} numbers, got ${theta.length} and ${grad.length}`);
    }
    this.t += 1;
    this.update(theta, grad);
  }

  /** Make the state for the first step. @param {number} _size  Number of parameters. */
  begin(_size) {}

  /** The formula itself. @param {Vector} _theta @param {Vector} _grad */
  update(_theta, _grad) {}
}

const zeros = (/** @type {number} */ size) => new Float64Array(size);

export class SGD extends Optimizer {
  constructor({ lr = 1e-3 } = {}) {
    super(lr);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    for (let k = 0; k < theta.length; k++) theta[k] -= this.lr * grad[k];
  }
}

export class Momentum extends Optimizer {
  v = zeros(0);

  constructor({ lr = 1e-3, momentum = 0.9 } = {}) {
    super(lr);
    this.momentum = momentum;
  }

  /** @param {number} size */
  begin(size) {
    this.v = zeros(size);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, momentum, v } = this;
    for (let k = 0; k < theta.length; k++) {
      v[k] = v[k] * momentum + grad[k];
      theta[k] -= lr * v[k];
    }
  }
}

export class NAG extends Momentum {
  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, momentum, v } = this;
    for (let k = 0; k < theta.length; k++) {
      v[k] = v[k] * momentum + grad[k];
      theta[k] -= lr * (grad[k] + momentum * v[k]);
    }
  }
}

export class Adagrad extends Optimizer {
  s = zeros(0);

  constructor({ lr = 1e-2, eps = 1e-10 } = {}) {
    super(lr);
    this.eps = eps;
  }

  /** @param {number} size */
  begin(size) {
    this.s = zeros(size);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, eps, s } = this;
    for (let k = 0; k < theta.length; k++) {
      s[k] += grad[k] * grad[k];
      theta[k] -= lr * grad[k] / (Math.sqrt(s[k]) + eps);
    }
  }
}

export class Adadelta extends Optimizer {
  s = zeros(0);
  u = zeros(0);

  constructor({ lr = 1, rho = 0.9, eps = 1e-6 } = {}) {
    super(lr);
    this.rho = rho;
    this.eps = eps;
  }

  /** @param {number} size */
  begin(size) {
    this.s = zeros(size);
    this.u = zeros(size);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, rho, eps, s, u } = this;
    for (let k = 0; k < theta.length; k++) {
      s[k] += (1 - rho) * (grad[k] * grad[k] - s[k]);
      const d = Math.sqrt(u[k] + eps) / Math.sqrt(s[k] + eps) * grad[k];
      u[k] += (1 - rho) * (d * d - u[k]);
      theta[k] -= lr * d;
    }
  }
}

export class RMSprop extends Optimizer {
  s = zeros(0);

  constructor({ lr = 1e-2, alpha = 0.99, eps = 1e-8 } = {}) {
    super(lr);
    this.alpha = alpha;
    this.eps = eps;
  }

  /** @param {number} size */
  begin(size) {
    this.s = zeros(size);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, alpha, eps, s } = this;
    for (let k = 0; k < theta.length; k++) {
      s[k] += (1 - alpha) * (grad[k] * grad[k] - s[k]);
      theta[k] -= lr * grad[k] / (Math.sqrt(s[k]) + eps);
    }
  }
}

export class Adam extends Optimizer {
  m = zeros(0);
  v = zeros(0);

  constructor({ lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8 } = {}) {
    super(lr);
    this.betas = betas;
    this.eps = eps;
  }

  /** @param {number} size */
  begin(size) {
    this.m = zeros(size);
    this.v = zeros(size);
  }

  /**
   * Here m and v lack the factors 1 - b1 and 1 - b2, as in lib.
   * @param {Vector} theta
   * @param {Vector} grad
   */
  update(theta, grad) {
    const { lr, betas: [b1, b2], eps, m, v, t } = this;
    const c1 = (1 - b1 ** t) / (1 - b1);
    const root = Math.sqrt((1 - b2 ** t) / (1 - b2));
    for (let k = 0; k < theta.length; k++) {
      m[k] = m[k] * b1 + grad[k];
      v[k] = v[k] * b2 + grad[k] * grad[k];
      theta[k] -= lr * root / c1 * m[k] / (Math.sqrt(v[k]) + root * eps);
    }
  }
}

export class AMSGrad extends Adam {
  vMax = zeros(0);

  /** @param {number} size */
  begin(size) {
    super.begin(size);
    this.vMax = zeros(size);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, betas: [b1, b2], eps, m, v, vMax, t } = this;
    const [c1, c2] = [1 - b1 ** t, 1 - b2 ** t];
    for (let k = 0; k < theta.length; k++) {
      m[k] += (1 - b1) * (grad[k] - m[k]);
      v[k] += (1 - b2) * (grad[k] * grad[k] - v[k]);
      vMax[k] = Math.max(vMax[k], v[k]);
      theta[k] -= lr / c1 * m[k] / (Math.sqrt(vMax[k] / c2) + eps);
    }
  }
}

export class Nadam extends Adam {
  product = 1;

  constructor({ lr = 2e-3, betas = [0.9, 0.999], eps = 1e-8, momentumDecay = 4e-3 } = {}) {
    super({ lr, betas, eps });
    this.momentumDecay = momentumDecay;
  }

  /** @param {number} size */
  begin(size) {
    super.begin(size);
    this.product = 1;
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { lr, betas: [b1, b2], eps, momentumDecay, m, v, t } = this;
    const [mu, next] = [t, t + 1].map((step) => b1 * (1 - 0.96 ** (step * momentumDecay) / 2));
    this.product *= mu;
    const [share, shareNow] = [next / (1 - this.product * next), (1 - mu) / (1 - this.product)];
    const c2 = 1 - b2 ** t;
    for (let k = 0; k < theta.length; k++) {
      m[k] += (1 - b1) * (grad[k] - m[k]);
      v[k] += (1 - b2) * (grad[k] * grad[k] - v[k]);
      theta[k] -= lr * (share * m[k] + shareNow * grad[k]) / (Math.sqrt(v[k] / c2) + eps);
    }
  }
}

export class AdamW extends Adam {
  constructor({ lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 1e-2 } = {}) {
    super({ lr, betas, eps });
    this.weightDecay = weightDecay;
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    for (let k = 0; k < theta.length; k++) theta[k] *= 1 - this.lr * this.weightDecay;
    super.update(theta, grad);
  }
}

export class Rprop extends Optimizer {
  before = zeros(0);
  sizes = zeros(0);

  constructor({ lr = 1e-2, etas = [0.5, 1.2], stepSizes = [1e-6, 50] } = {}) {
    super(lr);
    this.etas = etas;
    this.stepSizes = stepSizes;
  }

  /** @param {number} size */
  begin(size) {
    this.before = zeros(size);
    this.sizes = zeros(size).fill(this.lr);
  }

  /** @param {Vector} theta @param {Vector} grad */
  update(theta, grad) {
    const { etas: [shrink, grow], stepSizes: [least, most], before, sizes } = this;
    for (let k = 0; k < theta.length; k++) {
      const agree = Math.sign(grad[k] * before[k]);
      sizes[k] = Math.min(Math.max(sizes[k] * (agree > 0 ? grow : agree < 0 ? shrink : 1), least), most);
      before[k] = agree < 0 ? 0 : grad[k];
      theta[k] -= Math.sign(before[k]) * sizes[k];
    }
  }
}

/** All by name. @type {Object<string, new (settings?: any) => Optimizer>} */
export const optimizers = {
  SGD, Momentum, NAG, Adagrad, Adadelta, RMSprop, Adam, AMSGrad, Nadam, AdamW, Rprop,
};

/**
 * The path of a descent from a start; it ends early where it leaves the finite numbers.
 * @param {(theta: number[]) => number[]} gradient
 * @param {ArrayLike<number>} start
 * @param {Optimizer} optimizer  Begins anew.
 * @param {number} steps
 * @returns {number[][]}  The start and the point after each step.
 */
export function descend(gradient, start, optimizer, steps) {
  const theta = Array.from(start);
  const path = [[...theta]];
  optimizer.reset();
  for (let step = 0; step < steps; step++) {
    optimizer.step(theta, gradient(theta));
    if (!theta.every(Number.isFinite)) break;
    path.push([...theta]);
  }
  return path;
}
