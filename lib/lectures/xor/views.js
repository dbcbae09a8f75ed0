// What a network makes of the plane: its decision between the points, and the view of each hidden neuron.

import { svg } from '../../interactive/page/elements.js';
import { colourScale, fitCanvas, levelLines } from '../../interactive/page/field.js';

/** @typedef {import('../../interactive/engine/network.js').Network} Network */

const CELLS = 48;  // along a side; the network is asked at their corners
const SIDE = CELLS + 1;
const GAP = 8;  // between small pictures
const LEAST = 32;  // side of a small picture
const MOST = 150;

/**
 * The corners of the cells of a square around the origin, row by row from above.
 * @param {number} reach  Half the side of the square.
 */
export function cornersOf(reach) {
  const corners = new Float64Array(2 * SIDE * SIDE);
  for (let k = 0; k < SIDE * SIDE; k++) {
    corners[2 * k] = reach * (2 * (k % SIDE) / CELLS - 1);
    corners[2 * k + 1] = reach * (1 - 2 * Math.floor(k / SIDE) / CELLS);
  }
  return corners;
}

/**
 * A painter of values at the corners, each unit of a layer as a picture of its own.
 * @param {string[]} stops  Colours from 0 to 1.
 * @param {number} stride  1 for all corners, 2 for every second one.
 */
function makePainter(stops, stride) {
  const cells = CELLS / stride;
  const side = cells + 1;
  const scale = colourScale(stops);
  const colours = Uint32Array.from({ length: 256 }, (_, k) => {
    const [red, green, blue] = scale(k / 255);
    return 255 * 2 ** 24 + (blue << 16) + (green << 8) + red;
  });
  const image = new ImageData(side, side);
  const found = new Float64Array(side * side);
  const pixels = new Uint32Array(image.data.buffer);
  const small = new OffscreenCanvas(side, side);
  const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (small.getContext('2d'));

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Float64Array} values  Of all units, corner by corner.
   * @param {{ unit: number, units: number, ends?: [number, number] }} which  The unit, and what values
   *   are 0 and 1; its lowest and highest if none are given.
   * @param {[number, number, number]} place  Left, top and side.
   */
  return (pen, values, { unit, units, ends }, [left, top, length]) => {
    for (let row = 0, k = 0; row < side; row++) {
      let at = row * stride * SIDE * units + unit;
      for (let column = 0; column < side; column++, k++, at += stride * units) found[k] = values[at];
    }
    const [low, high] = ends ?? endsOf(found);
    const factor = high > low ? 255 / (high - low) : 0;
    for (let k = 0; k < found.length; k++) pixels[k] = colours[Math.round((found[k] - low) * factor) & 255];
    brush.putImageData(image, 0, 0);
    // The outermost corners lie on the rim: half of their pixels is outside.
    pen.drawImage(small, 0.5, 0.5, cells, cells, left, top, length, length);
  };
}

/**
 * A painter of the decision of a network, with the line where it is undecided.
 * @param {import('../../interactive/page/plot.js').Plot} plot
 * @param {Object<string, string>} palette
 */
export function makeDecision(plot, palette) {
  const colours = [palette.first, palette.second];
  const paint = makePainter([tint(colours[0], 0.25), '#ffffff', tint(colours[1], 0.25)], 1);
  // The points lie in a layer above, so that they are drawn once and not with each decision.
  const marks = ['first', 'second'].map((role) => svg('path', {
    class: `of-${role}`, stroke: 'white', 'stroke-width': 1.6, 'paint-order': 'stroke',
  }));
  plot.inside.append(...marks);
  /** @type {any[]} */
  let last = [];

  /**
   * @param {Float64Array} outputs  Probabilities of both classes at the corners.
   * @param {Float64Array} sums  What they were made of; the line between them is smoother.
   * @param {import('./learner.js').Training['points']} points
   */
  return (outputs, sums, points) => {
    const pen = fitCanvas(plot.canvas, plot.box);
    const { left, top, width } = plot.box;
    pen.scale(pen.canvas.width / width, pen.canvas.height / plot.box.height);
    paint(pen, outputs, { unit: 1, units: 2, ends: [0, 1] }, [0, 0, width]);
    pen.translate(-left, -top);
    const [low, high] = plot.x.range;
    const toColumn = CELLS / (high - low);
    const lead = (/** @type {number} */ x, /** @type {number} */ y) => {
      const at = 2 * (Math.round((high - y) * toColumn) * SIDE + Math.round((x - low) * toColumn));
      return sums[at + 1] - sums[at];
    };
    pen.strokeStyle = palette.ink;
    pen.lineWidth = 3;
    pen.stroke(new Path2D(levelLines(plot, lead, [0], CELLS)[0]));

    const drawn = [points, left, top, width];
    if (drawn.every((one, k) => one === last[k])) return;
    last = drawn;
    const size = points.y.length < 100 ? 6.5 : 4;
    marks.forEach((mark, label) => {
      let d = '';
      for (let k = 0; k < points.y.length; k++) {
        if (points.y[k] !== label) continue;
        const [x, y] = [plot.toX(points.x[2 * k]), plot.toY(points.x[2 * k + 1])];
        d += `M${x.toFixed(1)} ${y.toFixed(1)}${SHAPES[label](size)}`;
      }
      mark.setAttribute('d', d);
    });
  };
}

