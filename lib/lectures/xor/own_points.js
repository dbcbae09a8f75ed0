// Points of one's own: put with a click or a tap, or with the arrow keys and Enter.

import { addButton } from '../../interactive/page/controls.js';
import { html, setAttributes, svg } from '../../interactive/page/elements.js';
import { plain } from '../../interactive/page/plot.js';

/** @typedef {import('./learner.js').Point} Point */

/** @type {Object<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Let points be put into a plane.
 * @param {import('../../interactive/page/stage.js').Stage} stage
 * @param {import('../../interactive/page/plot.js').Plot} plane
 * @param {HTMLDivElement} group  Where their buttons go.
 * @param {{ get: () => Point[], set: (points: Point[]) => void }} points
 * @returns {(shown: boolean) => void}  To be called when the figure is drawn: whether own points are learnt.
 */
export function addOwnPoints(stage, plane, group, { get, set }) {
  setAttributes(group, { class: 'of-own-points', role: 'group', 'aria-label': 'Own points' });
  const row = { ...stage, controls: group };
  let label = 0;
  const kinds = ['●', '■'].map((mark, kind) => {
    const button = addButton(row, '', () => {
      label = kind;
      stage.changed();
    });
    const coloured = html('span', { 'aria-hidden': 'true' }, `${mark} `);
    coloured.style.color = [stage.palette.first, stage.palette.second][kind];
    button.append(coloured, `class ${kind}`);
    return button;
  });
  addButton(row, 'Undo', () => {
    set(get().slice(0, -1));
    tell();
  });
  addButton(row, 'Clear', () => {
    set([]);
    tell();
  });

  let place = [0, 0];  // of the cursor that the arrow keys move
  const cursor = svg('path', { class: 'cursor', d: 'M-14 0h9M5 0h9M0 -14v9M0 5v9' });
  const ground = svg('rect', { fill: 'transparent' });
  const hint = ['Click or tap', 'to put points', 'of both classes.'].map((text) =>
    svg('text', { 'text-anchor': 'middle', 'font-size': 20, 'aria-hidden': 'true' }, text));
  const pointed = svg('g', {
    class: 'pointed', tabindex: 0, role: 'slider', 'aria-label': 'Cursor for own points',
  }, ground, cursor);
  plane.drawing.append(...hint);
  plane.handles.append(pointed);

  stage.listen(pointed, 'click', (event) => put(plane.at(event)));
  stage.listen(pointed, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = KEYS[event.key];
    if (way) {
      const [, reach] = plane.x.range;
      const step = event.shiftKey ? 0.01 : 0.1;
      place = place.map((one, k) => Math.min(Math.max(one + step * way[k], -reach), reach));
      stage.changed();
    } else if (event.key === 'Enter' || event.key === ' ') {
      put(place);
    } else {
      return;
    }
    event.preventDefault();
  });

  /** @param {number[]} at */
  function put(at) {
    place = at.map((one) => Math.round(1000 * one) / 1000);
    set([...get(), [place[0], place[1], label]]);
    tell();
  }

  function tell() {
    const count = get().length;
    stage.say(count === 1 ? '1 point' : `${count} points`);
  }

  return (shown) => {
    group.hidden = !shown;
    pointed.style.display = shown ? '' : 'none';
    kinds.forEach((button, kind) => button.setAttribute('aria-pressed', String(kind === label)));
    const { left, top, width, height } = plane.box;
    setAttributes(ground, { x: left, y: top, width, height });
    cursor.setAttribute('transform', `translate(${plane.toX(place[0])} ${plane.toY(place[1])})`);
    const [low, high] = plane.x.range;
    setAttributes(pointed, {
      'aria-valuemin': low, 'aria-valuemax': high, 'aria-valuenow': place[0],
      'aria-valuetext': place.map((one) => plain(Number(one.toFixed(2)))).join(', '),
    });
    hint.forEach((text, k) => {
      text.style.display = shown && !get().length ? '' : 'none';
      setAttributes(text, { x: left + width / 2, y: top + height / 2 + 28 * (k - 1) });
    });
  };
}
