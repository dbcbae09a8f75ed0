// Networks of dense layers that end in softmax with cross-entropy, as in lib/network.py.
//
// All parameters lie in one vector, the matrices first and then the biases, so that they can be carried
// across as one list. Samples are rows of one flat array. Arrays that come back are used again at the next call.

import { activations } from './activations.js';
import { initBefore, lecun } from './initializers.js';

/**
 * @typedef {Object} Layer
 * @property {number} inputs
 * @property {number} units
 * @property {number} weights  Where its matrix begins in theta, a row for each input.
 * @property {number} biases  Where its biases begin.
 */

/**
 * @typedef {Object} Settings
 * @property {string} [activation]  Of the hidden layers.
 * @property {number} [l2]  The penalty is l2 / 2 times the sum of the squared weights, biases not counted.
 * @property {import('./random.js').Random} [random]  Draws the initial weights.
 * @property {ArrayLike<number>} [theta]  The parameters, if they are known already.
 */

/** Layers one after the other, trained by backpropagation. */
export class Network {
  /**
   * @param {number} inputs
   * @param {number[]} hidden  Units of each hidden layer.
   * @param {number} outputs  Number of classes.
   * @param {Settings} [settings]
   */
  constructor(inputs, hidden, outputs, { activation = 'ReLU', l2 = 0, random, theta } = {}) {
    this.sizes = [inputs, ...hidden, outputs];
    this.activation = activations[activation];
    this.l2 = l2;
    const shapes = this.sizes.slice(1).map((units, at) => ({ inputs: this.sizes[at], units }));
    this.weightCount = shapes.reduce((sum, shape) => sum + shape.inputs * shape.units, 0);
    let [weights, biases] = [0, this.weightCount];
    /** @type {Layer[]} */
    this.layers = shapes.map((shape) => {
      const layer = { ...shape, weights, biases };
      weights += shape.inputs * shape.units;
      biases += shape.units;
      return layer;
    });
    this.theta = new Float64Array(biases);
    this.grad = new Float64Array(biases);
    /** The arrays for a number of samples, made once. @type {Map<number, Buffers>} */
    this.buffers = new Map();
    if (theta) this.setTheta(theta);
    else if (random) this.drawWeights(activation, random);
  }

  /** @param {ArrayLike<number>} theta */
  setTheta(theta) {
    if (theta.length !== this.theta.length) {
      throw new Error(`theta: expected ${this.theta.length} parameters, got ${theta.length}`);
    }
    this.theta.set(theta);
  }

  /** @param {string} activation @param {import('./random.js').Random} random */
  drawWeights(activation, random) {
    this.layers.forEach(({ inputs, units, weights }, at) => {
      const init = at < this.layers.length - 1 ? initBefore[activation] : lecun;
      this.theta.set(init(random, inputs, units), weights);
    });
  }

  /** @param {number} samples */
  buffersOf(samples) {
    let buffers = this.buffers.get(samples);
    if (!buffers) this.buffers.set(samples, buffers = makeBuffers(samples, this.layers));
    return buffers;
  }

  /**
   * Run samples through the layers.
   * @param {Float64Array} x
   * @returns {Float64Array[]}  What each layer gives: its activations, and the last one probabilities.
   */
  forward(x) {
    const samples = x.length / this.sizes[0];
    const { z, a } = this.buffersOf(samples);
    const { value } = this.activation;
    const last = this.layers.length - 1;
    this.layers.forEach((layer, at) => {
      affine(at ? a[at - 1] : x, samples, layer, this.theta, z[at]);
      if (at === last) softmaxRows(z[at], layer.units, a[at]);
      else for (let k = 0; k < z[at].length; k++) a[at][k] = value(z[at][k]);
    });
    return a;
  }

  /** Probabilities of the classes. @param {Float64Array} x @returns {Float64Array} */
  predict(x) {
    return this.forward(x)[this.layers.length - 1];
  }

  /**
   * Fill grad with the derivatives of the loss, and return the loss.
   * @param {Float64Array} x
   * @param {ArrayLike<number>} y  Labels.
   * @returns {number}  Mean loss of these samples, penalty included.
   */
  backpropagate(x, y) {
    const samples = y.length;
    const { z, a, d } = this.buffersOf(samples);
    const { slope } = this.activation;
    const last = this.layers.length - 1;
    const p = this.predict(x);
    const classes = this.sizes[last + 1];
    for (let k = 0; k < p.length; k++) d[last][k] = p[k] / samples;
    for (let i = 0; i < samples; i++) d[last][i * classes + y[i]] -= 1 / samples;
    for (let at = last; at >= 0; at--) {
      differentiateAffine(at ? a[at - 1] : x, samples, this.layers[at], d[at], this.grad);
      if (at === 0) break;
      backwardAffine(samples, this.layers[at], this.theta, d[at], d[at - 1]);
      for (let k = 0; k < d[at - 1].length; k++) d[at - 1][k] *= slope(z[at - 1][k], a[at - 1][k]);
    }
    for (let k = 0; k < this.weightCount; k++) this.grad[k] += this.l2 * this.theta[k];
    return crossEntropy(z[last], y, classes) + this.penalty();
  }

