// Strokes and images painted on canvases.

import { SIDE } from './drawings.js';

/**
 * Strokes as a thick round pen leaves them, as sharp as the screen.
 * @param {HTMLCanvasElement} square  It shows the unit square, and gets the pixels that it has on the screen.
 * @param {import('./drawings.js').Stroke[]} strokes
 * @param {string} colour
 */
export function paintStrokes(square, strokes, colour) {
  const pixels = Math.max(1, Math.round(square.getBoundingClientRect().width * devicePixelRatio));
  square.width = square.height = pixels;  // which also clears it
  const pen = contextOf(square);
  pen.lineCap = pen.lineJoin = 'round';
  pen.lineWidth = pixels / 14;
  pen.strokeStyle = colour;
  for (const points of strokes) {
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x * pixels, y * pixels);
    if (points.length === 1) pen.lineTo(points[0][0] * pixels + 0.1, points[0][1] * pixels);
    pen.stroke();
  }
}

/**
 * 28 x 28 values over the whole of a canvas, the larger the more colour.
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} values
 * @param {(value: number) => number} strength  From 0 to 255.
 * @param {string} above  Colour of positive values.
 * @param {string} [below]  Of negative ones.
 */
export function paintPixels(canvas, values, strength, above, below = above) {
  const [positive, negative] = [above, below].map((colour) => (
    [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))));
  const picture = new ImageData(SIDE, SIDE);
  values.forEach((value, at) => {
    picture.data.set([...(value < 0 ? negative : positive), strength(value)], 4 * at);
  });
  const small = document.createElement('canvas');
  small.width = small.height = SIDE;
  contextOf(small).putImageData(picture, 0, 0);
  const pen = contextOf(canvas);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
}
