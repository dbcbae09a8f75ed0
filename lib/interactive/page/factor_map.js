// The map of the convergence factor over rate and momentum, which is itself the control: where the point is, the
// ball is set to. Fast is white; what flies away is ochre.

import { convergenceFactor } from '../engine/convergence.js';
import { addHandle } from './controls.js';
import { svg } from './elements.js';
import { colourScale, levelLines, paintField } from './field.js';
import { addPlot } from './plot.js';

const SHADES = colourScale(['#ffffff', '#eaf0f7', '#d0dcea', '#b4c5d9', '#93a9c4']);

/**
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {() => number[]} options.curvatures
 * @param {number[]} options.rates  Of which the largest is the end of the map.
 * @param {() => [number, number]} options.get  Rate and momentum.
 * @param {(setting: [number, number]) => void} options.set
 * @param {() => boolean} options.nesterov
 * @param {() => void} options.done
 * @param {number} options.height
 */
export function addFactorMap(stage, { curvatures, rates, get, set, nesterov, done, height }) {
  const plot = addPlot(stage, {
    title: 'factor',
    x: { range: [0, Math.max(...rates)], label: 'rate η' },
    y: { range: [0, 1], label: 'momentum μ', ticks: [0, 0.5, 1] },
    height,
  });
  const lines = svg('g', { stroke: stage.palette.quiet, 'stroke-width': 1.2 });
  const beyond = svg('path', { stroke: stage.palette.second, 'stroke-width': 3 });
  beyond.style.fill = `color-mix(in srgb, ${stage.palette.second} 12%, white)`;
  plot.inside.append(lines, beyond);
  /** @param {number} rate @param {number} momentum */
  const factor = (rate, momentum) => convergenceFactor(rate, momentum, curvatures(), nesterov());
  let painted = '';
  const point = addHandle(stage, plot, {
    label: 'rate and momentum', colour: stage.palette.first, get, set, done, anywhere: true,
    format([rate, momentum]) {
      const digits = [rate, momentum, factor(rate, momentum)].map((one) => one.toFixed(3));
      return `rate ${digits[0]}, momentum ${digits[1]}, factor ${digits[2]}`;
    },
  });

  function paint() {
    const zoom = plot.div.getBoundingClientRect().width / plot.div.clientWidth * devicePixelRatio;
    const key = [plot.box.width, plot.box.height, zoom, nesterov(), ...curvatures()].join();
    if (key === painted) return;
    painted = key;
    const [low, high] = [bestFactor(), 1];
    paintField(plot, (rate, momentum) => SHADES((factor(rate, momentum) - low) / (high - low)), 260);
    const levels = Array.from({ length: 7 }, (_, k) => low + (high - low) * (k + 1) / 8);
    lines.replaceChildren(...levelLines(plot, factor, levels, 240).map((d) => svg('path', { d })));
    const corner = `${plot.toX(plot.x.range[1]) + 9} ${plot.toY(1) - 9}`;
    beyond.setAttribute('d', `${plot.path(wall())}L${corner}V${plot.toY(0) + 9}Z`);
  }

  /**
   * The largest rate for each momentum: there the steepest direction keeps its size.
   * @returns {[number, number][]}
   */
  function wall() {
    const steepest = Math.max(...curvatures());
    return Array.from({ length: 105 }, (_, k) => {
      const momentum = (k - 2) / 100;  // a little beyond the map on both sides
      return [2 * (1 + momentum) / (nesterov() ? 1 + 2 * momentum : 1) / steepest, momentum];
    });
  }

  /** The smallest factor on a grid: where the map is white. */
  function bestFactor() {
    let best = 1;
    for (let i = 1; i < 100; i++) {
      for (let k = 0; k < 100; k++) best = Math.min(best, factor(plot.x.range[1] * i / 100, k / 100));
    }
    return best;
  }

  return {
    plot,
    draw() {
      paint();
      const found = factor(...get());
      plot.setTitle(`factor ${found.toFixed(3)}${found > 1 + 1e-9 ? ': it flies away' : ' a step'}`);
      point();
    },
  };
}
