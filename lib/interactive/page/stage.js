// The ground of a live figure: its element, its state, its words for those who listen, and what happens if it fails.

import { adopt } from './adopt.js';
import { html } from './elements.js';
import { showFailure } from './failure.js';
import sheet from './stage.css' with { type: 'css' };

/**
 * @typedef {Object} Model  The state of a figure, by name: an anywidget's with a kernel, else that of `standalone`.
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes  Tell the kernel, where there is one.
 * @property {(event: string, handler: () => void) => void} on
 * @property {(event: string, handler: () => void) => void} off
 */

/**
 * Open the stage of a figure. Whatever the stage calls may throw: then a message takes the place of the figure.
 * @param {Model} model
 * @param {HTMLElement} el  Where the figure is to be.
 * @param {string[]} traits  The names of its state.
 * @param {() => void} draw  Draws the state; called before a picture of the page, if something has changed.
 */
export function openStage(model, el, traits, draw) {
  adopt(sheet);
  const palette = model.get('palette');
  const plots = html('div', { class: 'plots' });
  /** @type {HTMLElement} */
  const controls = html('div', { class: 'controls-row' });
  const description = html('p', { class: 'unseen' });
  const said = html('p', { class: 'unseen said', role: 'status' });
  const ground = html('div', { class: 'ground', role: 'group' }, description, plots, controls, said);
  for (const [role, colour] of Object.entries(palette)) ground.style.setProperty(`--${role}`, colour);
  el.classList.add('live-stage');
  el.append(ground);

  /** @type {(() => void)[]} */
  const ends = [];
  /** @type {(() => void)[]} */
  const layouts = [];
  let due = 0;
  let open = true;

  /** @param {unknown} error */
  function fail(error) {
    close();
    showFailure(el, error);
  }

  /**
   * The function, with `fail` for what it throws.
   * @template {any[]} A
   * @param {(...args: A) => void} run
   * @returns {(...args: A) => void}
   */
  function guarded(run) {
    return (...args) => {
      if (!open) return;
      try {
        run(...args);
      } catch (error) {
        fail(error);
      }
    };
  }

  const redraw = guarded(() => {
    due = 0;
    if (!plots.clientWidth) return;  // on a slide that is not shown
    for (const layout of layouts) layout();
    draw();
  });

  function close() {
    open = false;
    cancelAnimationFrame(due);
    for (const end of ends.splice(0)) end();
  }

  const stage = {
    plots,
    controls,
    palette,
    guarded,
    close,
    /** Have the figure drawn anew before the next picture of the page. */
    changed() {
      if (open) due ||= requestAnimationFrame(redraw);
    },
    /**
     * Set parts of the state, tell the kernel, and draw.
     * @param {Object<string, any>} values
     */
    set(values) {
      for (const [name, value] of Object.entries(values)) model.set(name, value);
      model.save_changes();
      stage.changed();
    },
    /**
     * Hear an event until the figure is closed.
     * @param {EventTarget} target
     * @param {string} kind
     * @param {(event: any) => void} handler
     * @param {AddEventListenerOptions} [options]
     */
    listen(target, kind, handler, options) {
      const safe = guarded(handler);
      target.addEventListener(kind, safe, options);
      ends.push(() => target.removeEventListener(kind, safe, options));
    },
    /**
     * Have a plot laid out for the room that it has, before each drawing.
     * @param {() => void} layout
     */
    onLayout(layout) {
      layouts.push(layout);
    },
    /** @param {() => void} end  Called when the figure is closed. */
    onClose(end) {
      ends.push(end);
    },
    /**
     * What is to be seen now, for those who cannot see it. It is read when they come to it.
     * @param {string} text
     */
    describe(text) {
      if (description.textContent !== text) description.textContent = text;
    },
    /**
     * Say that something has ended, a short sentence.
     * @param {string} text
     */
    say(text) {
      said.textContent = text;
    },
    /** The name of the figure for those who listen. @param {string} text */
    name(text) {
      ground.setAttribute('aria-label', text);
    },
  };

  for (const trait of traits) {
    model.on(`change:${trait}`, stage.changed);
    ends.push(() => model.off(`change:${trait}`, stage.changed));
  }
  const observer = new ResizeObserver(stage.changed);
  observer.observe(plots);
  ends.push(() => observer.disconnect());
  stage.listen(window, 'resize', stage.changed);  // a slide is scaled, and what is painted gets other pixels
  // JupyterLab takes the arrow keys to go from cell to cell; those with Ctrl, such as save, are for it.
  for (const kind of ['focusin', 'keydown', 'keyup']) {
    stage.listen(ground, kind, (event) => {
      const shortcut = event.ctrlKey || event.metaKey || event.altKey;
      event.target.toggleAttribute('data-lm-suppress-shortcuts', !shortcut);
    });
  }
  return stage;
}

/** @typedef {ReturnType<typeof openStage>} Stage */
