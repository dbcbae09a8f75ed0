// Activation functions, as in lib/activations.py: the value at z, and the slope from z and that value.

/** @typedef {{ value: (z: number) => number, slope: (z: number, a: number) => number }} Activation */

/** Logistic function, with all digits also far left. @param {number} z */
export function sigmoid(z) {
  const s = 0.5 + 0.5 * Math.tanh(0.5 * z);
  return z < -2 ? Math.exp(Math.min(z, 0)) * (1 - s) : s;
}

const C = Math.sqrt(2 / Math.PI);

/** @param {number} z */
const gate = (z) => sigmoid(2 * (C * (z + 0.044715 * z * z * z)));

/** @param {number} z */
const clipped = (z) => Math.min(Math.max(z, -30), 30);

/** @type {Object<string, Activation>} */
export const activations = {
  Identity: { value: (z) => z, slope: () => 1 },
  Sigmoid: { value: sigmoid, slope: (_z, a) => a * (1 - a) },
  Tanh: { value: Math.tanh, slope: (_z, a) => 1 - a * a },
  ReLU: { value: (z) => Math.max(z, 0), slope: (_z, a) => (a > 0 ? 1 : 0) },
  LeakyReLU: { value: (z) => Math.max(z, 0.01 * z), slope: (z) => Math.max(Math.sign(z), 0.01) },
  ELU: {
    value: (z) => Math.max(z, 0) + Math.expm1(Math.min(z, 0)),
    slope: (z) => (z > 0 ? 1 : Math.exp(Math.min(z, 0))),
  },
  Softplus: { value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), slope: sigmoid },
  GELU: {
    value: (z) => z * gate(clipped(z)),
    slope(z) {
      const held = clipped(z);
      const s = gate(held);
      return s + held * s * (1 - s) * (2 * C) * (1 + 0.134145 * held * held);
    },
  },
  SiLU: {
    value: (z) => z * sigmoid(z),
    slope(z, a) {
      const s = sigmoid(z);
      return s + a * (1 - s);
    },
  },
};
