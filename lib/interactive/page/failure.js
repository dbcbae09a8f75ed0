// What stands in the place of a figure that has failed; its still is shown again.

import { html } from './elements.js';

/**
 * @param {HTMLElement} el  Where the figure was.
 * @param {unknown} error
 */
export function showFailure(el, error) {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  el.classList.add('live-stage', 'failed');
  el.replaceChildren(html('p', { class: 'failure', role: 'alert' }, `This figure has stopped. ${text}`));
  el.closest('figure')?.classList.remove('alive');
  console.error(error);
}
