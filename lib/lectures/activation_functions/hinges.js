// Three hinges: a line and three ReLU neurons, whose corners are dragged until their sum follows a curve.

import { addButton, addHandle } from '../../interactive/page/controls.js';
import { spread } from '../../interactive/page/curves.js';
import { setAttributes, svg } from '../../interactive/page/elements.js';
import { addPlot, plain } from '../../interactive/page/plot.js';
import { openStage } from '../../interactive/page/stage.js';

const ENDS = ['the left end', 'the first hinge', 'the second hinge', 'the third hinge', 'the right end'];
const NEAREST = 0.02;  // least distance of two corners

/**
 * The line and the neurons that make a chain of straight pieces through corners.
 * @param {[number, number][]} corners  From left to right: an end, the hinges, an end.
 */
export function neuronsOf(corners) {
  const slopes = corners.slice(1).map(([x, y], k) => (y - corners[k][1]) / (x - corners[k][0]));
  return {
    slope: slopes[0],
    intercept: corners[0][1] - slopes[0] * corners[0][0],
    hinges: corners.slice(1, -1).map(([place], k) => ({ place, weight: slopes[k + 1] - slopes[k] })),
  };
}

/** @param {{ model: import('../../interactive/page/stage.js').Model, el: HTMLElement }} view */
export function render({ model, el }) {
  const stage = openStage(model, el, ['corners'], draw);
  stage.name('Three hinges to drag');
  /** @type {[number, number][]} */
  const target = model.get('target');
  const begin = model.get('corners');
  const colour = stage.palette.activations;
  /** @type {import('../../interactive/page/plot.js').Axis} */
  const x = { range: [0, 1], label: 's', ticks: [0, 0.5, 1] };
  const sum = addPlot(stage, { title: 'their sum', x, y: { range: [-0.3, 1.2], ticks: [0, 0.5, 1] }, share: 1.6 });
  const parts = addPlot(stage, { title: 'a line and three neurons', x, y: { range: [-3, 3], ticks: [-2, 0, 2] } });

  const aim = svg('path', { stroke: stage.palette.ink, 'stroke-width': 2.5, 'stroke-dasharray': '7 5' });
  const chain = svg('path', { stroke: colour, 'stroke-width': 5, 'stroke-linejoin': 'round' });
  sum.inside.append(aim, chain);
  const line = svg('path', { stroke: stage.palette.muted, 'stroke-width': 3 });
  const bends = [0, 1, 2].map(() => svg('path', { stroke: colour, 'stroke-width': 3.5 }));
  const names = [0, 1, 2].map(() => svg('text', { fill: colour }));
  parts.inside.append(line, ...bends);
  parts.drawing.append(...names);

  const handles = ENDS.map((label, k) => addHandle(stage, sum, {
    label,
    colour: k % 4 ? stage.palette.biases : stage.palette.muted,
    along: k % 4 ? undefined : 'y',
    get: () => model.get('corners')[k],
    set: (place) => move(k, place),
    format: ([px, py]) => `s ${px.toFixed(2)}, height ${py.toFixed(2)}`,
    done: () => stage.say(`Typical distance ${distance().toFixed(3)}`),
  }));
  addButton(stage, 'From the start', () => stage.set({ corners: begin }));

  /** @param {number} k @param {[number, number]} place */
  function move(k, [px, py]) {
    const corners = structuredClone(model.get('corners'));
    const here = corners[k][0];
    const [low, high] = k % 4 ? [corners[k - 1][0] + NEAREST, corners[k + 1][0] - NEAREST] : [here, here];
    corners[k] = [Math.min(Math.max(px, low), high), py];
    stage.set({ corners });
  }

  /** The root of the mean squared distance between the curve and the chain. */
  function distance() {
    const { slope, intercept, hinges } = neuronsOf(model.get('corners'));
    const squares = target.map(([px, py]) => {
      const bent = hinges.reduce((all, { place, weight }) => all + weight * Math.max(px - place, 0), 0);
      return (slope * px + intercept + bent - py) ** 2;
    });
    return Math.sqrt(squares.reduce((all, one) => all + one, 0) / squares.length);
  }

  function draw() {
    const corners = model.get('corners');
    const { slope, intercept, hinges } = neuronsOf(corners);
    aim.setAttribute('d', sum.path(target));
    chain.setAttribute('d', sum.path(corners));
    line.setAttribute('d', parts.path([[0, intercept], [1, slope + intercept]]));
    hinges.forEach(({ place, weight }, k) => {
      bends[k].setAttribute('d', parts.path([[0, 0], [place, 0], [1, weight * (1 - place)]]));
      names[k].textContent = `${plain(Number(weight.toFixed(1)))} ReLU(s − ${place.toFixed(2)})`;
    });
    const ends = hinges.map(({ place, weight }) => parts.toY(weight * (1 - place)) - 8);
    spread(ends, parts.box.top + 20, parts.box.top + parts.box.height - 8, 26).forEach((y, k) => {
      setAttributes(names[k], { x: parts.toX(1) - 6, y, 'text-anchor': 'end' });
    });
    sum.setTitle(`their sum: typical distance ${distance().toFixed(3)}`);
    handles.forEach((put) => put());
    stage.describe(`A dashed wavy curve, and a chain of four straight pieces with hinges at ${
      hinges.map(({ place }) => place.toFixed(2)).join(', ')}. Beside it the line and the three neurons whose `
      + `sum it is. The typical distance is ${distance().toFixed(3)}.`);
  }

  return stage.close;
}
