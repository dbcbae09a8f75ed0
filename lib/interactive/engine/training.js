// The loop of a training, as in lib/training.py: mini-batches of shuffled samples, a step for each.

/** @typedef {import('./network.js').Network} Network */
/** @typedef {import('./datasets.js').Points} Points */
/** @typedef {import('./random.js').Random} Random */
/** @typedef {InstanceType<typeof import('./optimizers.js').optimizers[string]>} Optimizer */

/**
 * Train a network for one epoch.
 * @param {Network} net
 * @param {Points} points
 * @param {Optimizer} optimizer  Keeps its state from epoch to epoch.
 * @param {number} batchSize
 * @param {Random} random  Draws the order.
 * @returns {boolean}  Whether all parameters are still finite.
 */
export function trainEpoch(net, points, optimizer, batchSize, random) {
  const steps = fitSteps(net, points, optimizer, batchSize, random);
  while (!steps.next().done);
  return net.theta.every(Number.isFinite);
}

/**
 * The epoch of trainEpoch step by step.
 * @param {Network} net
 * @param {Points} points
 * @param {Optimizer} optimizer
 * @param {number} batchSize
 * @param {Random} random
 * @returns {Generator<number, void>}  The loss of each step.
 */
export function* fitSteps(net, points, optimizer, batchSize, random) {
  for (const { x, y } of batches(points, batchSize, random)) {
    const loss = net.backpropagate(x, y);
    optimizer.step(net.theta, net.grad);
    yield loss;
  }
}

/**
 * The samples of one epoch in batches, in random order, the smaller last batch included.
 * @param {Points} points
 * @param {number} batchSize  A batch of all samples keeps their order.
 * @param {Random} random
 * @returns {Generator<Points, void>}  Valid until the next one is taken.
 */
export function* batches(points, batchSize, random) {
  const samples = points.y.length;
  if (batchSize >= samples) {
    yield points;
    return;
  }
  const inputs = points.x.length / samples;
  const order = random.permutation(samples);
  const x = new Float64Array(batchSize * inputs);
  const y = new Uint8Array(batchSize);
  for (let first = 0; first < samples; first += batchSize) {
    const size = Math.min(batchSize, samples - first);
    for (let k = 0; k < size; k++) {
      const row = order[first + k];
      for (let j = 0; j < inputs; j++) x[k * inputs + j] = points.x[row * inputs + j];
      y[k] = points.y[row];
    }
    yield { x: x.subarray(0, size * inputs), y: y.subarray(0, size) };
  }
}