  /**
   * Loss, penalty included, and accuracy.
   * @param {Float64Array} x
   * @param {ArrayLike<number>} y
   */
  evaluate(x, y) {
    const p = this.predict(x);
    const last = this.layers.length - 1;
    const classes = this.sizes[last + 1];
    let hits = 0;
    for (let i = 0; i < y.length; i++) {
      let best = 0;
      for (let k = 1; k < classes; k++) if (p[i * classes + k] > p[i * classes + best]) best = k;
      hits += Number(best === y[i]);
    }
    const loss = crossEntropy(this.buffersOf(y.length).z[last], y, classes) + this.penalty();
    return { loss, accuracy: hits / y.length };
  }

  penalty() {
    let squares = 0;
    for (let k = 0; k < this.weightCount; k++) squares += this.theta[k] * this.theta[k];
    return this.l2 / 2 * squares;
  }
}

/** @typedef {{ z: Float64Array[], a: Float64Array[], d: Float64Array[] }} Buffers  d: derivatives by z. */

/** @param {number} samples @param {Layer[]} layers @returns {Buffers} */
function makeBuffers(samples, layers) {
  const make = () => layers.map(({ units }) => new Float64Array(samples * units));
  return { z: make(), a: make(), d: make() };
}

/**
 * z = x W + b
 * @param {Float64Array} x
 * @param {number} samples
 * @param {Layer} layer
 * @param {Float64Array} theta
 * @param {Float64Array} z
 */
function affine(x, samples, { inputs, units, weights, biases }, theta, z) {
  for (let i = 0; i < samples; i++) {
    const row = i * units;
    for (let k = 0; k < units; k++) z[row + k] = theta[biases + k];
    for (let j = 0; j < inputs; j++) {
      const one = x[i * inputs + j];
      const from = weights + j * units;
      for (let k = 0; k < units; k++) z[row + k] += one * theta[from + k];
    }
  }
}

/**
 * dW = x^T d, and db is the sum of d over the samples.
 * @param {Float64Array} x
 * @param {number} samples
 * @param {Layer} layer
 * @param {Float64Array} d
 * @param {Float64Array} grad
 */
function differentiateAffine(x, samples, { inputs, units, weights, biases }, d, grad) {
  grad.fill(0, weights, weights + inputs * units);
  grad.fill(0, biases, biases + units);
  for (let i = 0; i < samples; i++) {
    const row = i * units;
    for (let k = 0; k < units; k++) grad[biases + k] += d[row + k];
    for (let j = 0; j < inputs; j++) {
      const one = x[i * inputs + j];
      const to = weights + j * units;
      for (let k = 0; k < units; k++) grad[to + k] += one * d[row + k];
    }
  }
}

/**
 * The derivatives by the inputs of a layer, d W^T.
 * @param {number} samples
 * @param {Layer} layer
 * @param {Float64Array} theta
 * @param {Float64Array} d
 * @param {Float64Array} before
 */
function backwardAffine(samples, { inputs, units, weights }, theta, d, before) {
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < inputs; j++) {
      const from = weights + j * units;
      let sum = 0;
      for (let k = 0; k < units; k++) sum += d[i * units + k] * theta[from + k];
      before[i * inputs + j] = sum;
    }
  }
}

/** p = softmax(z), row by row. @param {Float64Array} z @param {number} classes @param {Float64Array} p */
function softmaxRows(z, classes, p) {
  for (let from = 0; from < z.length; from += classes) {
    const largest = largestOf(z, from, classes);
    let sum = 0;
    for (let k = from; k < from + classes; k++) sum += p[k] = Math.exp(z[k] - largest);
    for (let k = from; k < from + classes; k++) p[k] /= sum;
  }
}

/**
 * Mean of log(sum_k exp z_k) - z_y.
 * @param {Float64Array} z
 * @param {ArrayLike<number>} y
 * @param {number} classes
 */
function crossEntropy(z, y, classes) {
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const from = i * classes;
    const largest = largestOf(z, from, classes);
    let sum = 0;
    for (let k = from; k < from + classes; k++) sum += Math.exp(z[k] - largest);
    total += Math.log(sum) + (largest - z[from + y[i]]);  // a small logarithm would get lost in a large z
  }
  return total / y.length;
}

/** @param {Float64Array} z @param {number} from @param {number} count */
function largestOf(z, from, count) {
  let largest = z[from];
  for (let k = from + 1; k < from + count; k++) largest = Math.max(largest, z[k]);
  return largest;
}
