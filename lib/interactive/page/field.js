// A function of the plane as colours and level lines.

/**
 * Paint a field below a plot, smooth at every resolution.
 * @param {import('./plot.js').Plot} plot
 * @param {(x: number, y: number) => [number, number, number]} colour  Red, green and blue, each from 0 to 255.
 * @param {number} [cells]  How many places of the plane are asked along its longer side.
 */
export function paintField(plot, colour, cells = 160) {
  const { canvas, box } = plot;
  const scale = cells / Math.max(box.width, box.height);
  const columns = Math.max(2, Math.round(box.width * scale));
  const rows = Math.max(2, Math.round(box.height * scale));
  const image = new ImageData(columns, rows);
  for (let row = 0, at = 0; row < rows; row++) {
    const y = along(plot.y, 1 - (row + 0.5) / rows);
    for (let column = 0; column < columns; column++, at += 4) {
      const [red, green, blue] = colour(along(plot.x, (column + 0.5) / columns), y);
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  }
  const small = new OffscreenCanvas(columns, rows);
  /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext('2d')).putImageData(image, 0, 0);
  const pen = fitCanvas(canvas, box);
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/**
 * Put a canvas where a box is, with a pixel for each pixel of the screen.
 * @param {HTMLCanvasElement} canvas
 * @param {{ left: number, top: number, width: number, height: number }} box
 */
export function fitCanvas(canvas, box) {
  const parent = /** @type {HTMLElement} */ (canvas.parentElement);
  const zoom = parent.getBoundingClientRect().width / parent.clientWidth * devicePixelRatio;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const [width, height] = [Math.round(box.width * zoom), Math.round(box.height * zoom)];
  if (canvas.width === width && canvas.height === height) pen.reset();  // a new size costs much more
  else Object.assign(canvas, { width, height });
  canvas.style.left = `${box.left}px`;
  canvas.style.top = `${box.top}px`;
  canvas.style.width = `${box.width}px`;
  canvas.style.height = `${box.height}px`;
  return pen;
}

/**
 * Level lines of a function, as one path for each level (marching squares).
 * @param {import('./plot.js').Plot} plot
 * @param {(x: number, y: number) => number} f
 * @param {number[]} levels
 * @param {number} [cells]
 * @returns {string[]}
 */
export function levelLines(plot, f, levels, cells = 120) {
  const { box } = plot;
  const columns = Math.round(cells * Math.min(1, box.width / box.height));
  const rows = Math.round(cells * Math.min(1, box.height / box.width));
  const values = new Float64Array((columns + 1) * (rows + 1));
  for (let row = 0, at = 0; row <= rows; row++) {
    const y = along(plot.y, 1 - row / rows);
    for (let column = 0; column <= columns; column++, at++) values[at] = f(along(plot.x, column / columns), y);
  }
  return levels.map((level) => {
    const parts = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const at = row * (columns + 1) + column;
        const corners = [values[at], values[at + 1], values[at + columns + 2], values[at + columns + 1]];
        const ends = [];
        for (let side = 0; side < 4; side++) {
          const [from, to] = [corners[side], corners[(side + 1) % 4]];
          if ((from < level) === (to < level)) continue;
          const share = (level - from) / (to - from);
          const [cx, cy] = CORNERS[side];
          const [nx, ny] = CORNERS[(side + 1) % 4];
          const px = box.left + box.width * (column + cx + share * (nx - cx)) / columns;
          const py = box.top + box.height * (row + cy + share * (ny - cy)) / rows;
          ends.push(`${px.toFixed(1)} ${py.toFixed(1)}`);
        }
        for (let k = 0; k + 1 < ends.length; k += 2) parts.push(`M${ends[k]}L${ends[k + 1]}`);
      }
    }
    return parts.join('');
  });
}

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];

/** The value at a share of an axis. @param {import('./plot.js').Axis} axis @param {number} share */
function along({ range: [low, high], log }, share) {
  return log ? low * (high / low) ** share : low + (high - low) * share;
}

/**
 * A colour between others, at equal distances from 0 to 1.
 * @param {string[]} stops  As #rrggbb.
 * @returns {(share: number) => [number, number, number]}
 */
export function colourScale(stops) {
  const colours = stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)));
  return (share) => {
    const at = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
    const below = Math.min(Math.floor(at), colours.length - 2);
    const mix = at - below;
    return /** @type {[number, number, number]} */ (
      colours[below].map((one, k) => one + mix * (colours[below + 1][k] - one)));
  };
}