/** A disc and a square around a place, as the rest of a path. @type {((size: number) => string)[]} */
const SHAPES = [
  (size) => `m${-size} 0a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0`,
  (size) => `m${-0.9 * size} ${-0.9 * size}h${1.8 * size}v${1.8 * size}h${-1.8 * size}z`,
];

/**
 * A painter of the views of hidden neurons: white where a neuron gives least. The frame is as thick as its
 * weights to what follows are large; in the last hidden layer it has the colour of
 * the class that it speaks for.
 * @param {import('../../interactive/page/plot.js').Plot} plot
 * @param {Object<string, string>} palette
 */
export function makeViews(plot, palette) {
  const paint = makePainter(['#ffffff', tint(palette.activations, 0.35), palette.activations], 2);

  /** @param {Network} net @param {Float64Array[]} outputs  Of each layer at the corners. */
  return (net, outputs) => {
    const pen = fitCanvas(plot.canvas, plot.box);
    pen.scale(pen.canvas.width / plot.box.width, pen.canvas.height / plot.box.height);
    const hidden = net.layers.slice(0, -1);
    const width = (plot.box.width - 24 * (hidden.length - 1)) / hidden.length;
    hidden.forEach(({ units }, layer) => {
      const { columns, side, shown } = placed(units, width, plot.box.height);
      const votes = votesOf(net, layer + 1);
      const largest = Math.max(...votes.map(Math.abs));
      for (let unit = 0; unit < shown; unit++) {
        const x = layer * (width + 24) + (unit % columns) * (side + GAP) + 3;
        const y = Math.floor(unit / columns) * (side + GAP) + 3;
        paint(pen, outputs[layer], { unit, units }, [x, y, side - 6]);
        const last = layer === hidden.length - 1;
        pen.strokeStyle = last ? (votes[unit] > 0 ? palette.second : palette.first) : palette.muted;
        pen.lineWidth = 1 + 5 * Math.abs(votes[unit]) / largest;
        pen.strokeRect(x, y, side - 6, side - 6);
      }
    });
  };
}

/**
 * What a layer makes of each unit before it: its weight for the second class less that for the first, or the
 * length of its weights.
 * @param {Network} net
 * @param {number} at
 */
function votesOf(net, at) {
  const { inputs, units, weights } = net.layers[at];
  return Array.from({ length: inputs }, (_, unit) => {
    const row = net.theta.subarray(weights + unit * units, weights + (unit + 1) * units);
    return at === net.layers.length - 1 ? row[1] - row[0] : Math.hypot(...row);
  });
}

/**
 * Columns and side of the largest square pictures that fit into a room, and how many there are.
 * @param {number} units
 * @param {number} width
 * @param {number} height
 */
function placed(units, width, height) {
  let best = { columns: 1, side: 0, shown: 0 };
  for (let columns = 1; columns <= units; columns++) {
    const rows = Math.ceil(units / columns);
    const side = Math.min((width + GAP) / columns, (height + GAP) / rows, MOST + GAP) - GAP;
    if (side > best.side) best = { columns, side, shown: units };
  }
  if (best.side >= LEAST) return best;
  const [columns, rows] = [width, height].map((room) => Math.floor((room + GAP) / (LEAST + GAP)));
  return { columns, side: LEAST, shown: Math.min(units, rows * columns) };
}

/** The lowest and the highest. @param {Float64Array} values @returns {[number, number]} */
function endsOf(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** A colour with white. @param {string} colour @param {number} share */
function tint(colour, share) {
  const white = 255 * (1 - share);
  const parts = [1, 3, 5].map((at) => Math.round(white + share * parseInt(colour.slice(at, at + 2), 16)));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
