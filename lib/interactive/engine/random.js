// A small generator of random numbers with a seed, so that a figure begins the same in every browser.

/**
 * @typedef {Object} Random
 * @property {() => number} uniform  Uniform in [0, 1).
 * @property {() => number} normal  Standard normal.
 * @property {(count: number) => number[]} permutation  Of 0 to count - 1.
 */

/**
 * Mulberry32 (T. Ettinger, 2017), 32 bits of state; normal numbers by the polar method (G. Marsaglia, 1964).
 * @param {number} seed
 * @returns {Random}
 */
export function random(seed) {
  let state = seed >>> 0;
  /** @type {number | null} */
  let spare = null;

  function uniform() {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  function normal() {
    if (spare !== null) {
      const one = spare;
      spare = null;
      return one;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const factor = Math.sqrt(-2 * Math.log(s) / s);
      spare = v * factor;
      return u * factor;
    }
  }

  /** @param {number} count */
  function permutation(count) {
    const order = Array.from({ length: count }, (_, k) => k);
    for (let k = count - 1; k > 0; k--) {
      const other = Math.floor(uniform() * (k + 1));
      [order[k], order[other]] = [order[other], order[k]];
    }
    return order;
  }

  return { uniform, normal, permutation };
}
