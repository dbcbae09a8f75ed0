// What can be chosen in the playground.

import { addChoice } from '../../interactive/page/controls.js';
import { html } from '../../interactive/page/elements.js';

const DATA = ['XOR', 'circles', 'moons', 'spirals', 'own'];
const NOISE = [0, 0.05, 0.1, 0.2, 0.3, 0.5];
const UNITS = [1, 2, 3, 4, 5, 6, 8, 12, 16, 50];
const ACTIVATIONS = ['Tanh', 'Sigmoid', 'ReLU', 'LeakyReLU', 'ELU', 'Softplus', 'GELU', 'SiLU'];
const OPTIMIZERS = [
  'SGD', 'Momentum', 'NAG', 'Adagrad', 'Adadelta', 'RMSprop', 'Adam', 'AMSGrad', 'Nadam', 'AdamW', 'Rprop',
];
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const PENALTIES = [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1];
const BATCHES = [1, 10, 30, 100];

/**
 * Add the choices below a figure.
 * @param {import('../../interactive/page/stage.js').Stage} stage
 * @param {{ get: (name: string) => any, set: (name: string, value: any) => void }} state
 * @returns {{ show: () => void, afterData: HTMLDivElement }}  Shows the choices; room after the first.
 */
export function addSettings(stage, { get, set }) {
  const controls = html('div', { class: 'controls-row tight' });
  stage.plots.after(controls);
  const row = { ...stage, controls };

  /** @param {string} label @param {any[]} values @param {[string, any][]} [others] @param {string} [name] */
  const choice = (label, values, others = [], name = label) => addChoice(row, {
    label,
    options: [...values.map((value) => /** @type {[string, any]} */ ([String(value), value])), ...others],
    get: () => get(name), set: (value) => set(name, value),
  });

  const shows = [choice('data', DATA), choice('noise', NOISE)];
  const [afterData, noise] = [html('div'), /** @type {HTMLElement} */ (controls.lastElementChild)];
  noise.before(afterData);
  for (const at of [0, 1, 2]) {
    shows.push(addChoice(row, {
      label: `layer ${at + 1}`,
      options: [['0', 0], ...UNITS.map((units) => /** @type {[string, any]} */ ([String(units), units]))],
      get: () => get('hidden')[at] ?? 0,
      set: (units) => set('hidden', withLayer(get('hidden'), at, units)),
    }));
  }
  const layers = [...controls.children].slice(3);
  shows.push(choice('activation', ACTIVATIONS), choice('optimizer', OPTIMIZERS), choice('rate', RATES),
    choice('L2', PENALTIES, [], 'l2'), choice('batch', BATCHES, [['all', null]]));

  function show() {
    noise.style.display = get('data') === 'own' ? 'none' : '';
    layers.forEach((layer, at) => {
      /** @type {HTMLSelectElement} */ (layer.querySelector('select')).disabled = at > get('hidden').length;
    });
    for (const showOne of shows) showOne();
  }

  return { show, afterData };
}

/**
 * The hidden layers when one of them is given another width; without it those behind it go as well.
 * @param {number[]} hidden
 * @param {number} at
 * @param {number} units
 */
function withLayer(hidden, at, units) {
  return units ? [...hidden.slice(0, at), units, ...hidden.slice(at + 1)] : hidden.slice(0, at);
}
