// A ball that one puts down on a landscape and drags: its walk, and its error step by step. Rate and momentum are
// sliders, or a point on the map of the convergence factor.

import { landscapes, quadratic } from './engine/landscapes.js';
import { descend, optimizers } from './engine/optimizers.js';
import { addButton, addHandle, addSlider } from './page/controls.js';
import { addCurves } from './page/curves.js';
import { addFactorMap } from './page/factor_map.js';
import { addHill } from './page/hills.js';
import { addMap } from './page/maps.js';
import { addPlaying, perSecond } from './page/playing.js';
import { openStage } from './page/stage.js';

const TRAITS = ['start', 'rate', 'momentum', 'method', 'landscape', 'curvatures'];
const SECONDS = 4;  // that a whole walk takes

/** @param {{ model: import('./page/stage.js').Model, el: HTMLElement }} view */
export function render({ model, el }) {
  const stage = openStage(model, el, TRAITS, draw);
  stage.name('A ball to drag');
  const steps = model.get('steps');
  const errors = model.get('errors');
  const blue = stage.palette.first;
  const flat = ground().box.length === 1;
  let reached = steps;  // how many steps of the walk are shown

  const map = model.get('factor_map') ? addFactorMap(stage, {
    curvatures: () => model.get('curvatures'), rates: model.get('rates'),
    get: () => [model.get('rate'), model.get('momentum')],
    set: ([rate, momentum]) => change({ rate, momentum }),
    nesterov: () => model.get('method') === 'NAG', done: tell, height: model.get('height'),
  }) : null;
  const field = flat
    ? addHill(stage, { landscape: ground, box: model.get('box') })
    : addMap(stage, { landscape: ground, box: model.get('box'), share: 1.25, height: model.get('height') });
  const curves = addCurves(stage, {
    title: errors === 'place' ? 'where it is' : 'the error', x: { range: [0, steps], label: 'step' },
    y: { range: model.get('error_range'), log: errors !== 'place' }, share: 0.8, height: model.get('height'),
    right: errors === 'directions' ? 84 : 16,
  });
  const ball = addHandle(stage, field.plot, {
    label: 'the start', colour: blue, along: flat ? 'x' : undefined,
    get: () => (flat ? [model.get('start')[0], ground().value(model.get('start'))] : model.get('start')),
    set: ([x, y]) => change({ start: flat ? [x] : [x, y] }),
    format: ([x, y]) => (flat ? `x ${x.toFixed(2)}` : `x ${x.toFixed(2)}, y ${y.toFixed(2)}`),
    done: tell, anywhere: true,
  });

  const settings = {
    rate: { label: 'rate', values: model.get('rates'), get: () => model.get('rate'), set: set('rate') },
    momentum: {
      label: 'momentum', values: model.get('momenta'), get: () => model.get('momentum'), set: set('momentum'),
    },
    curvature: {
      label: 'curvature across', values: [1, 2, 5, 10, 20, 40], get: () => model.get('curvatures')[1],
      set: (/** @type {number} */ steep) => change({ curvatures: [1, steep] }),
    },
  };
  const sliders = model.get('sliders').map((/** @type {keyof settings} */ name) => (
    addSlider(stage, { ...settings[name], format: (value) => String(rounded(value)) })));
  const playing = addPlaying(stage, {
    step: () => (reached += 1) < walk().length - 1,
    ended: tell,
    changed: () => { play.textContent = playing.playing() ? 'Pause' : 'Play'; },
    pace: perSecond(steps / SECONDS),
  });
  const play = addButton(stage, 'Play', () => {
    if (playing.playing()) return playing.pause();
    if (reached >= walk().length - 1) reached = 0;
    playing.play();
  });
  addButton(stage, 'One step', () => {
    playing.pause();
    reached = reached >= walk().length - 1 ? 0 : reached + 1;
    stage.changed();
  });

  /** @returns {import('./engine/landscapes.js').Landscape} */
  function ground() {
    const name = model.get('landscape');
    return name === 'quadratic' ? quadratic(model.get('curvatures')) : landscapes[name];
  }

  /** @param {Object<string, any>} values */
  function change(values) {
    playing.pause();
    reached = steps;
    stage.set(values);
  }

  /** @param {string} name @returns {(value: number) => void} */
  function set(name) {
    return (value) => change({ [name]: value });
  }

  function walk() {
    const lr = model.get('rate');
    const method = model.get('method');
    const optimizer = new optimizers[method](method === 'SGD' ? { lr } : { lr, momentum: model.get('momentum') });
    return descend(ground().gradient, model.get('start'), optimizer, steps);
  }

  /** @param {number[]} point */
  function distance(point) {
    return Math.min(...ground().minima.map((one) => Math.hypot(...one.map((place, k) => place - point[k]))));
  }

  const measures = {
    distance,
    loss: (/** @type {number[]} */ point) => ground().value(point) - ground().value(ground().minima[0]),
    place: (/** @type {number[]} */ point) => point[0],
  };

  /** What has become of the walk, in words. @param {number[][]} path */
  function fate(path) {
    const first = distance(path[0]);
    if (path.length <= steps || distance(path[path.length - 1]) > 10 * Math.max(first, 1)) {
      return `flies away after ${path.findIndex((point) => distance(point) > 2 * first)} steps`;
    }
    const there = path.findIndex((point) => distance(point) <= first / 100);
    const left = distance(path[path.length - 1]);
    const where = ground().minima.length > 1 ? ` at ${path[path.length - 1].map(rounded).join(', ')}` : '';
    if (there < 0) return `is still ${left.toPrecision(2)} away after ${steps} steps`;
    return `arrives${where} after ${there} steps`;
  }

  function tell() {
    stage.say(`The ball ${fate(walk())}.`);
  }

  function draw() {
    const whole = walk();
    const path = whole.slice(0, Math.min(reached, whole.length - 1) + 1);
    sliders.forEach((/** @type {() => void} */ show) => show());
    map?.draw();
    field.draw([{ path, colour: blue }]);
    field.plot.setTitle(fate(whole).replace(/^is /, ''));  // short, so that it stays one line
    ball();
    curves.draw(errors === 'directions'
      ? ['along', 'across'].map((label, k) => ({
        values: path.map((point) => Math.abs(point[k])),
        label, colour: [blue, stage.palette.second][k], dash: k ? '8 5' : '',
      }))
      : [{ values: path.map(measures[/** @type {keyof measures} */ (errors)]), colour: blue }]);
    const weight = model.get('method') === 'SGD' ? '' : `, momentum ${rounded(model.get('momentum'))}`;
    stage.describe(`A ball at ${model.get('start').map(rounded).join(', ')} walks with rate ${
      rounded(model.get('rate'))}${weight}. It ${fate(whole)}.`);
  }

  return stage.close;
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toPrecision(3));
}
