// What the playground computes: the points, a network, and what is measured after each epoch.

import { circles, moons, spirals, xorCloud } from '../../interactive/engine/datasets.js';
import { Network } from '../../interactive/engine/network.js';
import { optimizers } from '../../interactive/engine/optimizers.js';
import { random } from '../../interactive/engine/random.js';
import { trainEpoch } from '../../interactive/engine/training.js';

/**
 * @typedef {Object} Settings  What a training is made of; whatever of it changes, the training begins anew.
 * @property {string} data
 * @property {number} noise
 * @property {number[]} hidden  Units of each hidden layer.
 * @property {string} activation
 * @property {string} optimizer
 * @property {number} rate
 * @property {number} l2
 * @property {number | null} batch  Samples a step, all if null.
 * @property {number} seed  Of the weights and of the order of the samples.
 */

/** @typedef {[number, number, number]} Point  Two coordinates and a label. */

const SAMPLES = 300;
const FRESH = 500;

/** @type {Object<string, typeof circles>} */
const DATA = { XOR: xorCloud, circles, moons, spirals };

/**
 * Points of a kind. Their coordinates have four digits, so that a kernel gets the same from text.
 * @param {string} data
 * @param {number} noise
 * @param {number} samples
 * @param {number} seed
 */
function pointsOf(data, noise, samples, seed) {
  const { x, y } = DATA[data](samples, noise, random(seed));
  return { x: x.map((one) => Math.round(1e4 * one) / 1e4), y };
}

/** @param {Point[]} points */
function ownPoints(points) {
  const x = Float64Array.from(points.flatMap(([px, py]) => [px, py]));
  return { x, y: Uint8Array.from(points, ([, , label]) => label) };
}

/**
 * A training that has not begun.
 * @param {Settings} settings
 * @param {Point[]} own  The points where the data are one's own.
 */
export function prepareTraining({ data, noise, hidden, activation, optimizer, rate, l2, batch, seed }, own) {
  const net = new Network(2, hidden, 2, { activation, l2, random: random(seed) });
  const order = random(seed + 1000);
  const rule = new optimizers[optimizer]({ lr: rate });
  const before = new Float64Array(net.theta.length);

  const training = {
    net,
    own,
    points: data === 'own' ? ownPoints(own) : pointsOf(data, noise, SAMPLES, 0),
    fresh: data === 'own' ? null : pointsOf(data, noise, FRESH, 1),
    /** Measured at the start and after each epoch. @type {number[]} */
    losses: [],
    /** @type {number[]} */
    rights: [],
    /** @type {number[]} */
    freshRights: [],
    /** Whether it has left the finite numbers; the weights are then those of the epoch before. */
    diverged: false,
    epoch: () => Math.max(0, training.losses.length - 1),
    /** Whether there is something to be learnt. */
    ready: () => training.points.y.includes(0) && training.points.y.includes(1),
    /** Take other points of one's own, at least one; weights and epoch remain. @param {Point[]} points */
    setPoints(points) {
      training.own = points;
      training.points = ownPoints(points);
      training.losses.pop();
      training.rights.pop();
      measure();
    },
    /** Train for one epoch and measure. */
    advance() {
      before.set(net.theta);
      const finite = trainEpoch(net, training.points, rule, batch ?? training.points.y.length, order);
      training.diverged = !finite || !measure();
      if (training.diverged) net.theta.set(before);
    },
  };

  /** Whether the loss is finite, and so has been noted. */
  function measure() {
    const { x, y } = training.points;
    if (!y.length) return false;
    const { loss, accuracy } = net.evaluate(x, y);
    if (!Number.isFinite(loss)) return false;
    training.losses.push(loss);
    training.rights.push(accuracy);
    if (training.fresh) training.freshRights.push(net.evaluate(training.fresh.x, training.fresh.y).accuracy);
    return true;
  }

  measure();
  return training;
}

/** @typedef {ReturnType<typeof prepareTraining>} Training */
