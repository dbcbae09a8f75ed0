// Curves against steps, labelled at their ends.

import { svg } from './elements.js';
import { addPlot } from './plot.js';

/**
 * Add a plot of curves to a stage.
 * @param {import('./stage.js').Stage} stage
 * @param {Parameters<typeof addPlot>[1]} options
 */
export function addCurves(stage, options) {
  const plot = addPlot(stage, { right: 84, ...options });
  return {
    plot,
    /**
     * @param {{ values: ArrayLike<number>, colour: string, dash?: string, label?: string, width?: number }[]} curves
     *   Each from step 0 on.
     */
    draw(curves) {
      const [low, high] = plot.y.range;
      const shown = (/** @type {number} */ value) => (Number.isFinite(value) ? Math.min(value, high) : high);
      plot.inside.replaceChildren(...curves.map(({ values, colour, dash, width = 3.5 }) => svg('path', {
        d: plot.path(Array.from(values, (value, step) => [step, shown(value)])),
        stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-linejoin': 'round',
      })));
      const named = curves.filter(({ label, values }) => label && values.length);
      const { left, top, width, height } = plot.box;
      const ends = named.map(({ values }) => plot.toY(held(values[values.length - 1], low, high)) + 6);
      const places = spread(ends, top + 14, top + height - 4, 27);
      plot.drawing.replaceChildren(...named.map(({ label, colour, values }, k) => {
        const x = Math.min(plot.toX(values.length - 1), left + width) + 8;
        return svg('text', { x, y: places[k], fill: colour, 'font-weight': 650 }, label ?? '');
      }));
    },
  };
}

/**
 * A value held inside of the axis, also where it is no number any more.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function held(value, low, high) {
  return Number.isFinite(value) ? Math.min(Math.max(value, low), high) : high;
}

/**
 * Places of words, moved so that none lies on another.
 * @param {number[]} places
 * @param {number} top
 * @param {number} bottom
 * @param {number} gap
 */
export function spread(places, top, bottom, gap) {
  const order = places.map((_, k) => k).sort((one, other) => places[one] - places[other]);
  const moved = [...places];
  order.forEach((k, rank) => {
    const above = rank ? moved[order[rank - 1]] + gap : top;
    moved[k] = Math.min(Math.max(places[k], above), bottom - gap * (order.length - 1 - rank));
  });
  return moved;
}
