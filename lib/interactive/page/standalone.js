// Figures in a page without a kernel: each finds its start in the file, and keeps its state in the page.

import { html } from './elements.js';
import { showFailure } from './failure.js';

/**
 * The state of a figure without a kernel.
 * @param {Object<string, any>} start
 * @returns {import('./stage.js').Model}
 */
export function standalone(start) {
  const values = { ...start };
  /** @type {Map<string, Set<() => void>>} */
  const handlers = new Map();
  return {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      for (const handler of handlers.get(`change:${name}`) ?? []) handler();
    },
    save_changes() {},
    on: (event, handler) => void (handlers.get(event) ?? handlers.set(event, new Set()).get(event))?.add(handler),
    off: (event, handler) => void handlers.get(event)?.delete(handler),
  };
}

/**
 * Bring the figures of a name to life, each when it is first seen; a still stands there until then.
 * @param {string} name
 * @param {(view: { model: import('./stage.js').Model, el: HTMLElement }) => void} render
 */
export function bringToLife(name, render) {
  /** @type {NodeListOf<HTMLElement>} */
  const figures = document.querySelectorAll(`figure.live-figure[data-figure="${name}"]:not([data-found])`);
  for (const figure of figures) {
    figure.dataset.found = '';
    const seen = new ResizeObserver(() => {
      if (!figure.clientWidth) return;
      seen.disconnect();
      const el = html('div');
      figure.append(el);
      figure.classList.add('alive');
      try {
        render({ model: standalone(JSON.parse(figure.dataset.state ?? '{}')), el });
      } catch (error) {
        showFailure(el, error);
      }
    });
    seen.observe(figure);
  }
}
