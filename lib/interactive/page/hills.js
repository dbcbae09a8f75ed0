// A landscape of one parameter as a curve, and a walk on it.

import { svg } from './elements.js';
import { addPlot } from './plot.js';

/**
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {() => import('../engine/landscapes.js').Landscape} options.landscape
 * @param {[number, number][]} options.box  Of the parameter, and of the value.
 */
export function addHill(stage, { landscape, box }) {
  const plot = addPlot(stage, { title: ' ', x: { range: box[0], label: 'x' }, y: { range: box[1] }, share: 1.3 });
  const hill = svg('path', { stroke: stage.palette.muted, 'stroke-width': 5 });
  const walks = svg('g');
  plot.inside.append(hill, walks);
  return {
    plot,
    /** @param {{ path: number[][], colour: string }[]} shown */
    draw(shown) {
      const { value } = landscape();
      const [low, high] = box[0];
      hill.setAttribute('d', plot.path(Array.from({ length: 241 }, (_, k) => {
        const x = low + (high - low) * k / 240;
        return [x, value([x])];
      })));
      walks.replaceChildren(...shown.flatMap(({ path, colour }) => {
        const points = path.map(([x]) => [x, value([x])]);
        const inside = points.findIndex(([x]) => x < low - 20 || x > high + 20);
        const kept = points.slice(0, inside < 0 ? points.length : inside + 1);
        return [
          svg('path', { d: plot.path(kept), stroke: colour, 'stroke-width': 2, opacity: 0.6 }),
          ...kept.slice(1).map(([x, y]) => (
            svg('circle', { cx: plot.toX(x), cy: plot.toY(y), r: 6, fill: colour, stroke: 'white' }))),
        ];
      }));
    },
  };
}
