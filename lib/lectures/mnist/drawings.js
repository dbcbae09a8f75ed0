// The image that MNIST's makers would have made of a drawing, as in drawings.py.

/** @typedef {[number, number][]} Stroke  Points in the unit square, y downwards. */

/** Pixels of an image, across and down. */
export const SIDE = 28;

const BOX = 20;  // of the square into which the digit is fitted
const PEN = 1.3;  // half of the width of the pen, in pixels

/**
 * A drawing fitted into 20 x 20 pixels, its centre of mass in the middle of 28.
 * @param {Stroke[]} drawing
 * @returns {Float64Array}  784 pixels, from 0 (paper) to 1 (ink).
 */
export function imageOf(drawing) {
  const strokes = drawing.filter((stroke) => stroke.length);
  if (!strokes.length) return new Float64Array(SIDE * SIDE);
  const points = strokes.flat();
  const ends = [0, 1].map((k) => {
    const values = points.map((point) => point[k]);
    return [Math.min(...values), Math.max(...values)];
  });
  const size = Math.max(...ends.map(([low, high]) => high - low));
  const scale = size > 0 ? (BOX - 2 * PEN) / size : 1;
  const middle = (SIDE - 1) / 2;
  const fitted = strokes.map((stroke) => stroke.map((point) => (
    point.map((value, k) => (value - (ends[k][0] + ends[k][1]) / 2) * scale + middle))));
  const ink = inkOf(fitted);
  const mass = ink.reduce((sum, one) => sum + one, 0);
  const shift = [0, 1].map((k) => {
    const moment = ink.reduce((sum, one, at) => sum + one * (k ? Math.floor(at / SIDE) : at % SIDE), 0);
    return middle - moment / mass;
  });
  return inkOf(fitted.map((stroke) => stroke.map((point) => point.map((value, k) => value + shift[k]))));
}

/**
 * Noise as an image.
 * @param {number[]} blots  49 of them, from 0 to 1, line by line.
 * @returns {Float64Array}  784 pixels: each blot is 4 x 4.
 */
export function imageOfNoise(blots) {
  return Float64Array.from({ length: SIDE * SIDE }, (_, at) => (
    blots[7 * Math.floor(at / SIDE / 4) + Math.floor((at % SIDE) / 4)]));
}

/**
 * What a round pen leaves that is led along the strokes: the closer a pixel to one, the darker.
 * @param {number[][][]} strokes
 */
function inkOf(strokes) {
  const reach = PEN + 0.5;
  const ink = new Float64Array(SIDE * SIDE);
  const first = (/** @type {number} */ low) => Math.max(Math.ceil(low - reach), 0);
  const last = (/** @type {number} */ high) => Math.min(Math.floor(high + reach), SIDE - 1);
  for (const stroke of strokes) {
    for (let k = 0; k < Math.max(stroke.length - 1, 1); k++) {
      const [sx, sy] = stroke[k];
      const [ex, ey] = stroke[Math.min(k + 1, stroke.length - 1)];
      const [wx, wy] = [ex - sx, ey - sy];
      const length = Math.max(wx * wx + wy * wy, 1e-12);
      for (let y = first(Math.min(sy, ey)); y <= last(Math.max(sy, ey)); y++) {
        for (let x = first(Math.min(sx, ex)); x <= last(Math.max(sx, ex)); x++) {
          const along = Math.min(Math.max(((x - sx) * wx + (y - sy) * wy) / length, 0), 1);
          const [dx, dy] = [x - sx - along * wx, y - sy - along * wy];
          ink[SIDE * y + x] = Math.max(ink[SIDE * y + x], Math.min(reach - Math.sqrt(dx * dx + dy * dy), 1));
        }
      }
    }
  }
  return ink;
}
