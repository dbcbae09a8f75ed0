// A race of optimizers: a landscape, a start that is dragged, the methods that take part, and a rate for each.

import { landscapes, noisyValley, quadratic } from '../../interactive/engine/landscapes.js';
import { descend, optimizers } from '../../interactive/engine/optimizers.js';
import { random } from '../../interactive/engine/random.js';
import { addButton, addChoice, addHandle, addSlider, addTick } from '../../interactive/page/controls.js';
import { addCurves } from '../../interactive/page/curves.js';
import { addMap } from '../../interactive/page/maps.js';
import { addPlaying, perSecond } from '../../interactive/page/playing.js';
import { openStage } from '../../interactive/page/stage.js';

const STEPS = 200;
const SECONDS = 5;  // that they take
const LEAST = 1e-6;  // loss at the lower end of the axis
const FAR = 100;  // where the ground becomes level, so that no walk leaves the finite numbers

/**
 * @typedef {Object} Course
 * @property {string} landscape
 * @property {[number, number][]} box
 * @property {[number, number]} start
 * @property {Object<string, number>} rates  The best of each method.
 */

/** @param {{ model: import('../../interactive/page/stage.js').Model, el: HTMLElement }} view */
export function render({ model, el }) {
  const stage = openStage(model, el, ['course', 'start', 'shown', 'rates'], draw);
  stage.name('A race of optimizers');
  /** @type {Object<string, Course>} */
  const courses = model.get('courses');
  /** @type {Object<string, [string, string]>} */
  const looks = model.get('looks');
  const methods = Object.keys(looks);
  let chosen = shown()[0];  // the method whose rate the slider has
  let reached = STEPS;

  const map = addMap(stage, { landscape: ground, box: course().box, height: 372, share: 1.15 });
  const curves = addCurves(stage, {
    title: 'loss above the lowest', x: { range: [0, STEPS], label: 'step' },
    y: { range: [LEAST, 1e3], log: true, ticks: [1e-6, 1e-3, 1, 1e3] }, height: 372, right: 132,
  });
  const start = addHandle(stage, map.plot, {
    label: 'the start', colour: stage.palette.ink, get: () => model.get('start'),
    set: (place) => change({ start: place }), format: ([x, y]) => `x ${x.toFixed(2)}, y ${y.toFixed(2)}`,
    done: tell, anywhere: true,
  });

  const ticks = methods.map((name) => addTick(stage, name, () => shown().includes(name), (on) => {
    if (on) chosen = name;
    change({ shown: methods.filter((one) => (one === name ? on : shown().includes(one))) });
    tell();
  }));
  const landscape = addChoice(stage, {
    label: 'landscape', options: Object.keys(courses).map((name) => [name, name]),
    get: () => model.get('course'), set(name) {
      change({ course: name, start: courses[name].start, rates: courses[name].rates });
      tell();
    },
  });
  const whose = addChoice(stage, {
    label: 'rate of', options: methods.map((name) => [name, name]), get: () => chosen, set(name) {
      chosen = name;
      stage.changed();
    },
  });
  const rate = addSlider(stage, {
    label: 'rate', values: model.get('choices'), get: () => model.get('rates')[chosen],
    set: (value) => change({ rates: { ...model.get('rates'), [chosen]: value } }),
  });
  const playing = addPlaying(stage, {
    step: () => (reached += 1) < STEPS,
    ended: tell,
    changed: () => { play.textContent = playing.playing() ? 'Pause' : 'Play'; },
    pace: perSecond(STEPS / SECONDS),
  });
  const play = addButton(stage, 'Play', () => {
    if (playing.playing()) return playing.pause();
    if (reached >= STEPS) reached = 0;
    playing.play();
  });
  addButton(stage, 'One step', () => {
    playing.pause();
    reached = reached >= STEPS ? 0 : reached + 1;
    stage.changed();
  });

  function course() {
    return courses[model.get('course')];
  }

  /** @returns {string[]} */
  function shown() {
    return model.get('shown');
  }

  function ground() {
    const name = course().landscape;
    if (name === 'noisyValley') return noisyValley(1, random(0));
    return name === 'ravine' ? quadratic([1, 20], 'ravine') : landscapes[name];
  }

  /** @param {Object<string, any>} values */
  function change(values) {
    playing.pause();
    reached = STEPS;
    stage.set(values);
  }

  /** The last walk of each method, and from which settings. @type {Map<string, { key: string, path: number[][] }>} */
  const walked = new Map();

  /** @param {string} name */
  function walk(name) {
    const [from, lr] = [model.get('start'), model.get('rates')[name]];
    const key = [course().landscape, ...from, lr].join();
    const known = walked.get(name);
    if (known?.key === key) return known.path;
    const { gradient } = ground();
    const level = (/** @type {number[]} */ theta) => (
      theta.every((one) => Math.abs(one) < FAR) ? gradient(theta) : theta.map(() => 0));
    const path = descend(level, from, new optimizers[name]({ lr }), STEPS);
    walked.set(name, { key, path });
    return path;
  }

  function losses() {
    const { value, minima } = ground();
    const lowest = Math.min(...minima.map(value));
    return shown().map((name) => ({
      name, values: walk(name).slice(0, reached + 1).map((point) => Math.max(value(point) - lowest, 1e-30)),
    }));
  }

  function standings() {
    const found = losses().map(({ name, values }) => ({ name, loss: values[values.length - 1] }));
    return found.sort((one, other) => one.loss - other.loss);
  }

  function tell() {
    const [leader] = standings();
    stage.say(leader ? `${leader.name} leads after ${Math.min(reached, STEPS)} steps.` : 'Nobody takes part.');
  }

  function draw() {
    map.setBox(course().box);
    ticks.forEach((show) => show());
    for (const show of [landscape, whose, rate]) show();
    const lines = shown().map((name) => {
      const [colour, dash] = looks[name];
      return { name, colour, dash, path: walk(name).slice(0, reached + 1) };
    });
    map.draw(lines);
    map.plot.setTitle(`${model.get('course')}, ${Math.min(reached, STEPS)} steps`);
    curves.draw(losses().map(({ name, values }) => ({
      values, label: name, colour: looks[name][0], dash: looks[name][1], width: name === chosen ? 4.5 : 3,
    })));
    start();
    const told = standings().map(({ name, loss }) => `${name} ${loss.toPrecision(1)}`).join(', ') || 'nobody';
    stage.describe(`${model.get('course')} after ${Math.min(reached, STEPS)} steps: ${told} above the lowest point.`);
  }

  return stage.close;
}
