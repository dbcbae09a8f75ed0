// The network that reads digits: its weights as they came, and its answer to an image.

import { Network } from '../../interactive/engine/network.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LARGEST = 2047;

/**
 * A network from its weights: those of the first layer as text of two letters a number, with a factor
 * for each row.
 * @param {string} text
 * @param {number[]} scales
 * @param {[number[], number[], number[]]} others  Biases of the first layer; weights, biases of the second.
 * @returns {Network}
 */
export function readerOf(text, scales, [biases, output, outputBiases]) {
  const value = new Map([...LETTERS].map((letter, k) => [letter, k]));
  const units = biases.length;
  const weights = new Float64Array(scales.length * units);
  for (let at = 0; at < weights.length; at++) {
    const whole = 64 * (value.get(text[2 * at]) ?? 0) + (value.get(text[2 * at + 1]) ?? 0);
    weights[at] = (whole - LARGEST) * scales[Math.floor(at / units)];
  }
  const theta = [...weights, ...output, ...biases, ...outputBiases];
  return new Network(scales.length, [units], outputBiases.length, { activation: 'ReLU', theta });
}

/**
 * The hidden neurons that say most to an answer: those with the largest product of output and weight.
 * @param {Network} net
 * @param {Float64Array} hidden  Their outputs.
 * @param {number} answer
 * @param {number} count
 * @returns {number[]}
 */
export function loudest(net, hidden, answer, count) {
  const { units, weights } = net.layers[1];
  const said = Array.from(hidden, (one, k) => one * net.theta[weights + k * units + answer]);
  return said.map((_, k) => k).sort((one, other) => said[other] - said[one]).slice(0, count);
}

/**
 * The weights with which a hidden neuron looks at the pixels.
 * @param {Network} net
 * @param {number} neuron
 * @returns {Float64Array}
 */
export function incomingOf(net, neuron) {
  const { inputs, units, weights } = net.layers[0];
  return Float64Array.from({ length: inputs }, (_, pixel) => net.theta[weights + pixel * units + neuron]);
}
