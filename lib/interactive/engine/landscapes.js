// Landscapes of one or two parameters, as in lib/landscapes.py: values and gradients in closed form.

/** @typedef {Float64Array | number[]} Point */

/**
 * @typedef {Object} Landscape
 * @property {string} name
 * @property {number} dimensions  Number of parameters.
 * @property {[number, number][]} box  The interval worth drawing, for each parameter.
 * @property {number[][]} minima  The lowest first.
 * @property {(theta: Point) => number} value
 * @property {(theta: Point) => number[]} gradient
 */

/**
 * Half of the curvatures times the squared coordinates, lowest at the origin.
 * @param {number[]} curvatures
 * @param {string} [name]
 * @returns {Landscape}
 */
export function quadratic(curvatures, name = 'quadratic') {
  return {
    name,
    dimensions: curvatures.length,
    box: curvatures.map((_, k) => (k ? [-4, 4] : [-6.2, 6.2])),
    minima: [curvatures.map(() => 0)],
    value: (theta) => curvatures.reduce((sum, curvature, k) => sum + curvature * theta[k] ** 2, 0) / 2,
    gradient: (theta) => curvatures.map((curvature, k) => curvature * theta[k]),
  };
}

/** @type {Landscape} */
const parabola = {
  name: 'parabola',
  dimensions: 1,
  box: [[-5, 9]],
  minima: [[2]],
  value: ([x]) => x ** 2 - 4 * x + 6,
  gradient: ([x]) => [2 * x - 4],
};

/** @type {Landscape} */
const doubleWell = {
  name: 'double well',
  dimensions: 1,
  box: [[-3.2, 3.2]],
  minima: [[-2.0597919701013225], [1.9342978757660603]],
  value: ([x]) => x ** 4 / 4 - 2 * x ** 2 + x / 2 + 5,
  gradient: ([x]) => [x ** 3 - 4 * x + 0.5],
};

/** @type {Landscape} */
const saddle = {
  name: 'saddle',
  dimensions: 2,
  box: [[-2.2, 2.2], [-1.6, 1.6]],
  minima: [[0, 1], [0, -1]],
  value: ([x, y]) => x ** 2 / 2 - y ** 2 / 2 + y ** 4 / 4,
  gradient: ([x, y]) => [x, y ** 3 - y],
};

/** @type {Landscape} */
const rosenbrock = {
  name: 'Rosenbrock',
  dimensions: 2,
  box: [[-2, 2], [-1, 3]],
  minima: [[1, 1]],
  value: ([x, y]) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)],
};

/** @type {Landscape} */
const beale = {
  name: 'Beale',
  dimensions: 2,
  box: [[-4.5, 4.5], [-4.5, 4.5]],
  minima: [[3, 0.5]],
  value: (theta) => bealeTerms(theta).reduce((sum, { term }) => sum + term ** 2, 0),
  gradient(theta) {
    const terms = bealeTerms(theta);
    return [
      2 * -terms.reduce((sum, { term, factor }) => sum + term * factor, 0),
      2 * terms.reduce((sum, { term, slope }) => sum + term * theta[0] * slope, 0),
    ];
  },
};

/** For k = 1, 2, 3: c - x (1 - y^k), to be squared and added. @param {Point} theta */
function bealeTerms([x, y]) {
  return [1.5, 2.25, 2.625].map((constant, at) => {
    const factor = 1 - y ** (at + 1);
    return { factor, slope: (at + 1) * y ** at, term: constant - x * factor };
  });
}

/** @type {Object<string, Landscape>} */
export const landscapes = {
  parabola,
  doubleWell,
  bowl: quadratic([1, 1], 'bowl'),
  ravine: quadratic([1, 20], 'ravine'),
  saddle,
  rosenbrock,
  beale,
};

/**
 * A valley whose gradient comes with noise, as that of a mini-batch does. The noise goes on from call to
 * call.
 * @param {number} noise  Standard deviation of what is added to each entry of the gradient.
 * @param {import('./random.js').Random} random
 * @returns {Landscape}
 */
export function noisyValley(noise, random) {
  const valley = quadratic([1, 10], 'noisy valley');
  return {
    ...valley,
    gradient: (theta) => valley.gradient(theta).map((slope) => slope + noise * random.normal()),
  };
}
