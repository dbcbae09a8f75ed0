// What the live slides (RISE) need and a style sheet cannot give. The notebook's metadata "rise" has it loaded.

const SLIDES = document.querySelector('.reveal');
const NOTEBOOK = SLIDES.querySelector('.jp-Notebook');
const CONTROLS = '.noUi-handle, a, button, input, select, summary, textarea';

// Who gets which key: the slide, or the control that has the focus. The exported deck does the same.
const controlOf = (event) => event.target.closest?.('.jp-Cell') && event.target.closest(CONTROLS);
const worksControl = (key) => [' ', 'Enter', 'Home', 'End'].includes(key) || key.startsWith('Arrow');

SLIDES.addEventListener('focusin', (event) => {
  // Keeps JupyterLab's shortcuts away from the control.
  controlOf(event)?.setAttribute('data-lm-suppress-shortcuts', 'true');
});

SLIDES.addEventListener('keydown', (event) => {
  // reveal.js listens further out, at the document.
  if (controlOf(event) && worksControl(event.key)) event.stopPropagation();
});

// At the window, so before JupyterLab, which listens at the document.
window.addEventListener('keydown', (event) => {
  const control = controlOf(event);
  const writing = event.target.closest?.('input, textarea, [contenteditable], .jp-Dialog');
  if (control && event.key === 'Escape') {
    // Gives the keys back to the slides.
    take(event);
    NOTEBOOK.focus();
  } else if (control && event.key.startsWith('Page')) {
    // What a presenter's clicker sends; it must turn the slide even after a slider was dragged.
    take(event);
    control.blur();
    turn(event.key);
  } else if (!control && !writing && event.key.startsWith('Arrow') && plain(event)) {
    // JupyterLab would go from heading to heading, reveal.js leave out what lies below: show each slide in turn.
    take(event);
    turn(['ArrowRight', 'ArrowDown'].includes(event.key) ? 'PageDown' : 'PageUp');
  }
}, true);

function plain(event) {
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  return !modified && !SLIDES.classList.contains('overview');
}

function take(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function turn(key) {
  const keyCode = key === 'PageDown' ? 34 : 33;
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode, bubbles: true }));
}

// Which touches turn the slide: one finger that swipes over what cannot be worked by touch. reveal.js would turn
// it for every finger, also one that drags a slider, and for the distance between two. The exported deck does
// the same.
const TOUCHED = `${CONTROLS}, canvas, details, .quiz, .flipbook .controls, .cm-editor,
  .jupyter-widgets:not(.widget-box, .widget-html)`;
const fingers = new Set();
let touched = false;

function guardSwipes() {
  const zoomed = visualViewport.scale > 1.01;
  SLIDES.style.touchAction = zoomed ? 'auto' : '';  // then one finger moves the page
  // Once two fingers were down, the one that stays is no swipe either.
  touched = fingers.size > 0 && (touched || zoomed || fingers.size > 1);
  SLIDES.toggleAttribute('data-prevent-swipe', touched);
}

window.addEventListener('pointerdown', (event) => {
  if (event.pointerType !== 'touch') return;
  if (event.isPrimary) {
    fingers.clear();
    touched = Boolean(event.target.closest?.(TOUCHED));
  }
  fingers.add(event.pointerId);
  guardSwipes();
}, true);
for (const end of ['pointerup', 'pointercancel']) {
  window.addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    guardSwipes();
  }, true);
}
visualViewport.addEventListener('resize', guardSwipes);

// What had the focus is hidden with the slide it is on, and JupyterLab's keys would go with it.
SLIDES.addEventListener('slidechanged', ({ currentSlide }) => {
  if (!currentSlide.contains(document.activeElement)) NOTEBOOK.focus({ preventScroll: true });
});

// reveal.js fits the slide to the window before JupyterLab has resized the panel, as when it fills the screen.
new ResizeObserver(() => window.dispatchEvent(new Event('resize'))).observe(SLIDES);

// The speaker view copies the notes without JupyterLab's styles, which hide the source of the text.
for (const editor of SLIDES.querySelectorAll('.notes .jp-InputArea-editor')) editor.hidden = true;
// In the notebook they are folded.
for (const folded of SLIDES.querySelectorAll('.notes details')) folded.open = true;

// Cells tagged left, then right, stand side by side. RISE does not pass the tags on; they are in the file.
const file = await fetch(location.pathname.replace('/rise/', '/files/'), { cache: 'no-store' });
const { cells } = await file.json();

function sideOf(node) {
  if (!node.matches('.jp-Cell, .fragment')) return null;
  const found = node.matches('.jp-Cell') ? [node] : [...node.querySelectorAll('.jp-Cell:not(.reveal-skip)')];
  const sides = found.map((cell) => {
    const tags = cells[cell.dataset.windowedListIndex]?.metadata.tags ?? [];
    return tags.find((tag) => tag === 'left' || tag === 'right');
  });
  return sides.length && sides.every((side) => side === sides[0]) ? sides[0] : null;
}

function element(name, ...children) {
  const made = document.createElement('div');
  made.className = name;
  made.append(...children);
  return made;
}

for (const slide of SLIDES.querySelectorAll('.slides > section > section')) {
  let left = null;
  let right = null;
  for (const node of [...slide.children]) {
    if (node.matches('.notes, .reveal-skip')) continue;
    const side = sideOf(node);
    if (!side) {
      left = right = null;
    } else if (!left || (side === 'left' && right.hasChildNodes())) {
      left = element('column');
      right = element('column');
      node.before(element('columns', left, right));
    }
    if (side) (side === 'left' ? left : right).append(node);
  }
}
