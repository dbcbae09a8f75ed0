// A pad to draw digits on, by mouse, pen or finger, and a network that reads them as they are drawn.

import { adopt } from '../../interactive/page/adopt.js';
import { addButton } from '../../interactive/page/controls.js';
import { html } from '../../interactive/page/elements.js';
import { openStage } from '../../interactive/page/stage.js';
import sheet from './pad.css' with { type: 'css' };
import { SIDE, imageOf, imageOfNoise } from './drawings.js';
import { paintPixels, paintStrokes } from './painting.js';
import { incomingOf, loudest, readerOf } from './reader.js';

const NEURONS = 6;

/** @typedef {import('./drawings.js').Stroke} Stroke */

/** @param {{ model: import('../../interactive/page/stage.js').Model, el: HTMLElement }} view */
export function render({ model, el }) {
  const stage = openStage(model, el, ['drawing', 'noise'], draw);
  stage.name('A pad to draw digits on');
  adopt(sheet);
  const net = readerOf(model.get('weights'), model.get('scales'), model.get('others'));
  const { ink, first, second } = stage.palette;

  const square = html('canvas', {
    class: 'square',
    role: 'img',
    'aria-label': 'A square to draw in by mouse, pen or finger; the button Example shows a prepared drawing',
  });
  const seen = html('canvas', { width: SIDE, height: SIDE });
  const speakers = html('p', { class: 'plot-title' });
  const neurons = Array.from({ length: NEURONS }, () => {
    const picture = html('canvas', { width: SIDE, height: SIDE });
    const output = html('span');
    return { picture, output, part: html('div', {}, picture, output) };
  });
  const verdict = html('p', { class: 'plot-title' });
  const answers = Array.from({ length: 10 }, (_, digit) => {
    const bar = html('div', { class: 'bar' });
    const share = html('span', { class: 'share' });
    const name = html('span', { class: 'digit' }, String(digit));
    const track = html('div', { class: 'track' }, bar);
    return { bar, share, row: html('div', { class: 'answer' }, name, track, share) };
  });
  stage.plots.append(
    html('div', { class: 'paper' }, html('p', { class: 'plot-title' }, 'draw here'), square, stage.controls),
    html('div', { class: 'sight', 'aria-hidden': 'true' },
      html('div', {}, html('p', { class: 'plot-title' }, 'what it sees'), seen),
      html('div', {}, speakers, html('div', { class: 'neurons' }, ...neurons.map(({ part }) => part)))),
    html('div', { class: 'answers', 'aria-hidden': 'true' }, verdict, ...answers.map(({ row }) => row)),
  );

  /** The stroke under way, and who draws it. @type {{ pointer: number, points: Stroke } | null} */
  let under = null;
  let example = 0;

  addButton(stage, 'Erase', () => finish([]));
  addButton(stage, 'Undo', () => finish(model.get('drawing').slice(0, -1)));
  addButton(stage, 'Example', () => {
    const drawings = model.get('drawings');
    example = (example + 1) % drawings.length;
    finish(drawings[example][1]);
  }).hidden = !model.get('drawings').length;
  addButton(stage, 'Noise', () => finish([], Array.from({ length: 49 }, () => Math.round(Math.random()))));

  stage.listen(square, 'pointerdown', (event) => {
    event.preventDefault();
    if (under || event.button) return;  // one pointer draws, others wait
    square.setPointerCapture(event.pointerId);
    under = { pointer: event.pointerId, points: [] };
    add(event);
    stage.changed();
  });
  stage.listen(square, 'pointermove', (event) => {
    if (event.pointerId !== under?.pointer) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const one of passed.length ? passed : [event]) add(one);
    stage.changed();
  });
  for (const end of ['pointerup', 'pointercancel']) {
    stage.listen(square, end, (event) => {
      if (event.pointerId === under?.pointer) finish(strokes());
    });
  }

  /** @param {PointerEvent} event */
  function add(event) {
    const box = square.getBoundingClientRect();  // as shown: slides are scaled
    const place = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const [x, y] = place.map((value) => Math.round(1000 * Math.min(Math.max(value, 0), 1)) / 1000);
    const last = under?.points.at(-1);
    if (!last || Math.hypot(x - last[0], y - last[1]) > 0.004) under?.points.push([x, y]);
  }

  /** @returns {Stroke[]} */
  function strokes() {
    return under ? [...model.get('drawing'), under.points] : model.get('drawing');
  }

  /**
   * A drawing or noise is complete: the kernel gets it, and who listens hears the answer.
   * @param {Stroke[]} drawing
   * @param {number[]} [noise]
   */
  function finish(drawing, noise = []) {
    under = null;
    stage.set({ drawing, noise });
    const { blank, name, answer } = read();
    if (blank) return stage.say('The square is empty.');
    stage.say(name ? `${name}: ${answer}` : answer);
  }

  /** What is in the square, and what the network makes of it. */
  function read() {
    const drawing = strokes();
    const noise = drawing.length ? [] : model.get('noise');
    const image = noise.length ? imageOfNoise(noise) : imageOf(drawing);
    const [hidden, p] = net.forward(image);
    const best = p.indexOf(Math.max(...p));
    const text = JSON.stringify(drawing);
    const isIt = (/** @type {[string, Stroke[]]} */ [, prepared]) => JSON.stringify(prepared) === text;
    const [title = ''] = model.get('drawings').find(isIt) ?? [];
    return {
      drawing, noise, image, hidden, p, best,
      blank: !drawing.length && !noise.length,
      name: noise.length ? 'Noise' : title.charAt(0).toUpperCase() + title.slice(1),
      answer: `${best}, ${Math.round(100 * p[best])} %`,
    };
  }

  function draw() {
    const { drawing, noise, image, hidden, p, best, blank, name, answer } = read();
    paintStrokes(square, drawing, ink);
    if (noise.length) paintPixels(square, image, (one) => 255 * one, ink);
    paintPixels(seen, image, (one) => 255 * one, ink);
    speakers.textContent = blank ? 'neurons that speak for it' : `neurons that speak for ${best}`;
    verdict.textContent = blank ? 'its ten answers' : `it reads ${answer}`;
    loudest(net, hidden, best, NEURONS).forEach((neuron, k) => {
      const incoming = incomingOf(net, neuron);
      const largest = Math.max(...incoming.map(Math.abs));
      const strength = (/** @type {number} */ one) => Math.min(255, 357 * Math.abs(one) / largest);
      paintPixels(neurons[k].picture, incoming, strength, first, second);
      neurons[k].output.textContent = hidden[neuron].toFixed(1);
      neurons[k].part.style.visibility = blank ? 'hidden' : '';
    });
    answers.forEach(({ bar, share, row }, digit) => {
      const part = blank ? 0 : p[digit];
      bar.style.width = `${100 * part}%`;
      share.textContent = blank ? '' : `${(100 * part).toFixed(part >= 0.0995 ? 0 : 1)} %`;
      row.classList.toggle('best', !blank && digit === best);
    });
    const count = drawing.length === 1 ? '1 stroke' : `${drawing.length} strokes`;
    stage.describe(blank ? 'The square is empty.'
      : `${name || `A drawing of ${count}`}, made into 28 by 28 pixels. `
      + `The network reads ${best}, and is ${Math.round(100 * p[best])} % sure.`);
  }

  return stage.close;
}
