// Initial weights, as in lib/initializers.py: normal numbers whose spread depends on the sizes of a layer.

/** @typedef {import('./random.js').Random} Random */
/** @typedef {(random: Random, inputs: number, units: number) => Float64Array} Initializer */

/** Of variance 2 / inputs: for ReLU, which passes on half. @type {Initializer} */
export const he = (random, inputs, units) => draw(random, inputs * units, 2 / inputs);

/** Of variance 2 / (inputs + units): between what suits each of the two passes. @type {Initializer} */
export const xavier = (random, inputs, units) => draw(random, inputs * units, 2 / (inputs + units));

/** Of variance 1 / inputs: a sum varies as its inputs do. @type {Initializer} */
export const lecun = (random, inputs, units) => draw(random, inputs * units, 1 / inputs);

/** What suits the activation that follows a layer. @type {Object<string, Initializer>} */
export const initBefore = {
  Identity: lecun, Sigmoid: xavier, Tanh: xavier,
  ReLU: he, LeakyReLU: he, ELU: he, Softplus: he, GELU: he, SiLU: he,
};

/** @param {Random} random @param {number} count @param {number} variance */
function draw(random, count, variance) {
  const std = Math.sqrt(variance);
  return Float64Array.from({ length: count }, () => std * random.normal());
}
