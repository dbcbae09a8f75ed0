// How fast Momentum and NAG converge on a quadratic, as in lib/lectures/momentum/convergence.py.

/**
 * The factor by which a step multiplies the error in the long run, of the slowest direction.
 * @param {number} rate
 * @param {number} momentum
 * @param {number[]} curvatures
 * @param {boolean} [nesterov]
 */
export function convergenceFactor(rate, momentum, curvatures, nesterov = false) {
  let slowest = 0;
  for (const curvature of curvatures) {
    const step = rate * curvature;
    // Both eigenvalues of the step solve z^2 - trace z + determinant = 0.
    const trace = nesterov ? (1 + momentum) * (1 - step) : 1 + momentum - step;
    const determinant = nesterov ? momentum * (1 - step) : momentum;
    const inside = trace ** 2 / 4 - determinant;
    const factor = inside < 0 ? Math.sqrt(Math.abs(determinant)) : Math.abs(trace) / 2 + Math.sqrt(inside);
    slowest = Math.max(slowest, factor);
  }
  return slowest;
}
