// Points of two classes in the plane, as in lib/datasets.py, drawn with another generator.

/** @typedef {import('./random.js').Random} Random */
/** @typedef {{ x: Float64Array, y: Uint8Array }} Points  Coordinates in pairs, and labels. */

/**
 * Normal points, of label 1 where just one coordinate is positive; noise may move them over the border.
 * @param {number} samples
 * @param {number} noise  Standard deviation of what is added to each coordinate.
 * @param {Random} random
 */
export function xorCloud(samples, noise, random) {
  const points = Array.from({ length: samples }, () => [random.normal(), random.normal()]);
  const labels = points.map(([x, y]) => Number((x > 0) !== (y > 0)));
  return noisy(points, labels, noise, random);
}

/** Two circles, of radius 1 and 1/2. @param {number} samples @param {number} noise @param {Random} random */
export function circles(samples, noise, random) {
  const labels = shuffledLabels(samples, random);
  return noisy(labels.map((y) => polar(1 - y / 2, 2 * Math.PI * random.uniform())), labels, noise, random);
}

/** Two hooked half circles. @param {number} samples @param {number} noise @param {Random} random */
export function moons(samples, noise, random) {
  const labels = shuffledLabels(samples, random);
  const points = labels.map((y) => {
    const [px, py] = polar(1, Math.PI * random.uniform());
    return y ? [0.5 - px, 0.25 - py] : [px - 0.5, py - 0.25];
  });
  return noisy(points, labels, noise, random);
}

/** Two arms of a spiral. @param {number} samples @param {number} noise @param {Random} random */
export function spirals(samples, noise, random) {
  const labels = shuffledLabels(samples, random);
  const points = labels.map((y) => {
    const along = Math.sqrt(0.01 + 0.99 * random.uniform());
    return polar(along, 2 * Math.PI * (along + y / 2));
  });
  return noisy(points, labels, noise, random);
}

/** Classes as equal in size as can be. @param {number} samples @param {Random} random */
function shuffledLabels(samples, random) {
  return random.permutation(samples).map((k) => k % 2);
}

/** @param {number} radius @param {number} angle */
function polar(radius, angle) {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/**
 * @param {number[][]} points
 * @param {number[]} labels
 * @param {number} noise
 * @param {Random} random
 * @returns {Points}
 */
function noisy(points, labels, noise, random) {
  const x = Float64Array.from(points.flat(), (one) => one + noise * random.normal());
  return { x, y: Uint8Array.from(labels) };
}
