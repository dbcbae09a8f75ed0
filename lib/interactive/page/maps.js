// A landscape as a map with level lines, and walks on it.

import { setAttributes, svg } from './elements.js';
import { colourScale, levelLines, paintField } from './field.js';
import { addPlot } from './plot.js';

const FIELD = colourScale(['#ffffff', '#eaf0f7', '#d0dcea', '#b4c5d9']);
const LEVELS = 14;

/**
 * Add a map to a stage. It is painted anew when the landscape or the room has changed.
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {() => import('../engine/landscapes.js').Landscape} options.landscape
 * @param {[number, number][]} options.box
 * @param {number} [options.share]
 * @param {number} [options.height]
 * @param {string} [options.title]
 */
export function addMap(stage, { landscape, box, share = 1, height = 420, title = '' }) {
  const [x, y] = box.map((range) => ({ range }));
  const plot = addPlot(stage, { title, x, y, share, height: height - 56, bare: true });
  const lines = svg('g', { stroke: stage.palette.muted, 'stroke-width': 1.2, opacity: 0.7 });
  const crosses = svg('g', { stroke: stage.palette.ink, 'stroke-width': 3 });
  const walks = svg('g');
  plot.inside.append(lines, crosses, walks);
  let painted = '';

  function paint() {
    const { box: { width, height: tall }, div } = plot;
    const zoom = div.getBoundingClientRect().width / div.clientWidth * devicePixelRatio;
    const { value, minima } = landscape();
    const corners = plot.x.range.flatMap((px) => plot.y.range.map((py) => [px, py]));
    const key = [corners, corners.map(value), width, tall, zoom].join();
    if (key === painted) return;
    painted = key;
    const lowest = Math.min(...minima.map((one) => value(one)));
    /** @param {number} px @param {number} py */
    const depth = (px, py) => Math.log1p(Math.max(value([px, py]) - lowest, 0));
    const highest = Math.max(...corners.map(([px, py]) => depth(px, py)));
    paintField(plot, (px, py) => FIELD(depth(px, py) / highest));
    const levels = Array.from({ length: LEVELS }, (_, k) => ((k + 0.5) / LEVELS) * highest);
    lines.replaceChildren(...levelLines(plot, depth, levels).map((d) => svg('path', { d })));
    crosses.replaceChildren(...minima.map(([px, py]) => {
      const [x, y] = [plot.toX(px), plot.toY(py)];
      return svg('path', { d: `M${x - 7} ${y - 7}l14 14m0 -14l-14 14` });
    }));
  }

  return {
    plot,
    /** @param {[number, number][]} ranges */
    setBox(ranges) {
      [plot.x.range, plot.y.range] = ranges;
    },
    /**
     * Draw walks, each with a disc where it stands.
     * @param {{ path: number[][], colour: string, dash?: string, width?: number }[]} shown
     */
    draw(shown) {
      paint();
      walks.replaceChildren(...shown.flatMap(({ path, colour, dash, width = 3 }) => {
        const inRoom = until(path, plot);
        const [x, y] = path[inRoom - 1];
        const dots = path.length <= 120
          ? path.slice(1, inRoom).map(([px, py]) => svg('circle', {
            cx: plot.toX(px).toFixed(1), cy: plot.toY(py).toFixed(1), r: width + 0.8, fill: colour,
          })) : [];
        const line = svg('path', {
          d: plot.path(path.slice(0, inRoom)), stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash,
          'stroke-linejoin': 'round',
        });
        const end = svg('circle', { cx: plot.toX(x), cy: plot.toY(y), r: 9, fill: colour, stroke: 'white' });
        setAttributes(end, { 'stroke-width': 2.5 });
        return [line, ...dots, end];
      }));
    },
  };
}

/**
 * How many points of a path come before it is far outside of the map.
 * @param {number[][]} path
 * @param {import('./plot.js').Plot} plot
 */
function until(path, plot) {
  const far = path.findIndex((point) => [plot.x, plot.y].some(({ range: [low, high] }, k) => {
    const reach = high - low;
    return point[k] < low - reach || point[k] > high + reach;
  }));
  return far < 0 ? path.length : Math.max(far, 1);
}
