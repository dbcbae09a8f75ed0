// Controls below a figure, and handles in it. They are the browser's own wherever it has one.

import { html, svg } from './elements.js';

let made = 0;

/**
 * A slider below the figure.
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {string} options.label
 * @param {number[]} options.values  What it may be set to, in their order.
 * @param {() => number} options.get
 * @param {(value: number) => void} options.set
 * @param {(value: number) => string} [options.format]
 * @returns {() => void}  Shows the value as it is now; to be called when the figure is drawn.
 */
export function addSlider(stage, { label, values, get, set, format = String }) {
  const input = html('input', { type: 'range', min: 0, max: values.length - 1, step: 1 });
  const output = html('output', { 'aria-hidden': 'true' });
  stage.controls.append(html('label', {}, html('span', { class: 'name' }, label), input, output));
  stage.listen(input, 'input', () => set(values[Number(input.value)]));
  return () => {
    const value = get();
    const text = format(value);
    input.value = String(nearest(values, value));
    input.setAttribute('aria-valuetext', text);
    output.textContent = text;
  };
}

/**
 * A choice below the figure.
 * @param {import('./stage.js').Stage} stage
 * @param {Object} options
 * @param {string} options.label
 * @param {[string, any][]} options.options  Texts with their values.
 * @param {() => any} options.get
 * @param {(value: any) => void} options.set
 * @returns {() => void}
 */
export function addChoice(stage, { label, options, get, set }) {
  const select = html('select', {}, ...options.map(([text], at) => html('option', { value: at }, text)));
  stage.controls.append(html('label', {}, html('span', { class: 'name' }, label), select));
  stage.listen(select, 'change', () => set(options[Number(select.value)][1]));
  const same = (/** @type {any} */ one, /** @type {any} */ other) => JSON.stringify(one) === JSON.stringify(other);
  return () => {
    const value = get();
    let at = options.findIndex(([, one]) => same(one, value));
    if (at < 0) {  // set from Python
      at = options.push([String(value), value]) - 1;
      select.append(html('option', { value: at }, String(value)));
    }
    select.value = String(at);
  };
}

/**
 * A button below the figure. Its text may be changed.
 * @param {import('./stage.js').Stage} stage
 * @param {string} text
 * @param {() => void} press
 */
export function addButton(stage, text, press) {
  const button = html('button', { type: 'button' }, text);
  stage.controls.append(button);
  stage.listen(button, 'click', press);
  return button;
}

/**
 * A box to tick below the figure.
 * @param {import('./stage.js').Stage} stage
 * @param {string} label
 * @param {() => boolean} get
 * @param {(value: boolean) => void} set
 * @returns {() => void}
 */
export function addTick(stage, label, get, set) {
  const input = html('input', { type: 'checkbox', id: `tick-${made++}` });
  stage.controls.append(html('label', { for: input.id }, input, html('span', { class: 'name' }, label)));
  stage.listen(input, 'change', () => set(input.checked));
  return () => {
    input.checked = get();
  };
}

/**
 * A point in a plot that is dragged, or moved with the arrow keys: by a fiftieth of the range, with Shift by a tenth
 * of that.
 * @param {import('./stage.js').Stage} stage
 * @param {import('./plot.js').Plot} plot
 * @param {Object} options
 * @param {string} options.label  What it is, for those who listen.
 * @param {string} options.colour
 * @param {() => [number, number]} options.get
 * @param {(place: [number, number]) => void} options.set
 * @param {(place: [number, number]) => string} options.format  Where it is, in words.
 * @param {(() => void)} [options.done]  Called when a drag has ended, or a key has moved it.
 * @param {('x' | 'y')} [options.along]  The only direction in which it can be moved.
 * @param {boolean} [options.anywhere]  Whether it comes to where the plot is pressed or tapped.
 * @returns {() => void}  Puts it where it is now; to be called when the figure is drawn.
 */
export function addHandle(stage, plot, { label, colour, get, set, format, done = () => {}, along, anywhere }) {
  const disc = svg('circle', { class: 'disc', r: 11, fill: colour });
  const handle = svg('g', { class: 'handle', tabindex: 0, role: 'slider', 'aria-label': label },
    svg('circle', { class: 'reach', r: 24 }), svg('circle', { class: 'ring', r: 17 }), disc);
  plot.handles.append(handle);

  let held = false;
  /** @param {PointerEvent} event */
  function hold(event) {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    held = true;
  }
  stage.listen(handle, 'pointerdown', (event) => {
    event.stopPropagation();  // what lies below is not clicked
    if (!event.button) hold(event);
  });
  if (anywhere) {
    let touched = false;
    stage.listen(plot.div, 'pointerdown', (event) => {
      touched = event.pointerType === 'touch';  // which may scroll the page: only a tap counts
      if (touched || event.button) return;
      hold(event);
      set(plot.at(event));
    });
    stage.listen(plot.div, 'click', (event) => {
      if (!touched) return;
      set(plot.at(event));
      done();
    });
  }
  stage.listen(handle, 'pointermove', (event) => {
    if (held) set(plot.at(event));
  });
  for (const end of ['pointerup', 'pointercancel']) {
    stage.listen(handle, end, () => {
      if (held) done();
      held = false;
    });
  }
  stage.listen(handle, 'keydown', (event) => {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    set(moved(plot, get(), way, event.shiftKey ? 0.002 : 0.02));
    done();
  });
  return () => {
    const at = get();
    const axis = along === 'y' ? plot.y : plot.x;
    handle.setAttribute('transform', `translate(${plot.toX(at[0]).toFixed(1)} ${plot.toY(at[1]).toFixed(1)})`);
    handle.setAttribute('aria-valuemin', String(axis.range[0]));
    handle.setAttribute('aria-valuemax', String(axis.range[1]));
    handle.setAttribute('aria-valuenow', String(along === 'y' ? at[1] : at[0]));
    handle.setAttribute('aria-valuetext', format(at));
  };
}

/** @type {Object<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * A place moved by a share of the ranges, held inside of them.
 * @param {import('./plot.js').Plot} plot
 * @param {[number, number]} place
 * @param {[number, number]} way
 * @param {number} share
 * @returns {[number, number]}
 */
function moved(plot, place, way, share) {
  return /** @type {[number, number]} */ ([plot.x, plot.y].map(({ range: [low, high], log }, k) => {
    const next = log ? place[k] * (high / low) ** (way[k] * share) : place[k] + (high - low) * way[k] * share;
    return Math.min(Math.max(next, low), high);
  }));
}

/** The position of the value that is nearest. @param {number[]} values @param {number} value */
function nearest(values, value) {
  let best = 0;
  values.forEach((one, at) => {
    if (Math.abs(one - value) < Math.abs(values[best] - value)) best = at;
  });
  return best;
}
