// A picture with axes, which takes the room that it finds. What is drawn in it is given in its own coordinates.

import { html, setAttributes, svg } from './elements.js';

/**
 * @typedef {Object} Axis
 * @property {[number, number]} range  Its ends.
 * @property {string} [label]
 * @property {number[]} [ticks]  Where there are marks; round numbers if none are given.
 * @property {(value: number) => string} [format]
 * @property {boolean} [log]  Whether it is logarithmic.
 */

/**
 * Round numbers between two ends, about `count` of them.
 * @param {[number, number]} range
 * @param {number} count
 */
export function roundNumbers([low, high], count = 5) {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw * 0.999) ?? raw;
  const numbers = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) numbers.push(k * step);
  return numbers.map((number) => Number(number.toPrecision(12)));
}

/**
 * Powers of ten between two ends, at most about `count` of them.
 * @param {[number, number]} range
 * @param {number} count
 */
export function powersOfTen([low, high], count = 6) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const stride = Math.max(1, Math.ceil((last - first) / count));
  const numbers = [];
  for (let k = first; k <= last; k += stride) numbers.push(10 ** k);
  return numbers;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A number as it stands at an axis, with a real minus.
 * @param {number} value
 */
export function plain(value) {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

/**
 * A power of ten as it stands at an axis.
 * @param {number} value
 */
export function power(value) {
  const exponent = Math.round(Math.log10(value));
  if (exponent >= -2 && exponent <= 3) return plain(value);
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/**
 * Add a plot to a stage.
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {string} [options.title]
 * @param {Axis} options.x
 * @param {Axis} options.y
 * @param {number} [options.share]  Its share of the width, beside other plots.
 * @param {number} [options.height]  In pixels.
 * @param {boolean} [options.bare]  Without axes, such as for a plane whose coordinates say nothing.
 * @param {number} [options.right]  Room at its right, for words at the ends of curves.
 * @param {boolean} [options.square]  Whether a unit is as long along y as along x.
 */
export function addPlot(stage, options) {
  const { title = '', x, y, share = 1, height = 420, right = 16, bare = false, square = false } = options;
  const canvas = html('canvas', { 'aria-hidden': 'true' });
  const axes = svg('g');
  const drawing = svg('g');
  const clip = svg('rect');
  const name = `clip-${Math.random().toString(36).slice(2)}`;
  const inside = svg('g', { 'clip-path': `url(#${name})` });
  const handles = svg('g');
  const picture = svg('svg', {},
    svg('defs', {}, svg('clipPath', { id: name }, clip)),
    svg('g', { 'aria-hidden': 'true' }, axes, inside, drawing), handles);
  const heading = html('p', { class: 'plot-title' }, title);
  heading.hidden = !title;
  const div = html('div', { class: 'plot' }, canvas, picture);
  const frame = html('div', { class: 'framed' }, heading, div);
  frame.style.flexGrow = String(share);
  stage.plots.append(frame);

  const plot = {
    div,
    canvas,
    /** The layer of what is cut off at the axes. */
    inside,
    /** The layer above it, for words and marks. */
    drawing,
    /** The layer of what can be worked, on top and open to those who listen. */
    handles,
    x, y,
    /** The room inside of the axes, in pixels. */
    box: { left: 0, top: 0, width: 1, height: 1 },
    /** From coordinates to pixels. @param {number} value */
    toX: (value) => plot.box.left + plot.box.width * place(plot.x, value),
    /** @param {number} value */
    toY: (value) => plot.box.top + plot.box.height * (1 - place(plot.y, value)),
    /**
     * The coordinates of a pointer, held inside of the axes.
     * @param {{ clientX: number, clientY: number }} event
     * @returns {[number, number]}
     */
    at(event) {
      const shown = picture.getBoundingClientRect();  // slides are scaled
      const scale = picture.clientWidth / shown.width;
      const [left, top] = [(event.clientX - shown.left) * scale, (event.clientY - shown.top) * scale];
      return [
        value(plot.x, (left - plot.box.left) / plot.box.width),
        value(plot.y, 1 - (top - plot.box.top) / plot.box.height),
      ];
    },
    /**
     * The path through points.
     * @param {Iterable<[number, number] | number[]>} points
     */
    path(points) {
      let text = '';
      for (const [px, py] of points) {
        if (!Number.isFinite(px) || !Number.isFinite(py)) break;
        text += `${text ? 'L' : 'M'}${plot.toX(px).toFixed(1)} ${plot.toY(py).toFixed(1)}`;
      }
      return text;
    },
    /** @param {string} text */
    setTitle(text) {
      heading.textContent = text;
      heading.hidden = false;
    },
  };

  let laidOut = '';

  function layout() {
    const width = div.clientWidth;
    const shown = JSON.stringify([width, plot.x, plot.y]);
    if (shown === laidOut) return;
    laidOut = shown;
    const margin = bare
      ? { left: 4, right: 4, top: 14, bottom: 4 + (x.label ? 28 : 0) }
      : { left: 58 + (y.label ? 26 : 0), right, top: 14, bottom: 32 + (x.label ? 28 : 0) };
    const tall = square
      ? Math.min(height, (width - margin.left - margin.right) * (y.range[1] - y.range[0])
        / (x.range[1] - x.range[0]) + margin.top + margin.bottom)
      : height;
    div.style.height = `${tall}px`;
    plot.box = {
      left: margin.left,
      top: margin.top,
      width: width - margin.left - margin.right,
      height: tall - margin.top - margin.bottom,
    };
    if (square) {
      const unit = plot.box.height / (y.range[1] - y.range[0]);
      const needed = unit * (x.range[1] - x.range[0]);
      plot.box.left += Math.max(0, (plot.box.width - needed) / 2);
      plot.box.width = Math.min(plot.box.width, needed);
    }
    setAttributes(picture, { width, height: tall });
    const { left, top, width: w, height: h } = plot.box;
    setAttributes(clip, { x: left, y: top, width: w, height: h });
    axes.replaceChildren(...(bare ? [] : marks()), ...labels(tall));
  }

  function* marks() {
    const { left, top, width, height: high } = plot.box;
    const bottom = top + high;
    yield svg('path', { class: 'axis', d: `M${left} ${top}V${bottom}H${left + width}` });
    const many = { x: Math.max(2, Math.floor(width / 90)), y: Math.max(2, Math.floor(high / 60)) };
    for (const tick of ticksOf(plot.x, many.x)) {
      const at = plot.toX(tick);
      yield svg('path', { class: 'axis', d: `M${at} ${bottom}v6` });
      yield svg('text', { x: at, y: bottom + 24, 'text-anchor': 'middle' }, textOf(plot.x, tick));
    }
    for (const tick of ticksOf(plot.y, many.y)) {
      const at = plot.toY(tick);
      yield svg('path', { class: 'axis', d: `M${left} ${at}h-6` });
      yield svg('text', { x: left - 11, y: at + 6, 'text-anchor': 'end' }, textOf(plot.y, tick));
    }
  }

  /** @param {number} tall */
  function* labels(tall) {
    const { left, top, width, height: high } = plot.box;
    const words = { class: 'label', 'text-anchor': 'middle' };
    if (x.label) yield svg('text', { ...words, x: left + width / 2, y: tall - 6 }, x.label);
    if (y.label && !bare) {
      const middle = top + high / 2;
      yield svg('text', {
        class: 'label', x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(18 ${middle}) rotate(-90)`,
      }, y.label);
    }
  }

  stage.onLayout(layout);
  return plot;
}

/** @typedef {ReturnType<typeof addPlot>} Plot */

/** Where a value stands on its axis, from 0 to 1. @param {Axis} axis @param {number} number */
function place({ range: [low, high], log }, number) {
  if (!log) return (number - low) / (high - low);
  return Math.log(Math.max(number, 1e-300) / low) / Math.log(high / low);
}

/** The value at a place of an axis. @param {Axis} axis @param {number} share */
function value({ range: [low, high], log }, share) {
  const held = Math.min(Math.max(share, 0), 1);
  return log ? low * (high / low) ** held : low + (high - low) * held;
}

/** @param {Axis} axis @param {number} count */
function ticksOf(axis, count) {
  return axis.ticks ?? (axis.log ? powersOfTen(axis.range, count) : roundNumbers(axis.range, count));
}

/** @param {Axis} axis @param {number} tick */
function textOf(axis, tick) {
  return (axis.format ?? (axis.log ? power : plain))(tick);
}
